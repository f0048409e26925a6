"""Reading the Indonesian catalogue, and making a fresh one from the code, for the tests of both."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).parents[1]
CATALOGUE = Path("welfare/locale/id/LC_MESSAGES/django.po")

# The one command that makes the catalogue; the tests are written in English and stay so.
MAKE = ["makemessages", "-l", "id", "--no-obsolete", "--add-location", "file", "--ignore", "tests/*"]

LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])? )?(".*")')


class Entry(NamedTuple):
    """One message and what became of it; `plural` and `context` are empty where there are none."""

    context: str
    message: str
    plural: str
    translation: str
    is_fuzzy: bool

    @property
    def key(self) -> str:
        """As the compiled catalogue files it."""
        return f"{self.context}\x04{self.message}" if self.context else self.message


def read_catalogue(path: Path) -> list[Entry]:
    """The entries of a .po file whose language has one form, without its header and dead entries."""
    entries = [_entry(block.splitlines()) for block in path.read_text(encoding="utf-8").split("\n\n")]
    return [entry for entry in entries if entry.message]


def _entry(lines: list[str]) -> Entry:
    texts = {"msgctxt": "", "msgid": "", "msgid_plural": "", "msgstr": ""}
    name = "msgid"
    for found in filter(None, map(LINE.fullmatch, lines)):
        name = found[1] or name
        texts[name] += ast.literal_eval(found[2])
    is_fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
    return Entry(texts["msgctxt"], texts["msgid"], texts["msgid_plural"], texts["msgstr"], is_fuzzy)


def make_catalogue(folder: Path) -> list[Entry]:
    """The catalogue as the code of this checkout asks for it, made in a copy of it under `folder`."""
    for name in ("manage.py", "welfare", "registry", "trainings", "templates", "static"):
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
        else:
            shutil.copy(source, folder)
    subprocess.run(
        [sys.executable, "manage.py", *MAKE],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PILAR_VAR": str(folder / "var")},
        check=True,
        capture_output=True,
    )
    return read_catalogue(folder / CATALOGUE)
