"""Every page a user can open, as text: by the table of addresses, and by following the links."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from types import SimpleNamespace
from urllib.parse import urlencode, urljoin

from django.db import transaction
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from tests.access.addresses import read_table

LINK = re.compile(r'(?:href|action|hx-get)="([^"]*)"')
ELSEWHERE = ("//", "/static/", "/keluar/", "/admin/")
ENOUGH = 900  # pages of one small world; more means that links lead in circles


def text_of(response) -> str:
    """What can be read in an answer: a page, a workbook, a paper, a table."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if name.endswith("xml")]
            return "\n".join(archive.read(name).decode() for name in names)
    if content.startswith(b"%PDF"):
        with suppress(PdfReadError):  # an uploaded scan of the test world is no whole document
            return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return unescape(content.decode(errors="replace"))


def ask(client, method: str, address: str, data: dict | None = None) -> str:
    """The text of a page that opens; nothing of one that is refused. The database stays as it was."""
    with transaction.atomic():
        response = getattr(client, method)(address, data)
        text = text_of(response) if response.status_code == 200 else ""
        transaction.set_rollback(True)
    return text


def pages(client, *worlds: SimpleNamespace) -> dict[str, str]:
    """The text of every page this client can open, by its address: those of the table, then those linked."""
    found = {address: ask(client, method, address, data) for method, address, data in asked(*worlds)}
    waiting = set().union(*(links(address, text) for address, text in found.items())) - set(found)
    while waiting and len(found) < ENOUGH:
        address = waiting.pop()
        found[address] = ask(client, "get", address)
        waiting |= links(address, found[address]) - set(found)
    assert not waiting, sorted(waiting)
    return {address: text for address, text in found.items() if text}


def asked(*worlds: SimpleNamespace) -> Iterator[tuple[str, str, dict]]:
    """Every address of the table for the objects of each world; files are made by POST."""
    for world in worlds:
        for row in read_table():
            query = row.query(world)
            yield "get", f"{row.address(world)}?{urlencode(query)}".removesuffix("?"), None
            if query:
                yield "post", row.address(world), query


def links(address: str, text: str) -> set[str]:
    """The pages that a page leads to, with one condition at most: two say nothing that one does not.

    Of the admin the table has every kind of page.
    """
    targets = {urljoin(address, target).partition("#")[0] for target in LINK.findall(text)}
    return {
        target
        for target in targets
        if target.startswith("/") and not target.startswith(ELSEWHERE) and target.count("=") <= 1
    }
