"""The five scenario sheets on a registry of their own: its regions, its roster, the event they are about."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from django.core.management import call_command

from tests.registry.imports import samples

CASES = (
    *("kab-probolinggo-2019", "kota-jambi-2023", "kota-tangerang-2024", "gorontalo-2024"),
    "kota-probolinggo-2021",
)


class Scenario(NamedTuple):
    """The code of the office's region, the slug of the event, and the sheet of those who came."""

    scope: str
    event: str
    sheet: Path


def set_up(case: str, tmp_path: Path) -> Scenario:
    """The registry of a scenario just before its sheet is brought in; by commands, as an office would."""
    folder = samples.FOLDER / case
    meta = json.loads((folder / "case.json").read_text())
    load_regions_of(meta["scope"], tmp_path / "regions.csv")
    command("import_sheet", "roster", folder / "roster.xlsx", "--scope", meta["scope"], "--apply")
    days = ",".join(meta["event"]["days"])
    slug = command("create_event", "--title", case, "--scope", meta["scope"], "--dates", days).strip()
    return Scenario(meta["scope"], slug, next(folder.glob("input.*")))


def load_regions_of(scope: str, path: Path) -> None:
    """The regions of one scope and those above it; the nation's others are not asked for."""
    wanted = {code: name for code, name in samples.region_names(2025).items() if lies_along(code, scope)}
    with path.open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["code", "name"])
        writer.writerows(wanted.items())
    call_command("load_regions", str(path), "--on", "2025-04-25", "--decree", "Uji", stderr=StringIO())


def lies_along(code: str, scope: str) -> bool:
    """Is one the other, or inside it?"""
    return f"{code}.".startswith(f"{scope}.") or f"{scope}.".startswith(f"{code}.")


def command(*arguments) -> str:
    """What a command prints to standard output."""
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()
