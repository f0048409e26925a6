"""Papers of an event: scans of signed sheets, photographs, letters."""

from collections.abc import Iterable
from functools import partial

from django.core.files import File
from django.db import transaction

from registry.models import User
from trainings.actions.rules import require_open, require_organiser
from trainings.models import Attachment
from welfare.constraints import explained


@explained()
def add(*, like: Attachment, files: Iterable[File], by: User | None) -> list[Attachment]:
    """Keep each file as a paper `like` the unsaved one given; also of a closed event, as proof of it."""
    require_organiser(like.event, by)
    facts = {name: getattr(like, name) for name in ("event", "session", "district", "kind", "caption")}
    return [Attachment.objects.create(**facts, file=file, added_by=by) for file in files]


@explained()
def remove(*, attachment: Attachment, by: User | None) -> None:
    """Take a paper away, the file too. RuleError once the event is closed: it proves what was recorded."""
    require_open(attachment.event, by)
    attachment.delete()
    transaction.on_commit(partial(attachment.file.storage.delete, attachment.file.name))
