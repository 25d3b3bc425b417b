"""Utbyte: one question and one answer in JSON per function, for systems in any language."""
