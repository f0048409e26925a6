"""Reports as PDF: a district's beside the same content through WeasyPrint, the large ones by the clock.

The peer prints the page that shows the same report on the screen, with the same letterhead, on the same
paper. Where the libraries it needs (Pango) are missing, fpdf2 sets the same tables in its place.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pypdf
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string

from registry.actions.offices import ensure_office
from registry.models import Office, Region
from tests.benchmarks.database import forget_people, tidy
from tests.benchmarks.measuring import medians, seconds, statements
from tests.benchmarks.people import make_people
from tests.benchmarks.report import Case, Check, Report
from tests.benchmarks.rosterrows import fill, save_people
from tests.factories import make_event
from trainings.actions.printing import print_report
from trainings.demo.event import save_event
from trainings.demo.roster import make_members, save_roster
from trainings.models import Event
from trainings.reports.catalogue import report_of
from trainings.reports.parameters import Parameters
from welfare.printing import render_pdf

DAY = date(2019, 12, 16)
REGENCY, DISTRICT, PROVINCE, CITY = "35.13", "35.13.19", "35", "36.71"
PEOPLE_OF_PROVINCE = 45_000
SIGNERS = 995  # at the coaching of Kota Tangerang, 22 May 2024
RUNS = 9


@dataclass(frozen=True)
class Peer:
    """Who else prints, and how many times longer it must take."""

    name: str
    ratio: float
    print: Callable[[dict], bytes]


def run(report: Report, rows: int) -> None:
    """Measure one district, a regency, a long sign-in list and a province."""
    regency = region(REGENCY)
    office = ensure_office(regency, by=None)
    save_roster(office, make_members(regency), today=DAY)
    save_event(office)
    tidy()
    case, peer = measure_district()
    report.results.append(case)
    report.checks += [
        Check(f"kecamatan pdf: share of the time of {peer.name}", case.ours_s / case.peer_s, 1 / peer.ratio),
        Check("kecamatan with its query: seconds", round(measure_whole(), 3), 0.15),
        Check("24 kecamatan of a kabupaten: seconds", round(seconds(lambda: printed(region=regency)), 2), 3),
        Check(f"sign-in sheets for {SIGNERS}: seconds", round(seconds(sign_in_sheets()), 2), 3),
        *measure_province(min(rows, PEOPLE_OF_PROVINCE)),
    ]


def region(code: str) -> Region:
    """The region of a code, as it is now."""
    return Region.objects.current().get(code=code)


def printed(slug: str = "district", **asked) -> bytes:
    """The PDF of a report, as the page and the command line make it."""
    asked = Parameters(**({"on": DAY} | asked))
    return print_report(report=report_of(slug), parameters=asked, file_format="pdf", by=None).content


def measure_district() -> tuple[Case, Peer]:
    """Usual districts, one after the other so that nothing is set twice: from the same data to a PDF."""
    report = report_of("district")
    papers = cycle(list(report.papers(report.query(Parameters(region=region(REGENCY), on=DAY)))))
    printed_by_both = [next(papers) for _run in range(RUNS + 1)]
    ours, theirs = iter(printed_by_both), iter(printed_by_both)
    peer = found_peer()
    our_time, peer_time = medians(
        lambda: render_pdf("district", next(ours).data), lambda: peer.print(next(theirs).data), runs=RUNS
    )
    counted = statements(lambda: report.query(Parameters(region=region(DISTRICT), on=DAY)))
    return Case("kecamatan pdf", our_time, peer.name, peer_time, counted), peer


def measure_whole() -> float:
    """The median time of a district from the question to the file, as somebody waits for it."""
    districts = Region.objects.within(region(REGENCY)).current().filter(level=Region.Level.DISTRICT)
    return statistics.median(seconds(lambda one=one: printed(region=one)) for one in districts[:RUNS])


def found_peer() -> Peer:
    """WeasyPrint, or fpdf2 where it cannot be loaded."""
    try:
        import weasyprint
    except OSError as error:
        return Peer(f"fpdf2 (WeasyPrint is not usable here: {str(error).split(':')[0]})", 4, print_by_fpdf)
    style = weasyprint.CSS(string=STYLE)

    def print_by_weasyprint(data: dict) -> bytes:
        return weasyprint.HTML(string=page_of(data)).write_pdf(stylesheets=[style])

    return Peer("WeasyPrint", 10, print_by_weasyprint)


STYLE = """
@page { size: 215mm 330mm; margin: 18mm 20mm 20mm;
        @bottom-right { content: "Halaman " counter(page) " dari " counter(pages); font-size: 8pt } }
