"""Rules kept by the database, told in the model's own words; PostgreSQL's DETAIL (the values) never is."""

from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from welfare.errors import RuleError

REFUSED = _("The database refused this change, and nothing was saved.")


@contextmanager
def explained():
    """Write all or nothing; a broken constraint becomes a RuleError with the constraint's message.

    Works as a decorator too: `@explained()` above an action makes it atomic.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise RuleError(message_of(error)) from None


def message_of(error: IntegrityError) -> str:
    """The human message of the constraint that `error` says was broken."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return str(messages().get(name, REFUSED))


@cache
def messages() -> dict[str, object]:
    """The message of every constraint of every table, by the name PostgreSQL gives."""
    found = {}
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            found[constraint.name] = constraint.violation_error_message
        for field in model._meta.local_fields:
            if field.unique:
                found[f"{model._meta.db_table}_{field.column}_key"] = _once(model, field)
    return found


def _once_in_words(model, field) -> str:
    """Django's sentence for a unique column, names filled in, in the language of the reader."""
    names = {"model_name": model._meta.verbose_name, "field_label": field.verbose_name}
    return str(field.error_messages["unique"]) % {key: capfirst(name) for key, name in names.items()}


_once = lazy(_once_in_words, str)
