"""`manage.py restore FILE`: back to what a backup holds."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from welfare.backup import restore
from welfare.embedded.programs import ServerError
from welfare.errors import RuleError


class Command(BaseCommand):
    """Puts a backup into an empty installation, or in the place of what is there."""

    help = "Put back what `backup` wrote to FILE; stop the site first."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="throw away what the database holds now")

    def handle(self, *, file, replace, **options):
        try:
            restore(file.absolute(), replace=replace)
        except (RuleError, ServerError) as error:
            raise CommandError(str(error), returncode=2) from None
        self.stderr.write(_("Restored from %(file)s.") % {"file": file}, lambda line: line)
