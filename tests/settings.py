"""The project's settings, with what only a test run needs."""

from welfare.settings import *  # noqa: F403
