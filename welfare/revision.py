"""Optimistic locking: a revision that the database raises on every path a row is changed by."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class Revised(models.Model):
    """A row whose `revision` tells whether somebody else has changed it since it was read."""

    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="raise_revision",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(),
                func="NEW.revision = OLD.revision + 1; RETURN NEW;",
            )
        ]
