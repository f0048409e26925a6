"""`python -m tests.trust mutants`: broken and hostile spreadsheets through the upload.

No answer may be an error of the server, every refusal is a sentence of ours in Indonesian, and nothing is
left behind: no process, no file, no import.
"""

import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import override_settings
from django.test.utils import setup_test_environment, teardown_test_environment

from registry.access import OPERATOR
from registry.actions.offices import ensure_office
from registry.models import Region, User
from tests.factories import make_user
from tests.trust.mutations import REGENCY, Mutants
from tests.trust.uploading import Trial, Uploader

TOLD = 30
PROGRESS = 100


def run(count: int, seed: int) -> bool:
    """Send so many, in a database that may be filled; whether nothing was wrong."""
    with tempfile.TemporaryDirectory() as name, own_folders(Path(name)):
        setup_test_environment()
        logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are no news
        trial = send_all(count, seed, operator(), Path(name))
        teardown_test_environment()
    tell(trial, count)
    return not (trial.faults or trial.slow or trial.busy)


def operator() -> User:
    """An operator of a regency who reads Indonesian."""
    region = Region.objects.current().get(code=REGENCY)
    return make_user(OPERATOR, region, office=ensure_office(region, by=None))


@contextmanager
def own_folders(folder: Path) -> Iterator[None]:
    """Uploads and temporary files go into folders where nobody else leaves any."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder / "temporary")
    Path(tempfile.tempdir).mkdir()
    try:
        with override_settings(MEDIA_ROOT=str(folder / "uploads")):
            yield
    finally:
        tempfile.tempdir = before


def send_all(count: int, seed: int, user: User, folder: Path) -> Trial:
    """Make and send so many files."""
    works = folder / "made"
    works.mkdir()
    mutants, uploader = Mutants(seed, works), Uploader(user, user.scope_id)
    for number in range(count):
        what, name, content = mutants.make()
        uploader.send(f"{number} {what}", name, content)
        if number % PROGRESS == PROGRESS - 1:
            sys.stderr.write(f"{number + 1} sent, {len(uploader.trial.faults)} faults\n")
    return uploader.trial


def tell(trial: Trial, count: int) -> None:
    """Write what became of them."""
    lines = [f"{count} files sent, {len(trial.faults)} faults"]
    lines += [f"{number:8} {fate}" for fate, number in trial.fates.most_common()]
    if trial.refusals:
        slowest, what = max(trial.refusals)
        lines.append(f"slowest refusal: {slowest:.2f} s ({what}); {len(trial.slow)} took too long")
    if trial.answers:
        slowest, what = max(trial.answers)
        lines.append(f"longest work: {slowest:.2f} s ({what}); {len(trial.busy)} took too long")
    lines += trial.faults[:TOLD]
    sys.stdout.write("\n".join(lines) + "\n")
