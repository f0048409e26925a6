"""The project's settings for a web server beside the tests, on the database they name."""

import os

from welfare.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["PILAR_TEST_DATABASE"]  # noqa: F405
