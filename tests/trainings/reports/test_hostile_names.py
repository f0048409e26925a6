"""Three hundred names that a paper must survive: as written, within the page, nobody lost."""

import io
from itertools import cycle

import pypdf
import pytest

from registry.models import Appointment, Worker
from registry.models import Role as AnyRole
from tests.factories import make_event
from tests.papers.names import HOSTILE_NAMES
from tests.papers.reading import pages, solid
from tests.trainings.people import attend
from trainings.actions.printing import print_report
from trainings.models import Participant
from trainings.reports.catalogue import report_of
from trainings.reports.parameters import Parameters

MANY = 300
LONGEST = 150  # what a worker's name may have


@pytest.fixture
def event(office, regions):
    """An event of 300 such people of one village, who also serve there."""
    event = make_event(office)
    role = AnyRole.objects.get(code="PSM")
    names = [f"{name[: LONGEST - 4]} {number:03}" for number, name in zip(range(MANY), cycle(HOSTILE_NAMES))]
    workers = Worker.objects.bulk_create(Worker(name=name, office=office) for name in names)
    village = regions["35.13.19.2003"]
    Appointment.objects.bulk_create(
        Appointment(worker=worker, role=role, region=village, service=("2018-01-01", None))
        for worker in workers
    )
    Participant.objects.bulk_create(
        Participant(event=event, worker=worker, role=role, region=village) for worker in workers
    )
    attend(event, session=1)
    return event


def printed(slug, event, region):
    report = report_of(slug)
    asked = Parameters(
        event=event if report.event_required else None,
        region=region if report.levels else None,
        options={"rate_PSM": "75000"} if slug == "transport" else {},
    )
    return print_report(report=report, parameters=asked, file_format="pdf", by=None).content


def spilled(pdf: bytes) -> list[str]:
    """The pieces of text that begin outside their page."""
    found = []

    def visit(text, above, matrix, _font, _size):
        left = matrix[4] * above[0] + matrix[5] * above[2] + above[4]
        bottom = matrix[4] * above[1] + matrix[5] * above[3] + above[5]
        if text.strip() and not (0 < left < width and 0 < bottom < height):
            found.append(text)

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("slug", ["district", "roster", "coverage-gaps", "sign-in", "transport"])
def test_every_name_stands_within_the_page_as_written(slug, event, regions):
    pdf = printed(slug, event, regions["35.13.19"])

    text = solid(" ".join(pages(pdf)))
    plain = [name for name in Worker.objects.values_list("name", flat=True) if name.isascii()]
    assert len(plain) > MANY / 2
    assert [name for name in plain if solid(name) not in text] == []
    assert [number for number in range(MANY) if f"{number:03}" not in text] == []
    assert spilled(pdf) == []


@pytest.mark.parametrize("slug", ["district", "roster", "event-recap", "transport"])
def test_same_data_gives_the_same_bytes(slug, event, regions):
    assert printed(slug, event, regions["35.13.19"]) == printed(slug, event, regions["35.13.19"])
