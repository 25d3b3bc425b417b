"""What every test shares: the shipped guideline, and laws that are tried the same way in every run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

import riktlinjer as rl

# The two processes that share the tests must name them alike, also those whose parameters are sets.
os.environ.setdefault("PYTHONHASHSEED", "0")

settings.register_profile("utveckling", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=200,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "utveckling")


@pytest.fixture(scope="session")
def rv() -> rl.Regelverk:
    """``halland-2018`` under its default readings."""
    return rl.las_regelverk("halland-2018")
