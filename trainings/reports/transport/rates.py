"""What one day of each role is worth: typed as options of the report, and kept with each print."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.models import Role
from trainings.models import Event
from trainings.reports.kept import kept_for
from trainings.reports.parameters import Parameters
from trainings.reports.report import Option
from welfare.errors import RuleError

SLUG = "transport"
WHOLE = 100  # percent


@dataclass(frozen=True)
class Rate:
    """Rupiah a day, and how many percent of it are tax."""

    a_day: int
    percent: int


def roles_of(event: Event) -> list[Role]:
    """The roles of those who take part, in the order of papers."""
    return list(Role.objects.filter(participations__event=event).distinct())


def options(parameters: Parameters) -> list[Option]:
    """An amount and a tax for each role of the event, as they were typed for its last receipts."""
    event = parameters.event
    if event is None:
        return []
    kept = kept_for(event, SLUG)
    found = []
    for role in roles_of(event):
        names = f"rate_{role.code}", f"tax_{role.code}"
        labels = _("%(role)s: rupiah a day"), _("%(role)s: tax (%%)")
        for name, label in zip(names, labels, strict=True):
            found.append(Option(name, label % {"role": role}, "number", kept.get(name, "")))
    return found


def rates_of(parameters: Parameters, roles: list[Role]) -> dict[int, Rate]:
    """The rate of each role by its id; RuleError when none was typed, or a tax is more than all of it."""
    rates = {}
    for role in roles:
        rate = Rate(parameters.number(f"rate_{role.code}", 0), parameters.number(f"tax_{role.code}", 0))
        if rate.percent > WHOLE:
            raise RuleError(_("A tax is at most 100 percent."))
        if rate.a_day:
            rates[role.pk] = rate
    if not rates:
        raise RuleError(_("Type the amount a day of at least one role."))
    return rates
