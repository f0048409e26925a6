"""The roster sheet: people with their posts. New ones are registered, known ones brought up to date."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.imports import known, roster_sql
from registry.imports.absent import Absence, absent_posts, people_by_name
from registry.imports.kinds import SheetKind, StagedRow
from registry.imports.meaning.matching import ENDED_POST
from registry.imports.undo_sql import Trace
from registry.models import Appointment, ImportBatch, User, Worker
from registry.names import leaves_out_titles
from registry.nik import is_masked
from welfare import shown

# Values of the sheet that are fields of the person, in the order they are compared.
FIELDS = (
    *("name", "nik", "member_number", "nip", "sex", "birth_place", "birth_date", "phone", "email"),
    *("address", "education", "institution"),
)
CLEARABLE = frozenset(FIELDS) - {"name"}  # what a row can empty
Held = tuple[tuple[str, str | None], ...]
ENTRY_OWNER = """(
    SELECT 'w' || a.worker_id FROM registry_appointmenthistory a
    WHERE a.pgh_obj_id = h.appointment_id LIMIT 1)"""


class RosterKind(SheetKind):
    """A list of those who serve: writes people, appointments and decrees."""

    code = "roster"
    label = _("Roster")
    tables = (
        *("registry_workerhistory", "registry_appointmenthistory", "registry_decreehistory"),
        "registry_regionchange",
    )
    permissions = {"add": "registry.add_worker", "update": "registry.change_worker"}
    titles_name_roles = True
    traces = (
        Trace("registry.AppointmentDecree", ENTRY_OWNER),
        Trace("registry.Appointment", "'w' || h.worker_id"),
        Trace("registry.Decree", "'d' || h.pgh_obj_id"),
        Trace("registry.Worker", "'w' || h.pgh_obj_id"),
    )
    writes_people = True
    tile_texts = {
        "create": (_("New"), _("not in the registry yet")),
        "update": (_("Changed"), _("known, and something differs")),
        "same": (_("Unchanged"), _("nothing is written")),
    }

    absent_title = _("On our roster, but not in this file")
    absent_text = _(
        "They hold posts in the roles and districts that the rows of this file name. Nothing is done about "
        "them by itself: end a service only when you know that it ended."
    )

    def absent(self, batch: ImportBatch) -> Absence:
        """Who holds a post where the file speaks of, and stands in no row."""
        posts = absent_posts(batch, on=self.day(batch))
        return Absence(people_by_name(posts), posts)

    def counted(self, count: int) -> str:
        """`216 people`."""
        return ngettext("%(n)s person", "%(n)s people", count) % {"n": shown.number(count)}

    def day(self, batch: ImportBatch) -> date:
        """A roster speaks of today."""
        return timezone.localdate(batch.created_at or timezone.now())

    def settle(self, batch: ImportBatch, rows: list[StagedRow]) -> None:
        """Fill in what would change; a matched row without a change is the same."""
        matched = {row.worker_id: row for row in rows if row.action == "match"}
        posts = _current_posts(matched, on=self.day(batch))
        decrees = _decrees_of_posts(matched)
        for worker_id, home, *person in _recorded(matched):
            row = matched[worker_id]
            row.changes = _changed_fields(row, person, home)
            row.changes |= _new_post(row, posts.get(worker_id, ()))
            row.changes |= _new_decree(row, decrees.get(worker_id, ()))
        for row in rows:
            if row.action == "create":
                row.changes = _first_values(row)
            elif row.action == "match":
                row.action = "update" if row.changes else "same"
            _keep_to_mode(row, batch.mode)

    def write(self, batch: ImportBatch, *, by: User | None) -> None:
        """One statement a table, whatever the number of rows."""
        parameters = roster_sql.parameters_of(batch)
        with connection.cursor() as cursor:
            for statement in roster_sql.STATEMENTS:
                cursor.execute(statement, parameters)


def _recorded(ids: Collection[int]) -> Iterator[tuple]:
    """Id, code of the home and FIELDS of each person; never all of them at once."""
    people = Worker.objects.filter(id__among=ids).values_list("id", "home_region__code", *FIELDS)
    return people.iterator(known.CHUNK)


def _current_posts(ids: Collection[int], *, on: date) -> dict[int, Held]:
    """(role, region) of the posts each person holds, be it until a day that is already known."""
    rows = Appointment.objects.filter(worker__id__among=ids).not_ended(on=on)
    return _grouped(rows.values_list("worker_id", "role__code", "region__code"))


def _decrees_of_posts(ids: Collection[int]) -> dict[int, Held]:
    """(number, day) of the decrees that name each person."""
    rows = Appointment.objects.filter(worker__id__among=ids, decrees__isnull=False)
    return _grouped(rows.values_list("worker_id", "decrees__number", "decrees__date"))


def _grouped(rows: QuerySet) -> dict[int, Held]:
    """Pairs by person; people with the same ones share them."""
    found: dict[int, Held] = {}
    shared: dict[Held, Held] = {}
    for worker_id, first, second in rows.iterator(known.CHUNK):
        held = (
            *found.get(worker_id, ()),
            (first, second.isoformat() if isinstance(second, date) else second),
        )
        found[worker_id] = shared.setdefault(held, held)
    return found


def _first_values(row: StagedRow) -> dict[str, list[object]]:
    values = row.clean.values
    return {"post": [None, _post_text(values)]} if values.get("role") else {}


def _changed_fields(row: StagedRow, person: Sequence, home: str | None) -> dict[str, list[object]]:
    """Field to [old, new] for what the sheet says and the registry does not.

    A blank never overwrites; what the row says is to be emptied has None as its new value.
    """
    values, changes, emptied = row.clean.values, {}, row.cleared & CLEARABLE
    for field, old in zip(FIELDS, person, strict=True):
        new = values.get(field)
        if field not in emptied and (not new or new == old):
            continue
        old = old.isoformat() if isinstance(old, date) else old or None
        if field in emptied:
            changes |= {field: [old, None]} if old else {}
        elif new != old and not is_masked(new) and not _is_same_text(field, old, new):
            changes[field] = [old, new]
    new_home = values.get("home_village") or values.get("home_district")
    if new_home and new_home != home and not (home or "").startswith(f"{new_home}."):
        changes["home"] = [home, new_home]
    return changes


def _is_same_text(field: str, old: str | None, new: str) -> bool:
    """Capitals and runs of blanks are no change of a name or a place, nor are titles that were left out."""
    if old is None or field in {"nik", "birth_date", "phone", "sex"}:
        return False
    if field == "name" and leaves_out_titles(new, old):
        return True
    return " ".join(old.split()).casefold() == " ".join(new.split()).casefold()


def _new_post(row: StagedRow, held: Held) -> dict[str, list[object]]:
    """The post to add: when the person holds none, or a person decided on a second post or a transfer.

    None for a row of our own that tells of an ended post.
    """
    values, wish = row.clean.values, row.decided.get("post")
    if not values.get("role") or wish == "leave" or row.decision.reason == ENDED_POST:
        return {}
    region = values.get("village") or values.get("district")
    fits = any(
        role == values["role"] and (not region or code == region or code.startswith(f"{region}."))
        for role, code in held
    )
    if fits or (held and wish not in {"second", "transfer"}):
        return {}
    return {"post": [", ".join(sorted(f"{role} {code}" for role, code in held)) or None, _post_text(values)]}


def _post_text(values: dict) -> str:
    return f"{values['role']} {values.get('village') or values.get('district') or ''}".strip()


def _new_decree(row: StagedRow, recorded: Held) -> dict[str, list[object]]:
    values = row.clean.values
    number, day = values.get("decree_number"), values.get("decree_date")
    if not number or not values.get("role") or any(number == n and day in (d, None) for n, d in recorded):
        return {}
    return {"decree": [None, number]}


def _keep_to_mode(row: StagedRow, mode: str) -> None:
    """Adding changes nobody, updating registers nobody; what the mode leaves out stays visible."""
    if mode == ImportBatch.Mode.ADD and row.action == "update":
        row.action, row.changes, row.decision.reason = "same", {}, "mode_add"
    elif mode == ImportBatch.Mode.UPDATE and row.action == "create":
        row.action, row.changes, row.decision.reason = "choose", {}, "mode_update"
