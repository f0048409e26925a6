"""Settings, every one from the environment (see `.env.example`)."""

SECRET_KEY = "to be replaced in the next commit"  # noqa: S105
INSTALLED_APPS = []
USE_TZ = True
