"""From an office's sheet to its paper: what the five sample sheets print is what was published."""

import json

import pytest

from registry.actions.offices import ensure_office
from registry.imports import batches
from registry.imports.review import decisions
from registry.models import ImportBatch, Region, Worker
from tests.factories import make_user
from tests.papers.reading import pages
from tests.registry.imports import samples
from tests.trainings.scenarios import Scenario, command, set_up

PUBLISHED = {
    "kab-probolinggo-2019": [
        "264 (dua ratus enam puluh empat) orang, terdiri atas 24 Kasi Kesra, 24 TKSK, dan 216 PSM "
        "dari 24 kecamatan.",
        "JUMLAH 24 24 216 264",
    ],
    "kota-jambi-2023": [
        "82 (delapan puluh dua) orang, terdiri atas 14 TKSK dan 68 PSM dari 11 kecamatan.",
        "JUMLAH 14 68 82",
    ],
    "kota-tangerang-2024": [
        "995 (sembilan ratus sembilan puluh lima) orang, terdiri atas 13 TKSK dan 982 PSM dari 13 kecamatan.",
        "JUMLAH 13 982 995",
    ],
    # The sheet has no column of roles: the two who are not on the roster come without one, as "Lain".
    "gorontalo-2024": [
        "77 (tujuh puluh tujuh) orang, terdiri atas 75 TKSK dan 2 peserta lain dari 77 kecamatan.",
        "Jumlah Kabupaten Gorontalo 19 – 19",
        "Jumlah Kabupaten Boalemo 6 1 7",
        "Jumlah Kabupaten Bone Bolango 18 – 18",
        "Jumlah Kabupaten Pohuwato 12 1 13",
        "Jumlah Kabupaten Gorontalo Utara 11 – 11",
        "Jumlah Kota Gorontalo 9 – 9",
        "JUMLAH 75 2 77",
    ],
    "kota-probolinggo-2021": [
        "34 (tiga puluh empat) orang, terdiri atas 5 TKSK dan 29 PSM dari 5 kecamatan.",
        "JUMLAH 5 29 34",
    ],
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", [pytest.param(case, marks=samples.needed(case)) for case in PUBLISHED])
def test_printed_recap_equals_the_published_figures(case, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    scenario = set_up(case, tmp_path)
    command(
        *("import_sheet", "attendance", scenario.sheet, "--scope", scenario.scope),
        *("--event", scenario.event, "--apply"),
    )
    answer_questions(scenario, truth_of(case))
    path = tmp_path / "recap.pdf"

    command("print_report", "event-recap", "--event", scenario.event, "--format", "pdf", "--output", path)

    text = " ".join(" ".join(pages(path.read_bytes())).split())
    assert [figures for figures in PUBLISHED[case] if figures not in text] == []


def truth_of(case: str) -> dict[tuple[str, int], str | None]:
    """Who each row of a sample sheet is, by sheet and row: a NIK, or None for somebody unknown."""
    rows = json.loads((samples.FOLDER / case / "truth.json").read_text())["rows"]
    return {(row["sheet"], row["row"]): row["worker_nik"] for row in rows}


def answer_questions(scenario: Scenario, truth: dict[tuple[str, int], str | None]) -> None:
    """Do what the office does with rows that ask: say who it is, and leave out who is written twice."""
    scope = Region.objects.current().get(code=scenario.scope)
    operator = make_user("operator", scope, office=ensure_office(scope))
    batch = ImportBatch.objects.latest("pk")
    for row in list(decisions.waiting(batch).order_by("position")):
        if any(issue["code"] == "duplicate_in_file" for issue in row.issues):
            decisions.skip(batch, row.position)
        else:
            worker = Worker.objects.get(nik=truth[row.sheet, row.row])
            decisions.choose(batch, row.position, worker=worker.pk, post="leave", by=operator)
    if decisions.waiting(batch).exists():
        batches.apply(batch, by=operator)
