"""Adapters: outcomes from, and answers to, the systems that regions use. Each needs its own extra and is never loaded
before it is asked for."""
