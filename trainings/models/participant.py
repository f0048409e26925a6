"""Participants: people of the roster, guests and partner bodies at one event."""

import secrets

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Appointment, Region, Role, User, Worker
from trainings.models.event import Event
from trainings.models.session import Group
from welfare.fields import KeyTextField
from welfare.history import tracked


def new_token() -> str:
    """The random text of a participant's QR code; nothing about the person can be read from it."""
    return secrets.token_urlsafe(16)


class ParticipantQuerySet(models.QuerySet):
    """Participants by who may see them, and as they are to be shown."""

    def visible_to(self, user: User) -> "ParticipantQuerySet":
        """All of the events organised in the user's scope; of other events those from the scope."""
        lookup = user.scope.scope_lookup("region__")
        if not lookup:
            return self
        organised = Q(**user.scope.scope_lookup("event__office__region__"))
        return self.filter(organised | Q(**lookup))

    def as_shown(self) -> "ParticipantQuerySet":
        """Adds `shown_name` and `shown_sex`: the frozen values, or the roster's until they are frozen."""
        text = models.TextField()
        blank = Value("", output_field=text)
        return self.annotate(
            shown_name=Coalesce(NullIf("name", blank, output_field=text), "worker__name", output_field=text),
            shown_sex=Coalesce(
                NullIf("sex", blank, output_field=text), "worker__sex", blank, output_field=text
            ),
        )

    def invited(self) -> "ParticipantQuerySet":
        """Everybody but those who came without an invitation."""
        return self.exclude(origin=Participant.Origin.WALK_IN)


@tracked(exclude=("token",))
class Participant(models.Model):
    """One person or body at one event.

    `name` and `sex` are empty while they follow the roster; printing the sign-in sheet or closing the event
    fills them, so that an old report never changes when a person moves.
    """

    class Capacity(models.TextChoices):
        PARTICIPANT = "participant", _("Participant")
        COMMITTEE = "committee", _("Committee")
        SPEAKER = "speaker", _("Speaker")
        MODERATOR = "moderator", _("Moderator")
        GUEST = "guest", _("Guest")

    class Origin(models.TextChoices):
        INVITED = "invited", _("Invited")
        SHEET = "sheet", _("On an attendance sheet")
        WALK_IN = "walk_in", _("Came without invitation")

    event = models.ForeignKey(Event, models.CASCADE, related_name="participants", verbose_name=_("event"))
    worker = models.ForeignKey(
        Worker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("person"),
    )
    post = models.ForeignKey(
        Appointment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("post"),
    )
    role = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=pgettext_lazy("event", "role"),
    )
    capacity = models.TextField(_("capacity"), choices=Capacity, default=Capacity.PARTICIPANT)
    origin = models.TextField(_("how he came"), choices=Origin, default=Origin.INVITED)
    name = models.TextField(_("name"), blank=True)
    sex = models.TextField(_("sex"), choices=Worker.Sex, blank=True)
    institution = models.TextField(_("institution"), blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="participations", verbose_name=_("region")
    )
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="participants", verbose_name=_("group")
    )
    token = KeyTextField(_("token"), default=new_token, unique=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "worker"],
                name="trainings_participant_once",
                violation_error_message=_("This person already takes part."),
            ),
            models.CheckConstraint(
                name="trainings_participant_named",
                condition=Q(worker__isnull=False) | ~Q(name=""),
                violation_error_message=_("A participant who is not on the roster needs a name."),
            ),
        ]
        indexes = [
            # The recap and the sign-in sheets, grouped by region.
            models.Index(fields=["event", "region"], name="trainings_participant_place"),
        ]

    def __str__(self):
        return self.name or str(self.worker)
