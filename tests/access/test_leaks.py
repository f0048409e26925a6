"""What must never stand on a page: people of another scope, and numbers in full."""

import re

import pytest
from django.urls import reverse

from tests.access.pages import ask, pages
from tests.access.world import make_world
from tests.factories import invite, make_worker

pytestmark = pytest.mark.usefixtures("quiet")

NIK = re.compile(r"(?<![\d.])\d{16}(?![\d.])")
PHONE = re.compile(r"(?:\+62|\b08)\d{8,11}\b")
# Who holds the code of a certificate may read whose it is; who holds that of a card, which event it is for.
FOR_EVERYBODY = ("/s/", "/k/")
EXAMPLES = {"081234567890", "3513194405800001"}  # on the sheets to be filled in; nobody's
LISTS = ("workers", "events", "imports", "users", "regions")


@pytest.fixture
def theirs(other_office, stranger, regions):
    """What the other regency has: the same, under another name."""
    return make_world(
        office=other_office,
        user=stranger,
        district=regions["35.14.14"],
        village=regions["35.14.14.1001"],
        name="Kartini",
    )


def naming(name: str, read: dict[str, str]) -> list[str]:
    """The addresses whose pages name somebody, but for what everybody may read."""
    return [
        address for address, text in read.items() if name in text and not address.startswith(FOR_EVERYBODY)
    ]


@pytest.mark.parametrize("reader", ["stranger", "outsider"])
def test_other_regency_reads_nothing_of_ours(reader, world, theirs, request, login):
    """Its own pages, then ours as far as they open: no list, search, choice, export or count names us."""
    client = login(request.getfixturevalue(reader))

    read = pages(client, theirs, world)

    assert naming(world.name, read) == []
    assert sum(theirs.name in text for text in read.values()) > 40


@pytest.mark.parametrize("name", LISTS)
def test_search_of_the_other_regency_finds_nothing_of_ours(name, world, theirs, stranger, login):
    """Words that stand in both worlds: the answer is its own."""
    client, page = login(stranger), reverse(name)

    for word in ("pertama", "kedua", "bimtek", "roster"):
        assert world.name not in ask(client, "get", page, {"q": word})


def test_number_of_ours_finds_nobody_elsewhere(world, theirs, stranger, login):
    client = login(stranger)

    for number in world.numbers:
        response = client.post(reverse("search"), {"q": number}, follow=True)
        assert world.name not in response.content.decode()
        assert response.redirect_chain[-1][0].partition("?")[0] == reverse("workers")


def test_office_of_a_participant_reads_its_own_only(world, theirs, stranger, other_office, regions, login):
    """The event is seen, with one's own participants only."""
    invite(world.event, make_worker(other_office, "Tetangga Kartini"), "TKSK", regions["35.14.14"])

    read = pages(login(stranger), theirs, world)

    named = (world.worker.name, world.guest.name, world.import_batch.file_name, world.attachment.caption)
    assert [address for name in named for address in naming(name, read)] == []
    assert sum(world.event.title in text for text in read.values()) > 3


@pytest.mark.parametrize("reader", ["administrator", "operator", "supervisor", "desk"])
def test_no_page_shows_a_nik_or_phone_number(reader, world, request, login):
    """Not even to those who may ask for one: it is shown once, after a POST that is written down."""
    client = login(request.getfixturevalue(reader))

    read = pages(client, world)

    # Files for those with the right, each written down: the roster, its sheets, and rows to be mended.
    mended = reverse("import_failed", args=[world.import_batch.pk])
    allowed = {reverse("workers_export"), reverse("region_sheets"), mended}
    shown = {
        address: sorted(
            {*NIK.findall(text), *PHONE.findall(text)} - EXAMPLES | {n for n in world.numbers if n in text}
        )
        for address, text in read.items()
        if reader == "supervisor" or address.partition("?")[0] not in allowed
    }
    assert {address: numbers for address, numbers in shown.items() if numbers} == {}
    assert len(read) >= (4 if reader == "desk" else 40)


def test_supervisor_reads_no_personal_value(world, supervisor, login):
    read = pages(login(supervisor), world)

    worker = world.worker
    personal = (worker.address, worker.email, worker.notes, "1 Mei 1980", "1980-05-01", worker.birth_place)
    assert [(address, text) for address, page in read.items() for text in personal if text in page] == []


def test_desk_opens_nothing_but_its_own(world, desk, login):
    read = pages(login(desk), world)

    assert naming(world.name, read) == []
