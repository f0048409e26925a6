"""The web process's way in."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welfare.settings")

application = get_asgi_application()
