"""Printing the cards with which participants check in."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from registry.models import AccessLog, User
from trainings import checkin
from trainings.actions.rules import require_organiser
from trainings.models import Event
from welfare import words
from welfare.errors import RuleError
from welfare.files import CONTENT_TYPES, File
from welfare.printing import render_pdf
from welfare.qr import qr_svg

RIM = 2  # squares left empty around the code of a card


@transaction.atomic
def print_cards(*, event: Event, address_of: Callable[[str], str], by: User) -> File:
    """A card for everybody who may come, by place and name; who printed them is written down.

    `address_of` gives the address that a token's code leads to. RuleError without participants.
    """
    require_organiser(event, by)
    people = list(checkin.people(event).order_by("region__code", "shown_name", "pk"))
    if not people:
        raise RuleError(_("Nobody is invited yet."))
    name = f"kartu-peserta_{event.slug}"
    cards = [
        {
            "name": person.shown_name,
            "line": checkin.line(person),
            "number": str(person.pk),
            "svg": qr_svg(address_of(person.token), border=RIM),
        }
        for person in people
    ]
    dates = words.long_date(event.first_day)
    data = {"title": f"Kartu peserta {event.title}", "event": event.title, "date": dates, "cards": cards}
    content = render_pdf("cards", data)
    AccessLog.objects.create(
        user=by, act=AccessLog.Act.PRINT, fields=["name", "token"], what=name, people=len(people)
    )
    return File(f"{name}.pdf", CONTENT_TYPES["pdf"], content)
