"""What a search for a number found, kept in the session: the address holds a random key to it."""

import secrets
from collections.abc import Iterable

KEPT_SEARCHES = 10


def keep_found(request, keys: Iterable[int]) -> str:
    """Keep a search's result in the session; the random key returned is what `?found=` takes."""
    kept = request.session.get("found", {})
    key = secrets.token_urlsafe(9)
    newest = list(kept.items())[-(KEPT_SEARCHES - 1) :]
    request.session["found"] = dict(newest) | {key: list(keys)}
    return key


def kept_keys(request, key: str) -> list[int]:
    """The rows found under `key`; none when it was never given, or is forgotten."""
    return request.session.get("found", {}).get(key, [])
