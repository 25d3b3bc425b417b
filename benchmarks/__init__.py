"""Speed, as ratios against named peers and limits that are measured in the same run: ``python -m benchmarks``."""
