"""Attendance: what is known of one participant at one session."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models import User
from trainings.models.participant import Participant
from trainings.models.session import Session
from welfare.history import tracked
from welfare.scope import BelongingQuerySet


@tracked()
class Attendance(models.Model):
    """One row for a participant and a session; no row means "not recorded", which is not "absent"."""

    class Status(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        PRESENT = "present", _("Present")
        EXCUSED = "excused", _("Excused")
        SICK = "sick", _("Sick")
        ABSENT = "absent", _("Absent")
        REPRESENTED = "represented", _("Represented")

    class Method(models.TextChoices):
        DESK = "desk", _("At the desk")
        GRID = "grid", _("Typed in from paper")
        IMPORT = "import", _("From a spreadsheet")

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="attendance", verbose_name=_("participant")
    )
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendance", verbose_name=_("session"))
    status = models.TextField(_("status"), choices=Status)
    represented_by = models.TextField(_("represented by"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    method = models.TextField(_("how"), choices=Method)
    nonce = models.UUIDField(_("nonce"), null=True, blank=True, unique=True, editable=False)

    seen_with = "participant"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "session"],
                name="trainings_attendance_once",
                violation_error_message=_("The attendance at this session is already recorded."),
            ),
            models.CheckConstraint(
                name="trainings_attendance_substitute_only_if_represented",
                condition=models.Q(represented_by="") | models.Q(status="represented"),
                violation_error_message=_("Only somebody who was represented has a substitute."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="same_event",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("participant_id", "session_id"),
                func="""
                    PERFORM 1
                    FROM trainings_participant p JOIN trainings_session s ON s.event_id = p.event_id
                    WHERE p.id = NEW.participant_id AND s.id = NEW.session_id;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'participant and session belong to different events'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'trainings_attendance_same_event';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return self.get_status_display()
