"""The Indonesian catalogue: complete, true to the code, compiled, and what people read."""

import gettext
import os
import re
import shutil
from html.parser import HTMLParser

import pytest

from tests.access.addresses import read_table
from tests.access.world import make_world
from tests.catalogues import CATALOGUE, CHECKOUT, make_catalogue, read_catalogue
from tests.factories import make_user

COMMITTED = read_catalogue(CHECKOUT / CATALOGUE)
EXAMPLE = re.compile(r"\{[^}]*\}")  # what is typed as it stands: {office}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|</?\w+>")

# Words that stand on hardly any page without an English sentence around them, and in no Indonesian one.
# The first two are also keys of stored data, in small letters.
TELLTALE = re.compile(
    r"\b(?:Name|Role|(?i:the|of|and|are|this|that|with|from|was|were|has|have|will|by|your|you|each|add|edit|"
    r"save|search|delete|yes|nobody|people|person|district|village|regency|region|event|show|hide|change|"
    r"select|first|last|user|number|home|password|decree|office|unknown|close|done|more|year|day|days|"
    r"attendance|history))\b"
)


@pytest.fixture(scope="session")
def needed(tmp_path_factory):
    """The messages of the code as it stands; without gettext skipped, unless PILAR_REQUIRE_GETTEXT is set."""
    if shutil.which("xgettext") is None:
        if os.environ.get("PILAR_REQUIRE_GETTEXT") == "1":
            pytest.fail("PILAR_REQUIRE_GETTEXT is set, but no xgettext is on the path.")
        pytest.skip("no xgettext found (apt-get install gettext)")
    return make_catalogue(tmp_path_factory.mktemp("catalogue"))


def test_catalogue_holds_the_messages_of_the_code_and_no_others(needed):
    assert {(entry.key, entry.plural) for entry in COMMITTED} == {
        (entry.key, entry.plural) for entry in needed
    }


def test_every_message_is_translated_and_none_is_guessed():
    assert [entry.message for entry in COMMITTED if entry.is_fuzzy or not entry.translation] == []


def test_translations_keep_the_placeholders():
    wanted = {entry.key: sorted(PLACEHOLDER.findall(entry.plural or entry.message)) for entry in COMMITTED}

    assert {entry.key: sorted(PLACEHOLDER.findall(entry.translation)) for entry in COMMITTED} == wanted


def test_compiled_catalogue_says_what_the_catalogue_says():
    with (CHECKOUT / CATALOGUE).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    said = {entry.key: _translation(compiled, entry) for entry in COMMITTED}

    assert said == {entry.key: entry.translation for entry in COMMITTED}
    assert len([message for message in compiled._catalog if message]) == len(COMMITTED)


def _translation(compiled, entry):
    if entry.plural:
        return compiled.ngettext(entry.key, entry.plural, 2)
    return compiled.gettext(entry.key)


class Reader(HTMLParser):
    """Collects what a person reads or hears on a page, and its language."""

    SPOKEN = ("aria-label", "title", "placeholder", "alt")

    def __init__(self, page: str):
        super().__init__()
        self.texts, self.language, self.is_code = [], "", False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.is_code = tag in ("script", "style")
        self.language = known.get("lang", "") if tag == "html" else self.language
        self.texts += [known[name] for name in self.SPOKEN if known.get(name)]

    def handle_data(self, data):
        if data.strip() and not self.is_code:
            self.texts.append(EXAMPLE.sub("", " ".join(data.split())))

    def english(self) -> list[str]:
        """The texts that look English."""
        return [text for text in self.texts if TELLTALE.search(text)]


@pytest.fixture
def read_all(office, operator, regions, client, settings, tmp_path):
    """A function that opens every page an administrator may open and gives {address: Reader}."""
    settings.MEDIA_ROOT = tmp_path
    world = make_world(
        office=office,
        user=operator,
        district=regions["35.13.19"],
        village=regions["35.13.19.2003"],
        name="Srikandi",
    )

    def read(language):
        user = make_user("administrator", office.region, office=office, is_staff=True, language=language)
        client.force_login(user)
        rows = [row for row in read_table() if row.answers["administrator"].startswith("200")]
        answers = {row.address(world): client.get(row.address(world), row.query(world)) for row in rows}
        for answer in answers.values():
            if answer.streaming:
                b"".join(answer)  # read to the end, a file is closed
        pages = {
            address: Reader(answer.content.decode())
            for address, answer in answers.items()
            if answer.headers["Content-Type"].startswith("text/html")
        }
        assert len(pages) > 50
        return {address: page for address, page in pages.items() if page.language}  # no fragments

    return read


def test_pages_in_indonesian_hold_no_english(read_all):
    pages = read_all("id")

    found = {address: page.english() for address, page in pages.items()}

    assert {address: texts for address, texts in found.items() if texts} == {}
    assert {page.language for page in pages.values()} == {"id"}


def test_pages_in_english_hold_english(read_all):
    pages = read_all("en")

    assert [address for address, page in pages.items() if not page.english()] == []
    assert {page.language for page in pages.values()} == {"en"}
