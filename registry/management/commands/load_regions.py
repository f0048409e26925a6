"""Load the regions of Indonesia, or a newer list over them."""

import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from registry.actions.regions import difference_of, load_regions
from registry.models import Region
from registry.regions.compare import Change, Difference
from registry.regions.lists import read_list
from welfare.commands import SpeakingCommand, refusing

KINDS = ("renamed", "recoded", "moved", "added", "retired")


class Command(SpeakingCommand):
    help = "Loads the regions of Indonesia: the bundled list, or the one in CSV over what is there."

    def add_arguments(self, parser):
        parser.add_argument(
            "csv", nargs="?", type=Path, metavar="CSV", help="columns code,name; may be .gz or .xz"
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument(
            "--accept-proposed", action="store_true", help="take inferred recodings and moves for true"
        )
        parser.add_argument("--decree", default="", metavar="TEXT", help="the decree the list comes from")
        parser.add_argument(
            "--on", type=datetime.date.fromisoformat, metavar="DATE", help="its day, such as 2025-04-25"
        )

    def handle(self, *, csv, dry_run, accept_proposed, decree, on, **options):
        with refusing():
            self.say(_("Reading the list of regions ..."))
            regions = read_list(csv, decree=decree, on=on)
            is_first = not Region.objects.exists()
            if dry_run:
                difference = difference_of(regions)
            else:
                difference = load_regions(regions=regions, accept=accept_proposed, say=self.say)
        self.say(f"{regions.decree}, {regions.on}: {len(regions.names)}")
        self.report(difference, with_lines=not is_first)
        if dry_run:
            self.say(_("Nothing was changed: this was a dry run."))
        elif difference.proposed and not accept_proposed:
            self.say(_("What is proposed was not done; --accept-proposed does it."))

    def report(self, difference: Difference, *, with_lines: bool) -> None:
        """The counts, then a line for each change (91,599 lines for a first list would help nobody)."""
        groups = {kind: difference.of(kind) for kind in KINDS} | {"proposed": difference.proposed}
        self.say(", ".join(f"{kind} {len(changes)}" for kind, changes in groups.items()))
        if with_lines:
            for kind, changes in groups.items():
                for change in changes:
                    self.say(f"{kind:<9}{_in_words(change)}")


def _in_words(change: Change) -> str:
    sides = (f"{change.old_code} {change.old_name}", f"{change.new_code} {change.new_name}")
    return " > ".join(side for side in sides if side.strip())
