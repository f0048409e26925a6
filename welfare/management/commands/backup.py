"""`manage.py backup FILE`: database and uploads in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from welfare.backup import back_up
from welfare.embedded.programs import ServerError
from welfare.errors import RuleError


class Command(BaseCommand):
    """Writes a backup while the site goes on."""

    help = "Write the database and all uploaded files to FILE; the site may go on meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        try:
            count = back_up(file.absolute())
        except (RuleError, ServerError) as error:
            raise CommandError(str(error), returncode=2) from None
        megabytes = file.stat().st_size / 1_000_000
        self.stderr.write(
            _("Written: %(file)s (%(size).1f MB, the database and %(count)s uploaded files).")
            % {"file": file, "size": megabytes, "count": count},
            lambda line: line,
        )
