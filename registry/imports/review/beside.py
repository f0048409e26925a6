"""A row that asks, beside the people it may be about: what agrees, what differs, what nobody knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registry import nik, phones
from registry.imports.review.wording import FIELD_LABELS, SHORT_LABELS, value_text, why
from registry.models import Appointment, ImportRow, Region, Role, Worker
from welfare import shown

AGREES, DIFFERS, OPEN = "agrees", "differs", ""
COMPARED = ("role", "place", "birth_date", "phone", "nik", "member_number")
SHOWN = 9  # candidates on the page: one a key


@dataclass(frozen=True)
class Line:
    """One fact: as the row says it or as it is recorded, and how the two compare."""

    label: str
    text: str
    verdict: str = OPEN


@dataclass(frozen=True)
class Candidate:
    """Somebody the row may be about; `taken_by` is the row of this file that has this person already."""

    worker: Worker
    key: int
    lines: list[Line]
    taken_by: int | None = None


@dataclass
class Asking:
    """A row that needs a decision, with everything needed to take it."""

    row: ImportRow
    sentence: str
    detail: str
    facts: list[Line] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    asks_post: bool = False
    new_post: str = ""


class Book:
    """The names of the regions and roles that some rows mention, fetched once."""

    def __init__(self, rows: Iterable[ImportRow]):
        codes = set()
        for row in rows:
            codes |= {row.values.get(name) for name in ("village", "district", "home_village")} - {None}
            codes |= {code for sides in row.changes.values() for code in sides if isinstance(code, str)}
        codes |= {code[:8] for code in codes if code}
        regions = Region.objects.current().filter(code__in=codes)
        self.regions = {region.code: region.label for region in regions}
        self.roles = dict(Role.objects.values_list("code", "short_name"))

    def place(self, values: dict) -> str:
        """`Desa Kalirejo, Kec. Dringu`: where a row says that somebody serves."""
        village, district = values.get("village"), values.get("district")
        return ", ".join(self.regions.get(code, code) for code in (village, district) if code)

    def role(self, values: dict) -> str:
        """The short name of the row's role."""
        return self.roles.get(values.get("role"), values.get("role") or "")

    def post(self, values: dict) -> str:
        """Role and place together."""
        return ", ".join(filter(None, (self.role(values), self.place(values))))

    def value(self, name: str, values: dict) -> str:
        """One value in words: a region or role by name, a number masked."""
        if name == "role":
            return self.role(values)
        text = values.get(name)
        return self.regions.get(text) or value_text(name, text)

    def coded(self, text: str) -> str:
        """A post or region as it is kept in changes ("PSM 35.13.19.2003"), with names for codes."""
        return " ".join(
            self.regions.get(word.rstrip(","), self.roles.get(word, word)) for word in text.split(" ")
        )


def fetch_people(rows: Sequence[ImportRow], *, on, extra: Iterable[int] = ()) -> dict[int, Worker]:
    """The candidates of some rows with their posts, by id, in two statements."""
    ids = {worker for row in rows for worker in row.candidates} | set(extra)
    return {worker.pk: worker for worker in Worker.objects.filter(pk__in=ids).with_posts(on=on)}


def asking(row: ImportRow, people: dict[int, Worker], scope: Region) -> Asking:
    """The row with the reason why it asks; `open_up` adds the candidates."""
    first = next((people[worker] for worker in row.candidates if worker in people), None)
    sentence, detail = why(
        row.reason,
        row.values,
        person=first.name if first else "",
        post=post_of(first, scope) if first else "",
    )
    return Asking(row, sentence, detail)


