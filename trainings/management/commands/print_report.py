"""`manage.py print_report`: one report as a file."""

import os
import tempfile
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from trainings.actions.printing import EVERY_FORMAT, print_report
from trainings.reports.catalogue import REPORTS, report_of
from trainings.reports.parameters import Parameters, event_of, paper_size, region_of
from welfare.commands import SpeakingCommand, refusing
from welfare.errors import RuleError
from welfare.history import acting


class Command(SpeakingCommand):
    """Writes a report to a file; when it is refused, no file is written or changed."""

    help = "Print a report: " + ", ".join(REPORTS) + "."

    def add_arguments(self, parser):
        parser.add_argument("slug", help=", ".join(REPORTS))
        parser.add_argument("--region", help="code of the region it is about, such as 35.13.19")
        parser.add_argument("--event", help="slug of the event it is about")
        parser.add_argument("--on", help="as of this day, such as 2019-12-16 (default: the report's own day)")
        parser.add_argument("--paper", default="", help="f4 or a4 (default: the office's own)")
        parser.add_argument(
            "--with",
            action="append",
            default=[],
            dest="options_given",
            metavar="NAME=VALUE",
            help="what else one report asks: --with months=6",
        )
        parser.add_argument("--format", choices=EVERY_FORMAT, required=True, dest="file_format")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *, slug, region, event, on, paper, options_given, file_format, output, **options):
        with refusing():
            report = report_of(slug)
            day = read_day(on) if on else None
            parameters = Parameters(
                region=region_of(region, on=day) if region else None,
                event=event_of(event) if event else None,
                on=day,
                paper=paper_size(paper),
                options=dict(read_option(text) for text in options_given),
            )
            # What printing changes is undone when the file cannot be written.
            with transaction.atomic(), acting(reason="print_report"):
                file = print_report(report=report, parameters=parameters, file_format=file_format, by=None)
                write_whole(output, file.content)
        self.say(str(output))


def read_day(text: str) -> date:
    """`2019-12-16` as a day; RuleError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleError(_("Write the date as 2019-12-16.")) from None


def read_option(text: str) -> tuple[str, str]:
    """`months=6` as its name and value; RuleError for a text without a name."""
    name, sign, value = text.partition("=")
    if not name or not sign:
        raise RuleError(_("Write an option as NAME=VALUE."))
    return name, value


def write_whole(path: Path, content: bytes) -> None:
    """Put the whole file in place at once, readable by its owner only; RuleError where that is impossible."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(content)  # mkstemp's files are 0600
    except OSError as error:
        raise RuleError(_("The file cannot be written: %(why)s.") % {"why": error.strerror}) from None
    try:
        os.replace(file.name, path)
    except OSError as error:
        Path(file.name).unlink()
        raise RuleError(_("The file cannot be written: %(why)s.") % {"why": error.strerror}) from None
