"""Settings come from the environment, and what cannot be used is refused with a way to mend it."""

import os
import runpy
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.environment import VARIABLE, bare_environment

CHECKOUT = Path(__file__).parents[2]
SECRET = "long-enough-to-keep-a-secret-of-an-office-that-is-only-a-test"
PRODUCTION = {"PILAR_MODE": "production", "PILAR_HOSTS": "pilar.example.go.id", "PILAR_SECRET_KEY": SECRET}


@pytest.fixture
def load(tmp_path, monkeypatch):
    """A function that reads the settings in an environment of nothing but the given variables."""
    monkeypatch.setattr(sys, "argv", ["manage.py", "check"])
    for name in list(os.environ):
        if VARIABLE.fullmatch(name):
            monkeypatch.delenv(name)

    def read_settings(**environment):
        for name, value in ({"PILAR_VAR": str(tmp_path)} | environment).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(CHECKOUT / "welfare" / "settings.py"))

    return read_settings


def test_local_use_needs_nothing(load, tmp_path):
    settings = load()

    assert settings["PRODUCTION"] is False
    assert settings["DEBUG"] is False
    assert settings["DATABASES"]["default"]["ENGINE"] == "welfare.embedded"
    assert settings["DATABASES"]["default"]["OPTIONS"]["folder"] == str(tmp_path / "postgres")
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_local_secret_is_made_once_and_private(load, tmp_path):
    secrets = {load()["SECRET_KEY"], load()["SECRET_KEY"]}

    assert secrets == {(tmp_path / "secret-key").read_text()}
    assert len(secrets.pop()) > 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_processes_that_start_at_once_agree_on_the_secret(load, tmp_path):
    kept_secret = load(PILAR_SECRET_KEY=SECRET)["kept_secret"]

    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(kept_secret, [tmp_path / "new" / "secret-key"] * 8))

    assert len(secrets) == 1
    assert "" not in secrets


def test_any_postgresql_is_used_over_the_quiet_backend(load):
    database = load(DATABASE_URL="postgres://pilar:sandi@db.example:5433/psks")["DATABASES"]["default"]

    assert database["ENGINE"] == "welfare.database"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "psks")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PILAR_MODE", "live", "PILAR_MODE must be 'local' or 'production'."),
        ("PILAR_DEBUG", "perhaps", "PILAR_DEBUG cannot be read. Write true or false."),
        ("PILAR_SSL_REDIRECT", "perhaps", "PILAR_SSL_REDIRECT cannot be read. Write true or false."),
        ("PILAR_BEHIND_PROXY", "perhaps", "PILAR_BEHIND_PROXY cannot be read. Write true or false."),
        ("PILAR_HSTS_SECONDS", "a year", "PILAR_HSTS_SECONDS cannot be read. Write a number of seconds."),
        (
            "PILAR_LOG_LEVEL",
            "LOUD",
            "PILAR_LOG_LEVEL cannot be read. Write DEBUG, INFO, WARNING or ERROR.",
        ),
        ("PILAR_FONTS", "/no/such", "PILAR_FONTS must name a folder of font files that exists."),
        ("PILAR_HOSTS", " ", "PILAR_HOSTS cannot be read. Write host names"),
        (
            "PILAR_HOSTS",
            "https://pilar.go.id",
            "PILAR_HOSTS cannot be read. Write host names without https://",
        ),
        ("PILAR_SECRET_KEY", "short", "PILAR_SECRET_KEY must have 50 characters or more"),
        ("DATABASE_URL", "mysql://root@db/pilar", "DATABASE_URL cannot be read. Write postgres://"),
        ("DATABASE_URL", "db.example", "DATABASE_URL cannot be read. Write postgres://"),
        ("DATABASE_URL", "postgres://db:port/pilar", "DATABASE_URL cannot be read. Write postgres://"),
        ("PILAR_VAR", "/proc/pilar", "PILAR_VAR must name a folder this user may write in"),
    ],
)
def test_wrong_value_is_refused_with_a_way_to_mend_it(load, name, value, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(**{name: value})

    assert str(refusal.value)[: len(sentence)] == sentence


def test_file_in_the_place_of_the_folder_is_refused(load, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured, match="PILAR_VAR must name a folder this user may write in"):
        load(PILAR_VAR=str(tmp_path / "file"))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"PILAR_DEBUG": "true"}, "PILAR_DEBUG must be off in production"),
        (
            {"PILAR_SECRET_KEY": ""},
            "PILAR_SECRET_KEY must have 50 characters or more, and be set in production",
        ),
        ({"PILAR_SECRET_KEY": "x" * 49}, "PILAR_SECRET_KEY must have 50 characters or more"),
        ({"PILAR_HOSTS": ""}, "PILAR_HOSTS must name the site's host names in production"),
        (
            {"PILAR_HOSTS": "pilar.example.go.id,*"},
            "PILAR_HOSTS must name the site's host names in production",
        ),
    ],
    ids=["debug", "no secret", "short secret", "no hosts", "any host"],
)
def test_production_refuses_to_start_half_safe(load, changed, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(**PRODUCTION | changed)

    assert str(refusal.value)[: len(sentence)] == sentence


def test_production_is_safe_by_default(load, tmp_path):
    settings = load(**PRODUCTION)

    assert settings["SECRET_KEY"] == SECRET
    assert settings["ALLOWED_HOSTS"] == ["pilar.example.go.id"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://pilar.example.go.id"]
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert "SECURE_PROXY_SSL_HEADER" not in settings
    assert not (tmp_path / "secret-key").exists()


def test_proxy_is_believed_only_when_said(load):
    settings = load(**PRODUCTION, PILAR_BEHIND_PROXY="true")

    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_deploy_check_of_production_finds_nothing(tmp_path):
    check = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=CHECKOUT,
        env=bare_environment()
        | PRODUCTION
        | {"PILAR_VAR": str(tmp_path), "PILAR_SECRET_KEY": f"{SECRET}-0123456789"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (check.returncode, check.stderr) == (0, "")
    assert check.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize(
    ("document", "readers"),
    [
        ("README.md", ["welfare/settings.py", "registry/management/commands/setup.py"]),
        (".env.example", ["welfare/settings.py"]),
    ],
)
def test_every_variable_is_explained(document, readers):
    known = {name for reader in readers for name in VARIABLE.findall((CHECKOUT / reader).read_text())}

    assert set(VARIABLE.findall((CHECKOUT / document).read_text())) == known
