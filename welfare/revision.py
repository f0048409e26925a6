"""Optimistic locking: a revision that the database raises on every path a row is changed by."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


def raise_revision(*, ignoring: tuple[str, ...] = ()) -> pgtrigger.Trigger:
    """The trigger that raises `revision`; fields named in `ignoring` are no change somebody else must see."""
    return pgtrigger.Trigger(
        name="raise_revision",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=list(ignoring)),
        func="NEW.revision = OLD.revision + 1; RETURN NEW;",
    )


class Revised(models.Model):
    """A row whose `revision` tells whether somebody else has changed it since it was read."""

    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    class Meta:
        abstract = True
        triggers = [raise_revision()]
