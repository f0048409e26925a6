"""What tests of the registry share."""

import pytest

from registry import plugs


@pytest.fixture
def alone(monkeypatch):
    """The registry without the app that fills its plugs."""
    for plug in vars(plugs).values():
        if isinstance(plug, plugs.Plug):
            monkeypatch.setattr(plug, "function", None)
