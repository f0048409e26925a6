"""Recording decrees."""

import datetime

from django.core.files import File
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.models import Decree, Office, User
from welfare.constraints import explained
from welfare.errors import RuleError

DIFFERENCES = {
    "term": gettext_lazy("Decree %(number)s is already recorded with another term."),
    "signer": gettext_lazy("Decree %(number)s is already recorded with another signer."),
    "signer_position": gettext_lazy(
        "Decree %(number)s is already recorded with another position of its signer."
    ),
    "scan": gettext_lazy("Decree %(number)s already has its scan. Leave the file out."),
}


@explained()
def record(
    *,
    office: Office,
    number: str,
    date: datetime.date | None,
    by: User | None,
    first_day: datetime.date | None = None,
    last_day: datetime.date | None = None,
    signer: str = "",
    signer_position: str = "",
    scan: File | None = None,
) -> Decree:
    """The office's decree of that number and date, made when it is new: one paper names many people.

    The term runs from `first_day` to `last_day`, both included; without either it is unknown. RuleError when
    the decree is already recorded and says something else (see `complete`), or when the last day lies before
    the first.
    """
    if by is not None and not by.scope.contains(office.region):
        raise RuleError(_("This decree belongs to an office outside your region."))
    values = {"first_day": first_day, "last_day": last_day, "signer": signer}
    values |= {"signer_position": signer_position, "scan": scan}
    if known := recorded_as(office, number, date):
        return complete(decree=known, by=by, **values)
    return Decree.objects.create(office=office, number=number, date=date, **stored(**values))


def recorded_as(office: Office, number: str, date: datetime.date | None) -> Decree | None:
    """The office's decree of that number and date; told without a date, the only one of the number."""
    known = Decree.objects.filter(office=office, number=number)
    if date is None and known.count() == 1:
        return known.get()
    return known.filter(date=date).first()


@explained()
def complete(*, decree: Decree, by: User | None, **values) -> Decree:
    """Write on a recorded decree what was not known of it; `values` are those of `record`, empty: not said.

    A sheet tells a decree's number and date only: its term comes with the paper. RuleError when the paper
    says something else than what is recorded.
    """
    kept = Decree.objects.select_for_update(of=("self",)).select_related("office__region").get(pk=decree.pk)
    told = {name: value for name, value in stored(**values).items() if value}
    for name, value in told.items():
        if getattr(kept, name) and not says_the_same(name, getattr(kept, name), value):
            raise RuleError(DIFFERENCES[name] % {"number": kept.number})
    missing = {name: value for name, value in told.items() if not getattr(kept, name)}
    if missing and by is not None and not by.scope.contains(kept.office.region):
        raise RuleError(_("This decree belongs to an office outside your region."))
    for name, value in missing.items():
        setattr(kept, name, value)
    if missing:
        kept.save(update_fields=missing)
    return kept


def stored(
    *,
    first_day: datetime.date | None = None,
    last_day: datetime.date | None = None,
    signer: str = "",
    signer_position: str = "",
    scan: File | None = None,
) -> dict[str, object]:
    """What a decree says, by the fields it is stored in."""
    term = term_of(first_day, last_day)
    return {"term": term, "signer": signer, "signer_position": signer_position, "scan": scan or ""}


def says_the_same(name: str, kept: object, told: object) -> bool:
    """Does a decree's field `name` hold what is told anew? Names in capitals are the same names."""
    if name == "term":
        return (kept.lower, kept.upper) == (told.lower, told.upper)
    return name != "scan" and " ".join(kept.casefold().split()) == " ".join(told.casefold().split())


def term_of(first_day: datetime.date | None, last_day: datetime.date | None) -> DateRange | None:
    """The half-open range of a term given by its first and last day; None when neither is known."""
    if first_day and last_day and last_day < first_day:
        raise RuleError(_("The last day cannot lie before the first."))
    if not first_day and not last_day:
        return None
    return DateRange(first_day, last_day and last_day + datetime.timedelta(days=1))
