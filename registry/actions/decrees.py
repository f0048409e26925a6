"""Recording decrees."""

import datetime

from django.core.files import File
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from registry.models import Decree, Office, User
from welfare.constraints import explained
from welfare.errors import RuleError


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
    the decree is already recorded with another term, or when the last day lies before the first.
    """
    if by is not None and not by.scope.contains(office.region):
        raise RuleError(_("This decree belongs to an office outside your region."))
    term = term_of(first_day, last_day)
    known = Decree.objects.filter(office=office, number=number, date=date).first()
    if known is None:
        return Decree.objects.create(
            office=office,
            number=number,
            date=date,
            term=term,
            signer=signer,
            signer_position=signer_position,
            scan=scan or "",
        )
    if term and known.term and (known.term.lower, known.term.upper) != (term.lower, term.upper):
        raise RuleError(_("Decree %(number)s is already recorded with another term.") % {"number": number})
    return known


def term_of(first_day: datetime.date | None, last_day: datetime.date | None) -> DateRange | None:
    """The half-open range of a term given by its first and last day; None when neither is known."""
    if first_day and last_day and last_day < first_day:
        raise RuleError(_("The last day cannot lie before the first."))
    if not first_day and not last_day:
        return None
    return DateRange(first_day, last_day and last_day + datetime.timedelta(days=1))
