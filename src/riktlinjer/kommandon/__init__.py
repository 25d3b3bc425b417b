"""Kommandona: one module per command of the command line, with the command's name and a function ``kor``."""
