"""What tests of the registry share."""

from pathlib import Path

import pytest

from registry import plugs


@pytest.fixture
def alone(monkeypatch):
    """The registry without the app that fills its plugs."""
    for plug in vars(plugs).values():
        if isinstance(plug, plugs.Plug):
            monkeypatch.setattr(plug, "function", None)


@pytest.fixture
def uploaded(settings, tmp_path):
    """Uploads go into a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def client_of(login, operator):
    """The browser of the module's operator."""
    return login(operator)
