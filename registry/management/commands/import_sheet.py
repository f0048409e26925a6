"""`manage.py import_sheet`: the import engine from the command line."""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from registry.imports import batches, kinds
from registry.imports.answer import describe
from registry.imports.refusals import SheetRefused
from registry.models import ImportBatch, Region, User
from welfare.commands import SpeakingCommand, refusing
from welfare.errors import RuleError


class Command(SpeakingCommand):
    """Reads a sheet, says what it means, and with --apply writes the decided rows."""

    help = "Read a spreadsheet of people or attendance, and apply it if told to."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=kinds.codes())
        parser.add_argument("file", type=Path)
        parser.add_argument("--scope", required=True, help="code of the region the sheet is about: 35.13")
        parser.add_argument("--event", default="", help="slug of the event (attendance)")
        parser.add_argument("--mode", choices=ImportBatch.Mode.values, default=ImportBatch.Mode.BOTH)
        parser.add_argument("--user", help="who imports; without it the command line does")
        parser.add_argument("--register", action="store_true", help="register unknown people (attendance)")
        parser.add_argument("--apply", action="store_true", help="write the decided rows")
        parser.add_argument(
            "--json", metavar="OUT", help="write everything as JSON to a file, or - to print it"
        )

    def handle(self, **options):
        with refusing():
            batch = self.stage(options)
            if options["apply"]:
                batch = batches.apply(batch, by=batch.created_by, progress=self.tell_step)
        self.tell(batch)
        if options["json"]:
            self.write_json(describe(batch), options["json"])

    def stage(self, options):
        """The staged batch; RuleError for a region, user or file that does not exist, or a refused file."""
        path, by = options["file"], None
        if not path.is_file():
            raise RuleError(_("There is no file %(path)s.") % {"path": path})
        scope = Region.objects.current().filter(code=options["scope"]).first()
        if scope is None:
            raise RuleError(_("There is no region with the code %(code)s.") % {"code": options["scope"]})
        if options["user"]:
            by = User.objects.select_related("scope", "office").filter(username=options["user"]).first()
            if by is None:
                raise RuleError(_("There is no user %(name)s.") % {"name": options["user"]})
            if not by.scope.contains(scope):
                raise RuleError(_("This region lies outside the scope of %(name)s.") % {"name": by.username})
        try:
            return batches.stage(
                path,
                kind=options["kind"],
                scope=scope,
                by=by,
                target=options["event"],
                mode=options["mode"],
                registers=options["register"],
                progress=self.tell_step,
            )
        except SheetRefused as refusal:
            raise RuleError(refusal.message) from None

    def tell_step(self, step):
        """A step that is done, on standard error."""
        self.say(f"{step} ...")

    def tell(self, batch):
        """The counts, on standard error."""
        counts = ", ".join(f"{action} {number}" for action, number in batch.counts.items())
        self.say(f"#{batch.pk}: {counts}")

    def write_json(self, document, out):
        """One JSON document, to standard output or a file; a new file is its owner's to read only."""
        if out == "-":
            self.stdout.write(json.dumps(document, ensure_ascii=False))
            return
        path = Path(out)
        path.touch(mode=0o600)
        path.write_text(json.dumps(document, ensure_ascii=False))
