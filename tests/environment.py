"""The environment of a process that a test starts: nothing of the test run's own."""

import os
import re

VARIABLE = re.compile(r"\b(PILAR_[A-Z_]+|DATABASE_URL)\b")
SET_FOR_BROWSERS = "DJANGO_ALLOW_ASYNC_UNSAFE"  # by tests/browser.py; `check --deploy` refuses it


def bare_environment() -> dict[str, str]:
    """The variables of this process without Pilar's settings."""
    return {
        name: value
        for name, value in os.environ.items()
        if not VARIABLE.fullmatch(name) and name != SET_FOR_BROWSERS
    }
