"""The trainings' rules that the database keeps, each shown to refuse and to allow its nearest neighbours."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import IntegrityError

from registry.models import Role
from tests.constraints import EMPTY, assert_explained, assert_refused, flatten, rules_of, save, span
from tests.factories import invite, make_event, make_worker
from trainings.models import (
    Attendance,
    Certificate,
    Event,
    Group,
    HeadcountClaim,
    OutsideTraining,
    Participant,
    Quota,
    Session,
    Speaker,
)
from welfare.constraints import message_of

DAY, AFTER = date(2019, 12, 9), date(2019, 12, 10)
NOW = datetime(2019, 12, 9, 3, tzinfo=UTC)
NONCE = UUID(int=1)

VALID = {
    Event: lambda w: {
        "slug": "bimtek-psks-2",
        "title": "Bimtek PSKS",
        "kinds": ["bimtek"],
        "office": w.office,
        "region": w.office.region,
        "dates": span(DAY, AFTER),
    },
    HeadcountClaim: lambda w: {"event": w.event, "number": 77, "wording": "sekitar 77"},
    Quota: lambda w: {"event": w.event, "role": w.role, "level": "district", "number": 9},
    Session: lambda w: {"event": w.event, "date": DAY, "starts_at": time(8), "ends_at": time(12)},
    Group: lambda w: {"event": w.event, "name": "Angkatan 1"},
    Participant: lambda w: {"event": w.event, "worker": w.newcomer, "region": w.office.region, "token": "a"},
    Attendance: lambda w: {
        "participant": w.participant,
        "session": w.session,
        "status": "present",
        "recorded_at": NOW,
        "method": "desk",
        "nonce": NONCE,
    },
    Certificate: lambda w: {
        "office": w.office,
        "year": 2019,
        "sequence": 1,
        "number": "400.9.12.3/0001/2019",
        "date": AFTER,
        "participant": w.participant,
        "printed_name": "SITI AMINAH",
        "code": "A1",
        "issued_at": NOW,
    },
    OutsideTraining: lambda w: {"worker": w.newcomer, "title": "Diklat", "date": DAY, "is_basic": True},
}

TWICE = [{}, {}]
REVOKED = {"revoked_at": NOW, "revoke_reason": "Salah nama"}

# A second row that repeats nothing but what is under test.
SECOND_ATTENDANCE = {"participant": lambda w: w.other_participant}
SECOND_CERTIFICATE = {"participant": lambda w: w.other_participant, "sequence": 2, "code": "A2"}
OF_SPEAKER = {"participant": None, "speaker": lambda w: w.speaker}

REFUSED = {
    "Event.slug": (Event, [TWICE]),
    "trainings_event_slug_form": (
        Event,
        [
            {"slug": slug}
            for slug in ("", "Bimtek", "bimtek psks", "-bimtek", "bimtek-", "bim--tek", "bimték")
        ],
    ),
    "trainings_event_titled": (Event, [{"title": ""}]),
    "trainings_event_dates_bounded": (
        Event,
        [{"dates": EMPTY}, {"dates": span(None, DAY)}, {"dates": span(DAY, None)}, {"dates": span(DAY, DAY)}],
    ),
    "trainings_event_threshold_percent": (Event, [{"attendance_threshold": 101}]),
    "trainings_headcountclaim_says_something": (HeadcountClaim, [{"number": None, "wording": ""}]),
    "trainings_quota_once": (Quota, [TWICE]),
    "trainings_session_ends_after_start": (Session, [{"ends_at": time(8)}, {"ends_at": time(7, 59)}]),
    "trainings_group_once": (Group, [TWICE]),
    "trainings_participant_once": (Participant, [[{}, {"token": "b"}]]),
    "trainings_participant_named": (Participant, [{"worker": None}, {"worker": None, "name": ""}]),
    "Participant.token": (Participant, [[{}, {"worker": None, "name": "Tamu"}]]),
    "trainings_attendance_once": (Attendance, [[{}, {"nonce": None}]]),
    "trainings_attendance_substitute_only_if_represented": (
        Attendance,
        [{"represented_by": "Budi"}, {"represented_by": "Budi", "status": "absent"}],
    ),
    "Attendance.nonce": (Attendance, [[{}, SECOND_ATTENDANCE]]),
    "trainings_certificate_number_once": (Certificate, [[{}, SECOND_CERTIFICATE | {"sequence": 1}]]),
    "trainings_certificate_of_one": (
        Certificate,
        [{"participant": None}, {"speaker": lambda w: w.speaker}],
    ),
    "trainings_certificate_revoked_with_reason": (
        Certificate,
        [{"revoked_at": NOW}, {"revoke_reason": "Salah nama"}],
    ),
    "trainings_certificate_once_a_participant": (
        Certificate,
        [[{}, SECOND_CERTIFICATE | {"participant": lambda w: w.participant}]],
    ),
    "trainings_certificate_once_a_speaker": (
        Certificate,
        [[OF_SPEAKER, SECOND_CERTIFICATE | OF_SPEAKER]],
    ),
    "trainings_certificate_numbered_from_one": (Certificate, [{"sequence": 0}]),
    "trainings_certificate_year_of_date": (Certificate, [{"year": 2020}, {"date": date(2020, 1, 1)}]),
    "Certificate.code": (Certificate, [[{}, SECOND_CERTIFICATE | {"code": "A1"}]]),
    "trainings_outsidetraining_basic_on_a_day": (OutsideTraining, [{"date": None}]),
}

TAKEN = {
    **{f"valid {model.__name__}": (model, [{}]) for model in VALID},
    "trainings_event_slug_form": (Event, [{"slug": "b"}, {"slug": "2019"}, {"slug": "bimtek-2-a"}]),
    "trainings_event_dates_bounded": (Event, [{"dates": span(DAY, DAY + timedelta(days=31))}]),
    "trainings_event_threshold_percent": (
        Event,
        [{"attendance_threshold": 0}, {"attendance_threshold": 100}],
    ),
    "trainings_headcountclaim_says_something": (
        HeadcountClaim,
        [{"number": 0, "wording": ""}, {"number": None}],
    ),
    "trainings_quota_once": (Quota, [[{}, {"level": "village"}]]),
    "trainings_session_ends_after_start": (
        Session,
        [
            {"ends_at": time(8, 1)},
            {"ends_at": None},
            {"starts_at": None},
            {"starts_at": None, "ends_at": None},
        ],
    ),
    "trainings_participant_once": (
        Participant,
        [
            [{}, {"event": lambda w: w.other_event, "token": "b"}],
            [{"worker": None, "name": "Tamu"}, {"worker": None, "name": "Tamu", "token": "b"}],
        ],
    ),
    "trainings_attendance_once": (Attendance, [[{}, SECOND_ATTENDANCE | {"nonce": None}]]),
    "Attendance.nonce": (Attendance, [[{"nonce": None}, SECOND_ATTENDANCE | {"nonce": None}]]),
    "trainings_attendance_substitute_only_if_represented": (
        Attendance,
        [{"represented_by": "Budi", "status": "represented"}, {"status": "represented"}],
    ),
    "trainings_certificate_number_once": (
        Certificate,
        [
            [{}, SECOND_CERTIFICATE],
            [{}, SECOND_CERTIFICATE | {"sequence": 1, "year": 2020, "date": date(2020, 1, 1)}],
        ],
    ),
    "trainings_certificate_once_a_participant": (
        Certificate,
        [[REVOKED, SECOND_CERTIFICATE | {"participant": lambda w: w.participant}]],
    ),
    "trainings_certificate_once_a_speaker": (
        Certificate,
        [[OF_SPEAKER | REVOKED, SECOND_CERTIFICATE | OF_SPEAKER]],
    ),
    "trainings_certificate_year_of_date": (
        Certificate,
        [{"date": date(2019, 1, 1)}, {"date": date(2019, 12, 31)}],
    ),
    "trainings_certificate_of_one": (Certificate, [OF_SPEAKER]),
    "trainings_certificate_revoked_with_reason": (Certificate, [REVOKED]),
    "trainings_outsidetraining_basic_on_a_day": (OutsideTraining, [{"date": None, "is_basic": False}]),
}


@pytest.fixture
def world(regions, office):
    """One row of each table that others hang on."""
    event, other_event = make_event(office), make_event(office)
    return SimpleNamespace(
        valid=VALID,
        office=office,
        event=event,
        other_event=other_event,
        session=event.sessions.first(),
        newcomer=make_worker(office),
        participant=invite(event, make_worker(office), "PSM", regions["35.13.19"]),
        other_participant=invite(event, make_worker(office), "PSM", regions["35.13.19"]),
        role=Role.objects.get(code="PSM"),
        speaker=Speaker.objects.create(event=event, name="Umi Masruro"),
    )


@pytest.mark.parametrize(("rule", "model", "rows"), flatten(REFUSED))
def test_database_refuses(world, rule, model, rows):
    assert_refused(world, rule, model, rows)


@pytest.mark.parametrize(("rule", "model", "rows"), flatten(REFUSED))
def test_refusal_is_told_in_words(world, rule, model, rows):
    assert_explained(world, rule, model, rows)


@pytest.mark.parametrize(("rule", "model", "rows"), flatten(TAKEN))
def test_database_takes(world, rule, model, rows):
    save(world, model, rows)

    assert model.objects.count() >= len(rows)


def test_every_rule_of_the_trainings_is_tested():
    assert set(REFUSED) == rules_of("trainings")


def test_database_refuses_attendance_at_another_events_session(world):
    foreign = {"session": world.other_event.sessions.first()}

    with pytest.raises(IntegrityError) as refused:
        save(world, Attendance, [foreign])

    assert refused.value.__cause__.diag.constraint_name == "trainings_attendance_same_event"
    assert "%(" not in message_of(refused.value)


def test_attendance_cannot_be_led_to_another_events_session(world):
    save(world, Attendance, [{}])

    with pytest.raises(IntegrityError):
        Attendance.objects.update(session=world.other_event.sessions.first())
