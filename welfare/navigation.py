"""The entries of the shell's navigation. Apps add theirs in `AppConfig.ready()`; the shell knows no noun."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One entry: shown to those who hold `permission`; `badge` counts what waits for this user.

    `position` orders the entries; those `on_phones` stand in the bar at the bottom of small screens. Pages
    whose path begins with one of `also` belong to it too.
    """

    label: str
    icon: str
    url_name: str
    position: int
    permission: str = ""
    badge: Callable[[object], int] | None = None
    on_phones: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """An entry as one user sees it on one page."""

    entry: Entry
    url: str
    is_current: bool
    waiting: int


ENTRIES: dict[str, Entry] = {}


def add(entry: Entry) -> None:
    """Put an entry into the navigation (again under the same URL name: replace it)."""
    ENTRIES[entry.url_name] = entry


def entries_for(user, path: str) -> list[Shown]:
    """What `user` may open, in order; the entry whose address `path` lies under is the current one."""
    allowed = [
        (entry, reverse(entry.url_name))
        for entry in sorted(ENTRIES.values(), key=lambda entry: entry.position)
        if not entry.permission or user.has_perm(entry.permission)
    ]
    above = [url for entry, url in allowed if is_under(path, url) or path.startswith(entry.also)]
    current = max(above, key=len, default=None)
    return [
        Shown(entry, url, is_current=url == current, waiting=entry.badge(user) if entry.badge else 0)
        for entry, url in allowed
    ]


def is_under(path: str, url: str) -> bool:
    """Whether `path` is the page `url` or lies below it (below the root nothing does)."""
    return path == url or (url != "/" and path.startswith(url))
