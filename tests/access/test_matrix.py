"""Every address, for every kind of reader, by GET, POST and htmx, against `matrix.txt`."""

from copy import deepcopy
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import reverse

from tests.access.addresses import read_table, walk

ADDRESSES = 310  # raised by hand with every new one: a walk that stops early is noticed
READERS = ("anonymous", "administrator", "operator", "supervisor", "desk", "stranger", "outsider")


def test_table_has_a_row_for_every_address_and_none_besides():
    addresses = list(walk())

    assert set(addresses) == {row.name for row in read_table()}
    assert len(addresses) == len(set(addresses)) == ADDRESSES


@pytest.mark.usefixtures("other_office", "quiet")
@pytest.mark.parametrize("reader", READERS)
def test_reader_gets_what_the_table_says(reader, world, client, request):
    if reader != "anonymous":
        client.force_login(request.getfixturevalue(reader))
    client.raise_request_exception = False
    rows = read_table()
    asked = Asking(client)

    answers = {row[:2]: asked.answer(row.address(world), row.query(world)) for row in rows}

    assert answers == {row[:2]: row.answers[reader] for row in rows}
    assert asked.times == 3 * len(rows)


class Asking:
    """Asks an address by GET, POST and htmx, each time with the database as it was before."""

    def __init__(self, client):
        self.client = client
        self.times = 0

    def answer(self, address: str, query: dict) -> str:
        """`200/405`: the answers to GET and POST; `login` where all lead there; `!` if htmx differs."""
        page = self.ask("get", address, query)
        sent = self.ask("post", f"{address}?{urlencode(query)}", query)
        part = self.ask("get", address, query, headers={"HX-Request": "true", "HX-Target": "list"})
        if {page, sent, part} == {"login"}:
            return "login"
        return f"{page}/{sent}" if part == page else f"{page}/{sent}!{part}"

    def ask(self, method: str, address: str, data: dict, **options) -> str:
        self.times += 1
        cookies = deepcopy(self.client.cookies)
        with transaction.atomic():
            response = getattr(self.client, method)(address, data, **options)
            if response.streaming:
                b"".join(response)  # read to the end, a file is closed
            transaction.set_rollback(True)
        self.client.cookies = cookies  # logging out takes them away
        target = response.headers.get("HX-Redirect") or response.headers.get("Location", "")
        if target.startswith(reverse("login")) and response.status_code == (204 if options else 302):
            return "login"
        return str(response.status_code)
