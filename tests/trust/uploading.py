"""Sends files through the upload as an operator does, follows them to the end, and says what was wrong."""

import os
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from registry import tasks
from registry.imports.refusal_messages import MESSAGES
from registry.models import ImportBatch, User

ALLOWED_SECONDS = 2.0  # for a refusal
BUSY_SECONDS = 20.0  # for anything: the files are small
State = ImportBatch.State


@dataclass(slots=True)
class Trial:
    """What became of the files: how many of each fate, what was wrong, and how long answers took."""

    fates: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    refusals: list[tuple[float, str]] = field(default_factory=list)
    answers: list[tuple[float, str]] = field(default_factory=list)

    @property
    def slow(self) -> list[tuple[float, str]]:
        """The refusals that took longer than a refusal may take."""
        return sorted(found for found in self.refusals if found[0] > ALLOWED_SECONDS)

    @property
    def busy(self) -> list[tuple[float, str]]:
        """The files that kept the server busy, whatever came of it."""
        return sorted(found for found in self.answers if found[0] > BUSY_SECONDS)


class Uploader:
    """An operator with a browser. `scope` is the area he imports for."""

    def __init__(self, user: User, scope: int):
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.scope = scope
        self.trial = Trial()
        with translation.override("id"):
            self.refusals = [pattern_of(str(message)) for message in MESSAGES.values()]

    def send(self, what: str, name: str, content: bytes) -> None:
        """Upload a file; look at everything it leads to; clean up behind it."""
        before = set(os.listdir(tempfile.gettempdir()))
        started = time.perf_counter()
        upload = SimpleUploadedFile(name, content)
        data = {"file": upload, "kind": "roster", "mode": "both", "scope": self.scope}
        response = self.client.post(reverse("imports"), data)
        took = time.perf_counter() - started
        if response.status_code == 422:
            self.trial.refusals.append((took, what))
            self.judge_refusal(what, response)
        elif response.status_code == 302:
            self.follow(what)
        else:
            self.fault(what, f"the answer is {response.status_code}")
        self.trial.answers.append((time.perf_counter() - started, what))
        self.judge_rest(what, before)

    def fault(self, what: str, said: str) -> None:
        self.trial.faults.append(f"{what}: {said}")

    def judge_refusal(self, what: str, response) -> None:
        """Told at the form, in Indonesian, and nothing kept."""
        self.trial.fates["refused"] += 1
        said = [text for texts in response.context["form"].errors.values() for text in texts]
        if not said or not all(any(known.fullmatch(text) for known in self.refusals) for text in said):
            self.fault(what, f"refused without a known sentence: {said}")
        if ImportBatch.objects.exists():
            self.fault(what, "refused, and an import is left")

    def follow(self, what: str) -> None:
        """To the review, the columns, the workbook of failed rows and the saving."""
        batch = ImportBatch.objects.get()
        if batch.state == State.READING:
            tasks.read_import.call(batch.pk)
            batch.refresh_from_db()
        self.trial.fates[batch.state] += 1
        if batch.state == State.REFUSED and not any(
            known.fullmatch(batch.problem) for known in self.refusals
        ):
            self.fault(what, f"refused by the task without a known sentence: {batch.problem}")
        pages = ["import", "import_columns"]
        if batch.state == State.REVIEW:
            self.visit(what, "import_failed", batch)
            self.post(what, "import_apply", batch)
        for page in pages:
            self.visit(what, page, batch)

    def visit(self, what: str, page: str, batch: ImportBatch) -> None:
        status = self.client.get(reverse(page, args=[batch.pk])).status_code
        if status not in (200, 302):
            self.fault(what, f"{page} answers {status}")

    def post(self, what: str, page: str, batch: ImportBatch) -> None:
        response = self.client.post(reverse(page, args=[batch.pk]), follow=True)
        if response.status_code != 200:
            self.fault(what, f"{page} answers {response.status_code}")
        batch.refresh_from_db()
        if batch.state == State.APPLYING:
            tasks.save_import.call(batch.pk, batch.created_by_id)
            batch.refresh_from_db()
        self.trial.fates[f"saving: {batch.state}"] += 1

    def judge_rest(self, what: str, before: set[str]) -> None:
        """Nothing may lie about: no file beside those of the imports, no process."""
        if left := set(os.listdir(tempfile.gettempdir())) - before:
            self.fault(what, f"left in the temporary folder: {sorted(left)}")
        if children() > 0:
            self.fault(what, "a process is left")
        ImportBatch.objects.all().delete()
        for path in kept_files():
            path.unlink()


def pattern_of(message: str) -> re.Pattern:
    """A message with any words in the places that are filled in."""
    return re.compile(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(message)).replace("%\\(limit\\)s", ".+"))


def kept_files() -> list[Path]:
    folder = Path(default_storage.location)
    return [path for path in folder.rglob("*") if path.is_file()]


def children() -> int:
    """How many processes that read files this one still has."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return sum(b"registry.imports.reading" in Path(f"/proc/{child}/cmdline").read_bytes() for child in found)
