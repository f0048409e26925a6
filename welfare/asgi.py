"""The web process's way in."""

import os

import django
from django.conf import settings

from welfare.limits import BodyLimit, BoundedHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welfare.settings")
django.setup(set_prefix=False)

application = BodyLimit(BoundedHandler(settings.REQUESTS_AT_ONCE), settings.REQUEST_MAX_SIZE)
