"""No report asks the database more for a larger region or a larger event."""

from tests.benchmarks import statements
from tests.benchmarks.measuring import statements as counted
from tests.factories import make_event
from tests.trainings.people import attend, invite_many
from tests.trainings.reports.making import DAY, serve
from trainings.models import AgendaItem, Event, Speaker
from trainings.reports.catalogue import REPORTS
from trainings.reports.parameters import Parameters, event_of


def asked(region, event: Event) -> dict[str, int]:
    """How many statements each report takes about the region or the event."""
    numbers = {}
    for slug, report in REPORTS.items():
        about = Parameters(
            region=region if report.region_required else None,
            event=event_of(event.slug) if report.event_required or report.takes_event else None,
            on=DAY if report.is_as_of else None,
            options={"rate_PSM": "75000"},
        )
        numbers[slug] = counted(lambda report=report, about=about: report.query(about))
    return numbers


def test_reports_of_a_kabupaten_take_the_statements_written_down(bimtek, kabupaten):
    assert asked(kabupaten["35.13"], bimtek) == statements.REPORTS


def test_reports_of_one_person_take_no_more(office, regions):
    serve(office, "PSM", regions["35.13.19.2003"], "Yuli", until=DAY)
    event = make_event(office)
    speaker = Speaker.objects.create(event=event, name="Umi")
    AgendaItem.objects.create(session=event.sessions.first(), topic="Materi").speakers.add(speaker)
    invite_many(event, office, {"PSM": 1}, [regions["35.13.19"]])
    attend(event, session=1)

    numbers = asked(regions["35.13.19"], event)

    assert {slug: many for slug, many in numbers.items() if many > statements.REPORTS[slug]} == {}
