"""What goes into the packet: the answers of the single reports, the agenda, photographs and scans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.models import User
from trainings.actions.rules import require_organiser
from trainings.models import AgendaItem, Attachment, Event, Participant, Speaker
from trainings.models.papers import SEES_SCANS
from trainings.reports.heads import Head
from trainings.reports.letters import invitation, minutes
from trainings.reports.parameters import Parameters
from trainings.reports.recap.query import Recap
from trainings.reports.sign_in import query as sign_in
from trainings.reports.sign_in.query import SignIn

SLUG = "packet"


@dataclass(frozen=True)
class Packet:
    """Everything of one event; `attachments` are those the reader may open.

    `typed` is the question for the chapters of the activity report.
    """

    head: Head
    event: Event
    typed: Parameters
    committee: list[Participant]
    invitation: invitation.Invitation
    minutes: minutes.Minutes
    sheets: SignIn
    recap: Recap
    agenda: list[AgendaItem]
    speakers: list[Speaker]
    attachments: list[Attachment]

    @property
    def on(self) -> date:
        """The event's last day."""
        return self.event.last_day

    @property
    def people(self) -> int:
        """Everybody on the list, each once."""
        return self.recap.people

    @property
    def photos(self) -> Iterator[Attachment]:
        """Photographs, and other pictures."""
        return (one for one in self.attachments if not is_pdf(one))

    @property
    def scans(self) -> Iterator[Attachment]:
        """Scanned papers as PDF: signed sheets, minutes, letters."""
        return (one for one in self.attachments if is_pdf(one))


def is_pdf(attachment: Attachment) -> bool:
    """Is it a PDF, by the ending it was stored under?"""
    return attachment.file.name.lower().endswith(".pdf")


def query(parameters: Parameters, *, sheets: SignIn | None = None) -> Packet:
    """The packet of `parameters.event`, with the sign-in `sheets` if they are at hand; at most 36 statements.

    RuleError unless the reader works for the organising office: it answers for the event.
    """
    event, reader = parameters.event, parameters.reader
    require_organiser(event, reader)
    asked = invitation.query(parameters.part("invitation"))
    agenda = AgendaItem.objects.filter(session__event=event).select_related("session")
    return Packet(
        head=asked.recap.head,
        event=event,
        typed=parameters.part("report"),
        committee=committee_of(event),
        invitation=asked,
        minutes=minutes.Minutes(asked.recap, parameters.part("minutes")),
        sheets=sheets or sign_in.query(parameters),
        recap=asked.recap,
        agenda=list(agenda.prefetch_related("speakers")),
        speakers=list(event.speakers.all()),
        attachments=attachments_of(event, reader),
    )


def committee_of(event: Event) -> list[Participant]:
    """The committee by name; 1 statement."""
    people = event.participants.filter(capacity=Participant.Capacity.COMMITTEE).as_shown()
    return list(people.select_related("role", "region").order_by("shown_name", "pk"))


def attachments_of(event: Event, reader: User | None) -> list[Attachment]:
    """The event's papers the reader may open, in the order they were added; 1 statement."""
    if reader is None:
        return list(event.attachments.all())
    if not reader.has_perms(SEES_SCANS):
        return []
    return list(Attachment.objects.visible_to(reader).filter(event=event))
