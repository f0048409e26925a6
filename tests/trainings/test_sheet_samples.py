"""The five scenario sheets through the browser: understood as by the command, and to the full marks."""

import csv
import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from registry.actions.offices import ensure_office
from registry.imports.answer import describe
from registry.models import ImportBatch, Region
from tests.factories import make_user
from tests.registry.imports import samples

CASES = (
    *("kab-probolinggo-2019", "kota-jambi-2023", "kota-tangerang-2024", "gorontalo-2024"),
    "kota-probolinggo-2021",
)


@pytest.fixture
def uploaded(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


def load_regions_of(scope: str, path) -> None:
    """The regions of one scope and those above it; the nation's others are not asked for."""
    wanted = {code: name for code, name in samples.region_names(2025).items() if lies_along(code, scope)}
    with path.open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["code", "name"])
        writer.writerows(wanted.items())
    call_command("load_regions", str(path), "--on", "2025-04-25", "--decree", "Uji", stderr=StringIO())


def lies_along(code: str, scope: str) -> bool:
    return f"{code}.".startswith(f"{scope}.") or f"{scope}.".startswith(f"{code}.")


def command(*arguments) -> str:
    """What a command prints to standard output."""
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("uploaded")
@pytest.mark.parametrize("case", [pytest.param(case, marks=samples.needed(case)) for case in CASES])
def test_sheet_is_understood_as_by_the_command(case, client, tmp_path):
    folder = samples.FOLDER / case
    meta = json.loads((folder / "case.json").read_text())
    load_regions_of(meta["scope"], tmp_path / "regions.csv")
    command("import_sheet", "roster", folder / "roster.xlsx", "--scope", meta["scope"], "--apply")
    days = ",".join(meta["event"]["days"])
    slug = command("create_event", "--title", case, "--scope", meta["scope"], "--dates", days).strip()
    path = next(folder.glob("input.*"))
    told = json.loads(
        command("import_sheet", "attendance", path, "--scope", meta["scope"], "--event", slug, "--json", "-")
    )

    scope = Region.objects.current().get(code=meta["scope"])
    client.force_login(make_user("operator", scope, office=ensure_office(scope), language="en"))
    client.post(
        reverse("imports"),
        {
            "file": SimpleUploadedFile(path.name, path.read_bytes()),
            "kind": "attendance",
            "target": slug,
            "scope": scope.pk,
            "mode": "both",
        },
    )
    shown = json.loads(json.dumps(describe(ImportBatch.objects.latest("pk"))))

    assert shown | {"batch": None} == told | {"batch": None}
    assert samples.judged(case, told)["reasons"] == []
