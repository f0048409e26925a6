"""`manage.py create_event`: an event from the command line; prints its slug."""

from datetime import date

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from registry.actions.offices import ensure_office
from registry.models import Region
from trainings.actions import events
from trainings.models import Event, Session
from welfare.commands import refusing
from welfare.errors import RuleError
from welfare.history import acting


class Command(BaseCommand):
    """Makes an event with one session a day; the office of its region is made when missing."""

    help = "Create an event and print its slug."

    def add_arguments(self, parser):
        parser.add_argument("--title", required=True)
        parser.add_argument("--scope", required=True, help="code of the region whose people are invited")
        parser.add_argument("--dates", required=True, help="its days, such as 2019-12-09,2019-12-10")
        parser.add_argument("--kind", choices=Event.Kind.values, default=Event.Kind.BIMTEK)

    def handle(self, *, title, scope, dates, kind, **options):
        with refusing():
            event = self.create(title.strip(), scope, read_days(dates), kind)
        self.stdout.write(event.slug)

    @transaction.atomic
    def create(self, title, scope, days, kind):
        """The event with a session for each day."""
        region = Region.objects.current().filter(code=scope).first()
        if region is None:
            raise RuleError(_("There is no region with the code %(code)s.") % {"code": scope})
        if not title:
            raise RuleError(_("An event needs a title."))
        with acting(reason="create_event"):
            event = Event(title=title, kinds=[kind], region=region, office=ensure_office(region))
            return events.create(event=event, sessions=[Session(date=day) for day in days], by=None)


def read_days(text: str) -> list[date]:
    """The days of `2019-12-09,2019-12-10` in order, each once. Raises RuleError."""
    try:
        return sorted({date.fromisoformat(part.strip()) for part in text.split(",")})
    except ValueError:
        raise RuleError(_("Write the dates as 2019-12-09, separated by commas.")) from None
