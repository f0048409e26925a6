"""The project's settings, with what only a test run needs."""

from welfare.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the tests log in often
STORAGES = STORAGES | {  # noqa: F405 - pages are tested without a collectstatic
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - a thread of a test leaves no connection behind
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
IMPORT_PATIENCE = 60  # a busy machine makes no sheet a long one
