"""`manage.py restore FILE`: back to what a backup holds."""

from pathlib import Path

from django.utils.translation import gettext as _

from welfare.backup import restore
from welfare.commands import SpeakingCommand, refusing


class Command(SpeakingCommand):
    """Puts a backup into an empty installation, or in the place of what is there."""

    help = "Put back what `backup` wrote to FILE; stop the site first."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="throw away what the database holds now")

    def handle(self, *, file, replace, **options):
        with refusing():
            restore(file.absolute(), replace=replace)
        self.say(_("Restored from %(file)s.") % {"file": file})
