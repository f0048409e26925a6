"""What they attended: the tables of events, attendance and certificates."""

from trainings.models.attendance import Attendance
from trainings.models.certificate import Certificate, CodeFailure, OutsideTraining
from trainings.models.event import DeskDuty, Event, HeadcountClaim, Quota
from trainings.models.papers import Attachment, PrintedSheet
from trainings.models.participant import Participant
from trainings.models.printout import Printout
from trainings.models.session import AgendaItem, Group, Session, Speaker

__all__ = [
    "AgendaItem",
    "Attachment",
    "Attendance",
    "Certificate",
    "CodeFailure",
    "DeskDuty",
    "Event",
    "Group",
    "HeadcountClaim",
    "OutsideTraining",
    "Participant",
    "PrintedSheet",
    "Printout",
    "Quota",
    "Session",
    "Speaker",
]