body { font: 11pt "Liberation Serif", serif }
header { text-align: center; border-bottom: 3pt double black }
table { width: 100%; border-collapse: collapse; font-size: 10pt }
thead { display: table-header-group }
th, td { border: 0.5pt solid black; padding: 1.2mm 1.5mm; text-align: left }
svg { width: 24mm; height: 3mm }
.villages li { display: inline-block; width: 24mm; border: 0.5pt solid grey; font-size: 9pt }
"""


def page_of(data: dict) -> str:
    """The report as the site shows it, below its letterhead."""
    head = data["letterhead"]
    lines = "<br>".join([*head["above"], *head["name"], *head["address"], head["city"]])
    return f"<html><body><header>{lines}</header>{render_to_string('reports/_district.html', {'data': data})}"


def print_by_fpdf(data: dict) -> bytes:
    """The tables of the report one below the other."""
    from fpdf import FPDF

    pdf = FPDF(format=(215, 330))
    pdf.set_font("Helvetica", size=10)
    pdf.add_page()
    for line in (*data["letterhead"]["name"], data["title"], *data["lines"]):
        pdf.cell(0, 6, plain(line), align="C", new_x="LMARGIN", new_y="NEXT")
    people = [list(person.values()) for group in data["groups"] for person in group["people"]]
    for rows in (
        [list(seats.values()) for seats in data["seats"]],
        people,
        [[village["name"], village["caption"]] for village in data["villages"]],
        [
            [row["number"], row["title"], row["date"], row["invited"], row["present"]]
            for row in data["events"]
        ],
        [list(term.values()) for term in data["terms"]],
        [[text] for text in data["followups"]],
    ):
        with pdf.table() as table:
            for row in rows:
                table.row([plain(cell) for cell in row])
    return bytes(pdf.output())


def plain(value: object) -> str:
    """Text in the signs its built-in fonts have."""
    return str("" if value is None else value).encode("latin-1", "replace").decode("latin-1")


def sign_in_sheets() -> Callable[[], bytes]:
    """A function that prints the sheets of everybody at the coaching of a city, for the first time."""
    forget_people()
    city = region(CITY)
    office = ensure_office(city, by=None)
    people = make_people(SIGNERS, within=city)
    event = make_event(office, days=(date(2024, 5, 22),), region=city)
    save_people(office, people)
    invite_everybody(event, office)
    tidy()
    return lambda: printed("sign-in", event=event, on=None)


def invite_everybody(event: Event, office: Office) -> None:
    """All people of the office as participants."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trainings_participant (event_id, worker_id, region_id, role_id, capacity, origin, "
            "name, sex, institution, token) "
            "SELECT DISTINCT ON (w.id) "
            "%s, w.id, a.region_id, a.role_id, 'participant', 'invited', '', '', '', 't' || w.id "
            "FROM registry_worker w JOIN registry_appointment a ON a.worker_id = w.id "
            "WHERE w.office_id = %s ORDER BY w.id, a.id",
            [event.pk, office.pk],
        )


def measure_province(people: int) -> list[Check]:
    """All districts of a province in one PDF, made by a process of its own: time and memory."""
    forget_people()
    fill(region(PROVINCE), people)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "laporan.pdf"
        taken = seconds(lambda: print_by_command(path))
        marks = pypdf.PdfReader(path).outline  # regencies, each followed by the list of its districts
    many = sum(len(mark) for mark in marks if isinstance(mark, list))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    what = f"{many} kecamatan with {people} people"
    return [Check(f"{what}: seconds", round(taken, 1), 60), Check(f"{what}: MB", peak, 500)]


def print_by_command(path: Path) -> None:
    """`manage.py print_report` for the whole province, on the benchmark's database."""
    used = connection.connection.info
    host, user, password = (quote(text or "", safe="") for text in (used.host, used.user, used.password))
    database = f"postgres://{user}:{password}@{host}:{used.port}/{used.dbname}"
    subprocess.run(
        [
            *(sys.executable, "manage.py", "print_report", "district", "--region", PROVINCE),
            *("--on", DAY.isoformat(), "--format", "pdf", "--output", str(path)),
        ],
        env=os.environ | {"DATABASE_URL": database},
        cwd=settings.BASE_DIR,
        check=True,
    )
