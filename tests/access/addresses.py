"""The addresses of the site, and the reviewed table of who may do what with them."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from django.urls import URLResolver, get_resolver, reverse

TABLE = Path(__file__).parent / "matrix.txt"


class Row(NamedTuple):
    """One line of the table: an address and what each reader gets for a GET and a POST."""

    name: str
    sample: tuple[str, ...]
    answers: dict[str, str]

    def address(self, world: SimpleNamespace) -> str:
        """Where it leads for the sample objects of `world`; an address without a name stands as it is."""
        path = [value_of(world, text) for text in self.sample if text[0] != "?"]
        if "/" in self.name:
            return f"/{self.name.partition('(')[0]}{path[0]}"
        return reverse(self.name, args=path)

    def query(self, world: SimpleNamespace) -> dict[str, object]:
        """What is asked besides: `?post=appointment.pk` is {"post": 7}."""
        asked = [text[1:].split("=", 1) for text in self.sample if text[0] == "?"]
        return {name: value_of(world, text) for name, text in asked}


def value_of(world: SimpleNamespace, text: str) -> object:
    """`worker.pk` read off the world; `=registry` as it stands."""
    if text.startswith("="):
        return text[1:]
    name, _dot, field = text.partition(".")
    return getattr(getattr(world, name), field)


def read_table() -> list[Row]:
    """The rows of the table. Its first line names the readers."""
    lines = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    readers = lines[0].split("|")[1].split()
    return [_row(line, readers) for line in lines[1:]]


def _row(line: str, readers: list[str]) -> Row:
    what, answers = line.split("|")
    name, *sample = what.split()
    return Row(name, tuple(sample), dict(zip(readers, answers.split(), strict=True)))


def walk(resolver: URLResolver | None = None, namespace: str = "", route: str = "") -> Iterator[str]:
    """The name of every address (`admin:index`), or its route where it has no name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, inner, here)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else here
