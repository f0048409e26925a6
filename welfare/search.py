"""What the search box asks for, and what it found.

Words stand in the address; what a number found is kept in the session, and the address holds a random key.
"""

import secrets
from collections.abc import Iterable

from django.http import QueryDict

from welfare.remembered import with_latest

KEPT_SEARCHES = 10
LONGEST_WORDS = 150


def words_of(data: QueryDict) -> str:
    """What is searched for, without the sign that PostgreSQL keeps nowhere."""
    return data.get("q", "").replace("\0", "").strip()[:LONGEST_WORDS]


def keep_found(request, keys: Iterable[int]) -> str:
    """Keep a search's result in the session; the random key returned is what `?found=` takes."""
    kept = request.session.get("found", {})
    key = secrets.token_urlsafe(9)
    request.session["found"] = with_latest(kept, key, list(keys), most=KEPT_SEARCHES)
    return key


def kept_keys(request, key: str) -> list[int]:
    """The rows found under `key`; none when it was never given, or is forgotten."""
    return request.session.get("found", {}).get(key, [])
