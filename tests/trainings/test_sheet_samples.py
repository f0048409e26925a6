"""The five scenario sheets through the browser: understood as by the command, and to the full marks."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry.actions.offices import ensure_office
from registry.imports.answer import describe
from registry.models import ImportBatch, Region
from tests.factories import make_user
from tests.registry.imports import samples
from tests.trainings.scenarios import CASES, command, set_up


@pytest.fixture
def uploaded(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.mark.django_db
@pytest.mark.usefixtures("uploaded")
@pytest.mark.parametrize("case", [pytest.param(case, marks=samples.needed(case)) for case in CASES])
def test_sheet_is_understood_as_by_the_command(case, client, tmp_path):
    scope_code, slug, path = set_up(case, tmp_path)
    told = json.loads(
        command("import_sheet", "attendance", path, "--scope", scope_code, "--event", slug, "--json", "-")
    )

    scope = Region.objects.current().get(code=scope_code)
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
