"""What an act wrote, row by row, so that the act can be taken back as long as nothing stands on it.

An entry holds the values of one row before and after. Taking back compares what stands now with what the act
left: a field changed since, a row taken away since or one that others refer to by now refuses the whole.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.apps import apps
from django.db import models
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from welfare.constraints import explained
from welfare.errors import RuleError

UNCOMPARED = {"revision"}  # raised by the database, never set

Values = dict[str, object]


@dataclass(frozen=True)
class Entry:
    """One row: `old` is None when the act added it, `new` is None when the act removed it.

    Both hold values as text, by the column's attribute; of a changed row only the fields that changed.
    """

    model: str
    pk: int
    old: Values | None
    new: Values | None

    @property
    def manager(self) -> models.Manager:
        """Every row of the entry's table."""
        return apps.get_model(self.model)._base_manager

    def field(self, attname: str) -> models.Field:
        """The field behind a name in `old` or `new`."""
        return next(one for one in self.manager.model._meta.concrete_fields if one.attname == attname)

    def values(self, kept: Values) -> Values:
        """`old` or `new` as Python values."""
        return {name: decoded(self.field(name), value) for name, value in kept.items()}


class Journal:
    """Writes rows and remembers how they stood before. Use inside a transaction."""

    def __init__(self):
        self.entries: list[Entry] = []

    def change(self, rows: QuerySet, **values: object) -> int:
        """Set `values` (by attribute: `worker_id=5`) on all `rows`; how many were changed."""
        before = {row.pk: row for row in rows.select_for_update(of=("self",))}
        written = rows.model._base_manager.filter(pk__in=before)
        written.update(**values)
        for row in written:  # read again: the database writes some values in a form of its own
            old = {name: encoded(before[row.pk], name) for name in values}
            new = {name: encoded(row, name) for name in values}
            self.entries.append(Entry(row._meta.label, row.pk, old, new))
        return len(before)

    def remove(self, rows: QuerySet) -> int:
        """Delete `rows` and nothing else: whatever still refers to one makes the database refuse."""
        found = list(rows.select_for_update(of=("self",)))
        self.entries += [Entry(row._meta.label, row.pk, whole(row), None) for row in found]
        doomed = rows.model._base_manager.filter(pk__in=[row.pk for row in found])
        doomed._raw_delete(doomed.db)  # Django's own delete would take along what was forgotten
        return len(found)

    def add(self, row: Model) -> None:
        """Insert a row."""
        row.save(force_insert=True)
        self.entries.append(Entry(row._meta.label, row.pk, None, whole(row)))

    def note(self, changed: Iterable[Model] = (), added: Iterable[Model] = ()) -> None:
        """Remember what others wrote: rows they `changed`, as read before it, and rows they `added`."""
        for old in changed:
            before, after = whole(old), whole(_again(old))
            differ = [name for name in after if after[name] != before[name]]
            values = ({name: kept[name] for name in differ} for kept in (before, after))
            self.entries.append(Entry(old._meta.label, old.pk, *values))
        self.entries += [Entry(row._meta.label, row.pk, None, whole(_again(row))) for row in added]

    def as_json(self) -> list[dict]:
        """What a JSONField keeps; `read` takes it back."""
        return [asdict(entry) for entry in self.entries]


def read(kept: Iterable[dict]) -> list[Entry]:
    """The entries of `Journal.as_json`."""
    return [Entry(**each) for each in kept]


def stands(entry: Entry) -> bool:
    """Is the row that an act changed or added still as it left it, and does nothing use a row it added?"""
    row = entry.manager.filter(pk=entry.pk).first()
    if row is None or _later(entry, row):
        return False
    return entry.old is not None or not any(users_of(row))


@explained()
def take_back(entries: Iterable[Entry]) -> None:
    """Put every row back, the last act first; RuleError, and nothing written, when one was changed since."""
    for entry in reversed(list(entries)):
        if entry.new is None:
            _restore(entry)
        elif entry.old is None:
            _withdraw(entry)
        else:
            _put_back(entry)


def _put_back(entry: Entry) -> None:
    row = _standing(entry)
    _refuse_later(entry, row)
    entry.manager.filter(pk=entry.pk).update(**entry.values(_settable(entry.old)))


def _restore(entry: Entry) -> None:
    values = entry.values(entry.old)
    entry.manager.bulk_create([entry.manager.model(**values)])
    # Once more: some fields write themselves when a row is made.
    entry.manager.filter(pk=entry.pk).update(**entry.values(_settable(entry.old)))


def _withdraw(entry: Entry) -> None:
    row = _standing(entry)
    _refuse_later(entry, row)
    if user := next(users_of(row), None):
        raise RuleError(
            _("%(what)s is used by now: %(user)s.") % {"what": _called(row), "user": _called(user)}
        )
    row.delete()


def _standing(entry: Entry) -> Model:
    row = entry.manager.select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if row is None:
        name = entry.manager.model._meta.verbose_name
        raise RuleError(_("A record (%(what)s) was taken away since.") % {"what": name})
    return row


def _refuse_later(entry: Entry, row: Model) -> None:
    if changed := _later(entry, row):
        label = entry.field(changed[0]).verbose_name
        raise RuleError(
            _("%(what)s: “%(field)s” was changed again since. Take that back first.")
            % {"what": _called(row), "field": label}
        )


def _later(entry: Entry, row: Model) -> list[str]:
    """The fields that somebody changed after the act."""
    return [name for name in _settable(entry.new) if encoded(row, name) != entry.new[name]]


def users_of(row: Model) -> Iterable[Model]:
    """The rows that refer to `row`; histories do so without a key and do not count."""
    for relation in row._meta.related_objects:
        if relation.field.db_constraint and not relation.many_to_many:
            yield from relation.related_model._base_manager.filter(**{relation.field.name: row.pk})[:1]


def _called(row: Model) -> str:
    name = str(row._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]} {row}"


def _settable(kept: Values) -> Values:
    return {name: value for name, value in kept.items() if name not in UNCOMPARED | {"id"}}


def _again(row: Model) -> Model:
    """The row as it stands now: the database writes some values in a form of its own."""
    return type(row)._base_manager.get(pk=row.pk)


def whole(row: Model) -> Values:
    """All stored values of a row."""
    return {field.attname: encoded(row, field.attname) for field in row._meta.concrete_fields}


def encoded(row: Model, attname: str) -> object:
    """One value as JSON keeps it."""
    if getattr(row, attname) is None:
        return None
    field = next(one for one in row._meta.concrete_fields if one.attname == attname)
    return field.value_to_string(row)


def decoded(field: models.Field, kept: object) -> object:
    """The value that `encoded` made into text."""
    return None if kept is None else field.to_python(kept)
