"""What the commands of `manage.py` share: how they speak, and how they refuse."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError

from welfare.embedded.programs import ServerError
from welfare.errors import RuleError

REFUSED = 2  # exit code


class SpeakingCommand(BaseCommand):
    """A command whose results go to standard output, and all it says of them to standard error."""

    def say(self, text: str) -> None:
        """A line of progress or a message, in plain colours."""
        self.stderr.write(text, style_func=str)


@contextmanager
def refusing() -> Iterator[None]:
    """What a rule or the server refuses inside ends the command with that sentence and exit code 2."""
    try:
        yield
    except (RuleError, ServerError) as refusal:
        raise CommandError(str(refusal), returncode=REFUSED) from None
