"""The shipped rule sets, as data, and the loader."""
