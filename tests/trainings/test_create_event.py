"""`manage.py create_event`: only the slug on standard output, and all or nothing."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from registry.models import Office
from trainings.models import Event


def create_event(**changes) -> tuple[str, str]:
    """What the command writes to standard output and to standard error."""
    options = {"title": "Bimtek PSKS", "scope": "35.13", "dates": "2019-12-09,2019-12-10"} | changes
    out, err = StringIO(), StringIO()
    call_command("create_event", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_event_is_made_and_its_slug_printed(office):
    out, _err = create_event(kind="rakor")

    event = Event.objects.get()
    assert out == "bimtek-psks-2019\n"
    assert (event.slug, event.kinds, event.office, event.region.code) == (
        "bimtek-psks-2019",
        ["rakor"],
        office,
        "35.13",
    )
    assert [session.date for session in event.sessions.all()] == [date(2019, 12, 9), date(2019, 12, 10)]


def test_office_of_the_scope_is_made_when_missing(regions):
    create_event()
    create_event()

    assert Office.objects.get().region == regions["35.13"]
    assert Event.objects.count() == 2


def test_days_are_sorted_and_counted_once(office):
    create_event(dates="2019-12-10, 2019-12-09,2019-12-10")

    assert [session.date.day for session in Event.objects.get().sessions.all()] == [9, 10]


@pytest.mark.parametrize(
    "wrong",
    [{"scope": "99.99"}, {"scope": ""}, {"title": "  "}, {"dates": "9-12-2019"}, {"dates": ""}],
)
def test_event_refused_changes_nothing(wrong, regions):
    with pytest.raises(CommandError) as refusal:
        create_event(**wrong)

    assert refusal.value.returncode == 2
    assert (Event.objects.count(), Office.objects.count()) == (0, 0)