def open_up(
    shown_row: Asking,
    people: dict[int, Worker],
    book: Book,
    *,
    scope: Region,
    found: Sequence[int] = (),
    taken: dict[int, int],
    marks: Sequence[Line] = (),
    sees_personal: bool,
    writes_posts: bool,
) -> None:
    """Put the candidates beside the row: whom a person searched for, then those matching found."""
    row = shown_row.row
    shown_row.facts = [*row_facts(row, book, sees_personal), *marks]
    ids = [worker for worker in dict.fromkeys((*found, *row.candidates)) if worker in people][:SHOWN]
    shown_row.candidates = [
        Candidate(
            people[worker],
            key,
            facts_beside(row.values, people[worker], scope, sees_personal),
            taken.get(worker),
        )
        for key, worker in enumerate(ids, start=1)
    ]
    shown_row.asks_post = writes_posts and row.reason == "post_mismatch"
    shown_row.new_post = book.post(row.values)


def row_facts(row: ImportRow, book: Book, sees_personal: bool) -> list[Line]:
    """What the row says, in the order of `COMPARED`."""
    values = row.values
    texts = {
        "role": book.role(values),
        "place": book.place(values),
        "birth_date": born(values.get("birth_date"), sees_personal),
        "phone": phones.mask(values.get("phone")),
        "nik": nik.mask(values.get("nik")),
        "member_number": values.get("member_number") or "",
    }
    return [Line(str(SHORT_LABELS.get(name) or FIELD_LABELS[name]), texts[name]) for name in COMPARED]


def facts_beside(values: dict, worker: Worker, scope: Region, sees_personal: bool) -> list[Line]:
    """What is recorded of a person, each fact compared with the row's."""
    posts = worker.posts
    birth_date = worker.birth_date.isoformat() if worker.birth_date else ""
    recorded = {
        "role": (posts[0].role.short_name if posts else "", role_verdict(values, posts)),
        "place": (place_of(posts[0].region, scope) if posts else "", place_verdict(values, posts)),
        "birth_date": (born(birth_date, sees_personal), verdict(values.get("birth_date"), birth_date)),
        "phone": (phones.mask(worker.phone), verdict(values.get("phone"), worker.phone)),
        "nik": (nik.mask(worker.nik), verdict(values.get("nik"), worker.nik)),
        "member_number": (
            worker.member_number if sees_personal else "",
            verdict(values.get("member_number"), worker.member_number),
        ),
    }
    return [Line(str(SHORT_LABELS.get(name) or FIELD_LABELS[name]), *recorded[name]) for name in COMPARED]


def verdict(ours: str | None, theirs: str | None) -> str:
    """How two values compare; what either side does not know is open."""
    if not ours or not theirs:
        return OPEN
    return AGREES if ours == theirs else DIFFERS


def role_verdict(values: dict, posts: list[Appointment]) -> str:
    """Does the person hold, or did he hold, the row's role?"""
    if not values.get("role") or not posts:
        return OPEN
    return AGREES if any(post.role.code == values["role"] for post in posts) else DIFFERS


def place_verdict(values: dict, posts: list[Appointment]) -> str:
    """Does the person serve, or did he serve, where the row says?"""
    wanted = values.get("village") or values.get("district")
    if not wanted or not posts:
        return OPEN
    held = [post.region.code for post in posts]
    near = any(code == wanted or code.startswith(f"{wanted}.") for code in held)
    whole_district = any(len(code) == 8 and wanted.startswith(f"{code}.") for code in held)
    if near:
        return AGREES
    return OPEN if whole_district else DIFFERS


def born(day: str | None, sees_personal: bool) -> str:
    """A birth date as a person reads it, hidden from those without the right."""
    if not day:
        return ""
    return shown.day(Worker._meta.get_field("birth_date").to_python(day)) if sees_personal else _("hidden")


def post_of(worker: Worker, scope: Region) -> str:
    """`PSM, Desa Kalirejo, Kec. Dringu`, the post that matters most; a word for none."""
    if not worker.posts:
        return _("no post")
    return f"{worker.posts[0].role.short_name}, {place_of(worker.posts[0].region, scope)}"


def place_of(region: Region, scope: Region) -> str:
    """A region with those above it, as far as an import of `scope` has to be told."""
    if scope.regency_id and region.regency_id == scope.regency_id and region.district_id:
        return ", ".join(dict.fromkeys((region.label, region.district.label)))
    return region.path
