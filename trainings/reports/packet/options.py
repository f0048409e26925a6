"""What the packet asks for: what its letters ask, and the chapters of the activity report."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from trainings.reports.kept import kept_for
from trainings.reports.letters import invitation, minutes
from trainings.reports.packet import chapters
from trainings.reports.packet.query import SLUG
from trainings.reports.parameters import Parameters
from trainings.reports.report import Option

PARTS = (
    ("report", _("Activity report"), chapters.options),
    ("invitation", _("Invitation letter"), invitation.options),
    ("minutes", _("Minutes (berita acara)"), minutes.options),
)


def options(parameters: Parameters) -> list[Option]:
    """The options of each part under the part's name, filled with what was typed for the last packet."""
    event = parameters.event
    if event is None:
        return []
    kept = kept_for(event, SLUG)
    found = []
    for part, group, asked_by in PARTS:
        for option in asked_by(parameters):
            name = f"{part}_{option.name}"
            found.append(replace(option, name=name, group=group, initial=kept.get(name, option.initial)))
    return found
