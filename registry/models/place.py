"""Where each person belongs, in the order of names: what makes a scope cost nothing however many people.

The rows are worked out by triggers from posts and offices, on every path and in the same transaction. Nobody
else writes them.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models import place_sql as sql
from registry.models.appointment import Appointment
from registry.models.office import Office
from registry.models.region import Region
from registry.models.worker import Worker
from welfare.fields import KeyTextField
from welfare.triggers import after_statement


class WorkerPlace(models.Model):
    """A province or regency in which a person holds or held a post, or whose office registered him.

    `name_key` is the person's, so that one index yields a scope's people in the order of the list.
    """

    worker = models.ForeignKey(
        Worker,
        models.DO_NOTHING,
        db_constraint=False,  # the triggers keep it; a check a row would double what they cost
        db_index=False,
        related_name="places",
        verbose_name=_("person"),
    )
    region = models.ForeignKey(
        Region,
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("region"),
    )
    name_key = KeyTextField(_("name key"))

    class Meta:
        verbose_name = _("place of a person")
        verbose_name_plural = _("places of people")
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "region"],
                name="registry_workerplace_once",
                violation_error_message=_("This person already belongs there."),
            )
        ]
        indexes = [
            # The people of a province or regency as the list shows them, page by page, and their number.
            models.Index(fields=["region", "name_key", "worker"], name="registry_workerplace_by_name"),
        ]

    def __str__(self):
        return f"{self.worker_id} / {self.region_id}"


def placing(name: str, people: str, *, operation: pgtrigger.Operation, rows: str) -> pgtrigger.Trigger:
    """A trigger that works out the places of `people`, a query of their ids over the `rows` it may read."""
    steps = (sql.ENTER_WITH_POST,) if operation == pgtrigger.Insert else (sql.LEAVE, sql.ENTER)
    steps = " ".join((sql.LOCK, *steps))
    func = f"people := ARRAY({people}); IF people <> '{{}}' THEN {steps} END IF;"
    return after_statement(name, func, operation=operation, rows=rows, declare="people")


def follow_names() -> pgtrigger.Trigger:
    """A person's new name is the name he is sorted by everywhere."""
    func = f"renamed := ARRAY({sql.RENAMED}); IF renamed <> '{{}}' THEN {sql.RENAME} END IF;"
    return after_statement(
        "follow_names", func, operation=pgtrigger.Update, rows="old new", declare="renamed"
    )


def welcome() -> pgtrigger.Trigger:
    """A new person belongs to the place of the office that registers him."""
    return after_statement("place_new", sql.ENTER_WITH_OFFICE, operation=pgtrigger.Insert, rows="new")


def forget() -> pgtrigger.Trigger:
    """A deleted person has no place."""
    return after_statement("forget_places", sql.FORGET, operation=pgtrigger.Delete, rows="old")


pgtrigger.register(
    welcome(),
    placing(
        "place_taken_over",
        sql.TAKEN_OVER,
        operation=pgtrigger.Update,
        rows="old new",
    ),
    follow_names(),
    forget(),
)(Worker)
pgtrigger.register(
    placing("place_new", "SELECT worker_id FROM new_rows", operation=pgtrigger.Insert, rows="new"),
    placing("place_moved", sql.POSTS_MOVED, operation=pgtrigger.Update, rows="old new"),
    placing("place_dropped", "SELECT worker_id FROM old_rows", operation=pgtrigger.Delete, rows="old"),
)(Appointment)
pgtrigger.register(
    placing(
        "place_moved",
        sql.PEOPLE_OF_MOVED_OFFICES,
        operation=pgtrigger.Update,
        rows="old new",
    )
)(Office)
pgtrigger.register(
    placing(
        "place_moved",
        sql.PEOPLE_OF_MOVED_REGIONS,
        operation=pgtrigger.Update,
        rows="old new",
    )
)(Region)
