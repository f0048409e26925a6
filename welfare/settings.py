"""Settings, every one from the environment (`.env` beside this checkout is read too; see `.env.example`).

A value that cannot be used is refused at start with a sentence that says how to mend it.
"""

import contextlib
import os
import re
import secrets
import sys
import tempfile
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)


def read(reader, name, default, mend):
    """The variable `name` through an environs reader; a wrong value stops the start with `mend`."""
    try:
        return reader(name, default)
    except (EnvError, ValueError):
        raise ImproperlyConfigured(f"{name} cannot be read. {mend}") from None


def kept_secret(path):
    """A secret key of this machine's own, made once and kept readable by its user only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # Linked when it is complete: of several processes that start at once, the first one's holds.
            with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:
                file.write(secrets.token_urlsafe(64))
                file.flush()
                with contextlib.suppress(FileExistsError):
                    os.link(file.name, path)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"PILAR_VAR must name a folder this user may write in ({path.parent}: {error.strerror})."
        ) from None


# Where it runs

MODE = read(env.str, "PILAR_MODE", "local", "")
if MODE not in {"local", "production"}:
    raise ImproperlyConfigured("PILAR_MODE must be 'local' or 'production'.")
PRODUCTION = MODE == "production"

VAR = Path(read(env.str, "PILAR_VAR", str(BASE_DIR / "var"), "Name a folder.")).expanduser().resolve()
if sys.argv[1:2] == ["demo"]:  # made-up data lies apart, also for the processes the demo starts
    VAR /= "demo"
    os.environ["PILAR_VAR"] = str(VAR)

DEBUG = read(env.bool, "PILAR_DEBUG", False, "Write true or false.")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("PILAR_DEBUG must be off in production: it shows the program to strangers.")

SECRET_KEY = read(env.str, "PILAR_SECRET_KEY", "", "")
if (PRODUCTION or SECRET_KEY) and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "PILAR_SECRET_KEY must have 50 characters or more, and be set in production. Make one with: "
        "python -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
SECRET_KEY = SECRET_KEY or kept_secret(VAR / "secret-key")

ALLOWED_HOSTS = read(
    env.list, "PILAR_HOSTS", ["localhost", "127.0.0.1", "[::1]"], "Write host names, separated by commas."
)
if PRODUCTION and (not env.str("PILAR_HOSTS", "") or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("PILAR_HOSTS must name the site's host names in production (never *).")
if not all(re.fullmatch(r"\*|[\w.-]+|\[[0-9a-fA-F:]+\]", host) for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "PILAR_HOSTS cannot be read. Write host names without https:// and port, separated by commas."
    )
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

# What it is made of

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "welfare.apps.StaticFilesConfig",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "pgtrigger",
    "pghistory",
    "bootstrap",
    "fontawesome",
    "welfare",
    "registry",
    "trainings",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "welfare.middleware.LocaleMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "welfare.middleware.PrivateMiddleware",
    "welfare.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "welfare.middleware.LostSessionMiddleware",
    "welfare.middleware.NoPageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "welfare.urls"
ASGI_APPLICATION = "welfare.asgi.application"
REQUESTS_AT_ONCE = 16  # threads of a web process, each with a connection; the server takes 100
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "welfare.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "welfare.templatetags.pilar",
            ],
        },
    }
]

# The database

DATABASE_URL = env.str("DATABASE_URL", "")
EMBEDDED = not DATABASE_URL
if EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "welfare.embedded",
            "NAME": "pilar",
            "OPTIONS": {"folder": str(VAR / "postgres")},
        }
    }
else:
    try:
        DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        DATABASES = {"default": {"ENGINE": ""}}
    if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read. Write postgres://USER:PASSWORD@HOST:PORT/NAME, or leave it out to "
            "use the embedded server."
        )
    DATABASES["default"]["ENGINE"] = "welfare.database"
# A web process has so many threads, and each keeps its connection; one the server closed is noticed.
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
# Words this alike are near misses of a name: PostgreSQL's own 0.6 misses a changed letter in a short one.
# Starting parallel helpers takes milliseconds, half the time of a short statement: only long ones get any.
CONNECTION = "-c pg_trgm.word_similarity_threshold=0.5 -c parallel_setup_cost=5000"
DATABASES["default"].setdefault("OPTIONS", {})["options"] = CONNECTION
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts

AUTH_USER_MODEL = "registry.User"
AUTHENTICATION_BACKENDS = ["registry.authentication.AccountBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 60 * 60 * 12

# History: one row a change, written by statement-level triggers and never edited

PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_ALL_EVENTS = False
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"

# Long work

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Language and time

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "welfare" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# Files

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "uploads"
FILE_UPLOAD_DIRECTORY_PERMISSIONS, FILE_UPLOAD_PERMISSIONS = 0o700, 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # an attendance grid has a field for each person and session
REQUEST_MAX_SIZE = 32 * 1024 * 1024  # above the 25 MB of a sheet, so that its refusal is a page
IMPORT_PATIENCE = 1.5  # seconds of a request for reading a sheet; one that takes longer is left to a task
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "ico", "woff", "woff2", "gz", "br"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FONTS = read(env.str, "PILAR_FONTS", "", "Name a folder of font files, or leave it out.")
if FONTS and not Path(FONTS).is_dir():
    raise ImproperlyConfigured("PILAR_FONTS must name a folder of font files that exists.")

# Safety in the browser

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "welfare.errors.csrf_failure"
SSL_REDIRECT = read(env.bool, "PILAR_SSL_REDIRECT", True, "Write true or false.")
HSTS_SECONDS = read(env.int, "PILAR_HSTS_SECONDS", 31_536_000, "Write a number of seconds.")
BEHIND_PROXY = read(env.bool, "PILAR_BEHIND_PROXY", False, "Write true or false.")
if PRODUCTION:
    SECURE_SSL_REDIRECT = SSL_REDIRECT
    SECURE_HSTS_SECONDS = HSTS_SECONDS
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What is said

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "plain"}},
    "root": {
        "handlers": ["stderr"],
        "level": read(env.log_level, "PILAR_LOG_LEVEL", "WARNING", "Write DEBUG, INFO, WARNING or ERROR."),
    },
    # Its DEBUG lines are the statements, with the values of the rows in them.
    "loggers": {"django.db.backends": {"level": "INFO"}, "django_tasks_db": {"level": "ERROR"}},
}
