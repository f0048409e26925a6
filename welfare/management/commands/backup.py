"""`manage.py backup FILE`: database and uploads in one file."""

from pathlib import Path

from django.utils.translation import gettext as _

from welfare.backup import back_up
from welfare.commands import SpeakingCommand, refusing


class Command(SpeakingCommand):
    """Writes a backup while the site goes on."""

    help = "Write the database and all uploaded files to FILE; the site may go on meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        with refusing():
            count = back_up(file.absolute())
        megabytes = file.stat().st_size / 1_000_000
        self.say(
            _("Written: %(file)s (%(size).1f MB, the database and %(count)s uploaded files).")
            % {"file": file, "size": megabytes, "count": count}
        )
