"""The version, in a module of its own so that reading it needs no package metadata."""

__version__ = "0.1.0"
