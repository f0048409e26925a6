"""Making the file of a report: PDF, workbook, CSV or a zip of PDFs; every one made is written down."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count, islice
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from registry.models import AccessLog, User
from trainings.reports.paper import Entry, Paper
from trainings.reports.parameters import Parameters
from trainings.reports.report import Report
from welfare.errors import RuleError
from welfare.files import CONTENT_TYPES, File, zipped
from welfare.printing import chapters_of, count_pages, join_pdfs, render_pdf
from welfare.sheets import Table, csv_file, xlsx

FORMATS = ("pdf", "xlsx", "csv")
PDF = CONTENT_TYPES["pdf"]
IN_PARTS = "zip"  # one PDF a paper, for a report of many
EVERY_FORMAT = (*FORMATS, IN_PARTS)
AHEAD = 32  # papers handed to the printing threads at a time; less than a second of work

Progress = Callable[[int], None]
Printed = tuple[Paper, bytes]


def unheard(done: int) -> None:
    """Progress nobody asked for."""


@transaction.atomic
def print_report(*, report: Report, parameters: Parameters, file_format: str, by: User | None) -> File:
    """Make the file and record who made it. RuleError, recording nothing, when it cannot be asked this."""
    return make_file(report=report, parameters=parameters, file_format=file_format, by=by)


def make_file(
    *,
    report: Report,
    parameters: Parameters,
    file_format: str,
    by: User | None,
    progress: Progress = unheard,
) -> File:
    """As `print_report`, without a transaction around it, so that others see what `progress` writes.

    `progress` hears how many papers are made so far. A report of a province is asked regency by regency, so
    that the memory it takes is that of one regency and of the file.
    """
    if file_format not in EVERY_FORMAT:
        raise RuleError(_("A report is made as pdf, xlsx, csv or zip."))
    report.check(parameters)
    answers = _Answers(report, parameters)
    make = {"pdf": _pdf, "zip": _zip, "xlsx": _workbook, "csv": _csv}[file_format]
    content = make(report, answers, parameters, progress)
    name = file_name(report, parameters, on=answers.on)
    AccessLog.objects.create(
        user=by,
        act=AccessLog.Act.PRINT if file_format in ("pdf", IN_PARTS) else AccessLog.Act.EXPORT,
        fields=["name"] if parameters.is_masked else ["name", "nik"],
        what=name,
        people=answers.people,
    )
    return File(f"{name}.{file_format}", CONTENT_TYPES[file_format], content)


def file_name(report: Report, parameters: Parameters, *, on: date) -> str:
    """`laporan-kecamatan_kec-dringu_2019-12-16`."""
    event, region = parameters.event, parameters.region
    parts = [report.file_stem, event and event.slug, region and slugify(region.label)]
    return "_".join([*filter(None, parts), on.isoformat()])


class _Answers:
    """The answers to each part of a question, read one by one; sums what the log keeps."""

    def __init__(self, report: Report, parameters: Parameters):
        self.report = report
        self.parts = report.parts(parameters)
        self.people = 0
        self.on: date | None = None
        self.facts: Any = None  # the last answer

    def __iter__(self) -> Iterator[Any]:
        for part in self.parts:
            facts = (self.report.printed or self.report.query)(part)
            self.people += facts.people
            self.on, self.facts = facts.on, facts
            yield facts


def papers_of(report: Report, facts: Any, parameters: Parameters) -> Iterator[Paper]:
    """The papers of one answer, on the size of paper that was asked for."""
    for paper in report.papers(facts):
        yield _sized(paper, parameters)


def _sized(paper: Paper, parameters: Parameters) -> Paper:
    return replace(paper, data=paper.data | {"paper": parameters.paper}) if parameters.paper else paper


def tables_of(report: Report, facts: Any, parameters: Parameters) -> list[Table]:
    """The tables of one answer, on the size of paper that was asked for."""
    tables = report.tables(facts)
    return [replace(table, paper=parameters.paper) if parameters.paper else table for table in tables]


def page_count(report: Report, facts: Any, papers: Sequence[Paper], parameters: Parameters) -> int:
    """How many pages the papers take, and the cover before them; told by printing them."""
    printed = [(paper, _pdf_of(paper)) for paper in papers]
    if report.front:
        printed = _with_front(report, facts, parameters, printed)
    return sum(count_pages(content) for _paper, content in printed)


def _printed(
    report: Report, answers: _Answers, parameters: Parameters, progress: Progress
) -> Iterator[Printed]:
    """Each paper with its PDF, in order.

    As many threads print as there are cores; typst lets others work meanwhile. `AHEAD` papers wait for them,
    so that they have work while the next answer is asked for and the papers that are done are joined.
    """
    waiting: deque[tuple[Paper, Future[bytes]]] = deque()
    every = (paper for facts in answers for paper in papers_of(report, facts, parameters))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in count():
            waiting += [(paper, pool.submit(_pdf_of, paper)) for paper in islice(every, AHEAD - len(waiting))]
            if not waiting:
                return
            paper, content = waiting.popleft()
            yield paper, content.result()
            progress(done + 1)


def _pdf_of(paper: Paper) -> bytes:
    return paper.pdf or render_pdf(paper.template, paper.data)


def _with_front(report: Report, facts: Any, parameters: Parameters, parts: list[Printed]) -> list[Printed]:
    """The parts with a cover before them, which says on which page of the file each begins."""

    def cover(pages: int) -> Printed:
        paper = _sized(report.front(facts, _contents(parts, pages)), parameters)
        return paper, _pdf_of(paper)

    return [cover(count_pages(cover(0)[1])), *parts]


def _contents(parts: list[Printed], pages: int) -> list[Entry]:
    """Where each paper begins, and each chapter in it, in a file with so many pages before them."""
    entries = []
    for paper, content in parts:
        entries.append(Entry(paper.title, pages + 1))
        if not paper.pdf:  # a scan's own chapters are no concern of this file's
            entries += [Entry(title, pages + 1 + page, True) for title, page in chapters_of(content)]
        pages += count_pages(content)
    return entries


def _pdf(report: Report, answers: _Answers, parameters: Parameters, progress: Progress) -> bytes:
    printed = _printed(report, answers, parameters, progress)
    if len(answers.parts) > 1:
        return join_pdfs((paper.folder, paper.title, content) for paper, content in printed)
    parts = _some(printed)
    if report.front:
        parts = _with_front(report, answers.facts, parameters, parts)
    if len(parts) == 1:
        return parts[0][1]
    return join_pdfs(("", paper.title, content) for paper, content in parts)


def _some(printed: Iterable[Printed]) -> list[Printed]:
    """The papers; RuleError when there is none."""
    parts = list(printed)
    if not parts:
        raise RuleError(_("There is nothing to print for this choice."))
    return parts


def _zip(report: Report, answers: _Answers, parameters: Parameters, progress: Progress) -> bytes:
    several = len(answers.parts) > 1
    files = [
        File(
            f"{slugify(paper.folder)}/" * several + f"{report.file_stem}_{slugify(paper.title)}.pdf",
            PDF,
            content,
        )
        for paper, content in _some(_printed(report, answers, parameters, progress))
    ]
    return zipped(files, name=report.file_stem).content


def _workbook(report: Report, answers: _Answers, parameters: Parameters, progress: Progress) -> bytes:
    return xlsx(_tables(report, answers, parameters))


def _csv(report: Report, answers: _Answers, parameters: Parameters, progress: Progress) -> bytes:
    return csv_file(_tables(report, answers, parameters)[0])


def _tables(report: Report, answers: _Answers, parameters: Parameters) -> list[Table]:
    """The tables of all parts, those of one name under each other."""
    joined: dict[str, Table] = {}
    for facts in answers:
        for table in tables_of(report, facts, parameters):
            before = joined.get(table.name)
            rows = [*before.rows, *table.rows] if before else table.rows
            joined[table.name] = replace(table, rows=rows)
    return list(joined.values())
