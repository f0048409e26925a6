"""What was written of people's trainings elsewhere, in words: for the history of a person."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry.privacy import masked
from trainings.models import OutsideTraining
from trainings.privacy import PERSONAL
from welfare import shown
from welfare.history import with_former

HIDDEN = frozenset(PERSONAL["trainings.OutsideTraining"].split())
UNTOLD = {"id", "revision", "worker"}


def outside_told(people: Iterable[int], sees_personal: bool) -> list[tuple[Model, str]]:
    """(row of the history with its context, sentence) of the trainings elsewhere of `people`; 1 statement."""
    rows = apps.get_model("trainings", "OutsideTrainingHistory").objects.filter(worker__in=people)
    steps = with_former(rows.select_related("pgh_context").order_by("pgh_id"))
    told = ((row, _line(before, row, sees_personal)) for before, row in steps)
    return [(row, line) for row, line in told if line]


def _line(before: Model | None, row: Model, sees_personal: bool) -> str:
    """What was done; "" when it only passed from one record to another."""
    if row.pgh_label == "insert":
        return _("Training elsewhere added: %(what)s") % {"what": row.title}
    if row.pgh_label == "delete":
        return _("Training elsewhere removed: %(what)s") % {"what": row.title}
    changes = "; ".join(_differences(before, row, sees_personal)) if before else ""
    told = {"what": row.title, "changes": changes}
    return _("Training elsewhere changed: %(what)s, %(changes)s") % told if changes else ""


def _differences(before: Model, row: Model, sees_personal: bool) -> Iterator[str]:
    for field in OutsideTraining._meta.concrete_fields:
        old, new = getattr(before, field.attname), getattr(row, field.attname)
        if field.name not in UNTOLD and old != new:
            texts = [_text(field, value, sees_personal) for value in (old, new)]
            yield f"{capfirst(field.verbose_name)}: {texts[0]} → {texts[1]}"


def _text(field, value: object, sees_personal: bool) -> str:
    """A value as a reader would say it; of a scan only whether there is one, personal ones masked."""
    if field.name == "scan":
        return shown.choice(None, bool(value))
    text = shown.choice(None, value)
    return masked(text) if value and field.name in HIDDEN and not sees_personal else text
