"""The registry's rules that the database keeps, each shown to refuse and to allow its nearest neighbours."""

from datetime import date, timedelta
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg2 import errors

from registry.models import (
    Appointment,
    AppointmentDecree,
    Appraisal,
    ColumnMapping,
    Decree,
    ImportBatch,
    ImportRow,
    NotDuplicate,
    Office,
    Official,
    Region,
    RegionChange,
    RegionName,
    Role,
    RoleQuota,
    SavedFilter,
    User,
    Worker,
    WorkerPlace,
)
from tests.constraints import (
    EMPTY,
    assert_explained,
    assert_refused,
    flatten,
    rules_of,
    save,
    span,
)
from tests.factories import appoint, make_office, make_regions, make_user, make_worker

DAY = date(2025, 4, 25)
EVE = DAY - timedelta(days=1)
NIK, NIP = "3513194105800001", "197211081998032005"

VALID = {
    Region: lambda w: {
        "code": "35.13.20",
        "level": "district",
        "kind": "district",
        "name": "Leces",
        "parent": w.regions["35.13"],
        "province": w.regions["35"],
        "regency": w.regions["35.13"],
        "district": w.regions["35.13.19"],
        "validity": span(None, None),
    },
    RegionName: lambda w: {
        "region": w.regions["35.13.19"],
        "name": "Dringoe",
        "kind": "official",
        "validity": span(None, DAY),
    },
    RegionChange: lambda w: {
        "before": w.regions["35.13.19"],
        "after": w.regions["35.13.19"],
        "kind": "renamed",
        "decree": "Kepmendagri",
        "on": DAY,
    },
    Office: lambda w: {"region": w.regions["35.13"], "name": "DINAS SOSIAL PPPA"},
    Official: lambda w: {
        "office": w.office,
        "name": "BUDI SANTOSO",
        "title": "BENDAHARA",
        "capacity": "treasurer",
        "nip": NIP,
        "service": span(DAY, None),
    },
    User: lambda w: {"username": "siti", "scope": w.regions["35.13"]},
    Role: lambda w: {"code": "RELAWAN_2", "name": "Relawan", "short_name": "Relawan", "level": "village"},
    RoleQuota: lambda w: {"role": w.role, "region": w.regions["35.13"], "quota": 2, "reason": "Keputusan"},
    Worker: lambda w: {"office": w.office, "name": "Siti Aminah", "nik": NIK},
    WorkerPlace: lambda w: {"worker": w.worker, "region": w.regions["35.14"], "name_key": "siti aminah"},
    Decree: lambda w: {"office": w.office, "number": "188.45/1/2025", "date": DAY, "term": span(DAY, None)},
    Appointment: lambda w: {
        "worker": w.worker,
        "role": w.role,
        "region": w.regions["35.13.19.2003"],
        "service": span(DAY, None),
    },
    AppointmentDecree: lambda w: {"appointment": w.appointment, "decree": w.decree},
    Appraisal: lambda w: {"appointment": w.appointment, "year": 2019, "grade": "good"},
    SavedFilter: lambda w: {"user": w.user, "page": "workers", "name": "Dringu", "query": "region=1"},
    NotDuplicate: lambda w: {"first": w.worker, "second": w.other_worker},
    ImportRow: lambda w: {"batch": w.batch, "position": 1, "row": 7, "action": "create"},
    ColumnMapping: lambda w: {"office": w.office, "kind": "roster", "signature": "nama|nik"},
}

TWICE = [{}, {}]
ENDED = {"service": span(DAY, date(2026, 1, 1)), "end_reason": "term"}

REFUSED = {
    "registry_region_code_once_a_day": (
        Region,
        [TWICE, [{"validity": span(None, DAY)}, {"validity": span(EVE, None)}]],
    ),
    "registry_region_code_form": (
        Region,
        [{"code": code} for code in ("", "3", "3513", "35.13.2", "35.13.20.", "35.13.20.200", "id", "ID.35")],
    ),
    "registry_region_place_in_tree": (
        Region,
        [
            {"level": "nation"},
            {"level": "province"},
            {"level": "province", "regency": None, "district": None, "province": None},
            {"level": "regency"},
            {"level": "regency", "regency": None, "district": None},
            {"level": "district", "district": None},
            {"level": "district", "regency": None},
            {"level": "village", "district": None},
            {"level": "village", "regency": None},
            {"level": "planet"},
        ],
    ),
    "registry_regionname_once_a_day": (RegionName, [TWICE, [{}, {"validity": span(EVE, None)}]]),
    "registry_regionname_one_local_name": (
        RegionName,
        [[{"kind": "local"}, {"kind": "local", "name": "Dringu Raya", "validity": span(EVE, None)}]],
    ),
    "registry_regionchange_has_a_region": (RegionChange, [{"before": None, "after": None}]),
    "registry_office_once_a_region": (Office, [TWICE]),
    "registry_office_named": (Office, [{"name": ""}]),
    "registry_office_certificate_pattern": (
        Office,
        [{"certificate_pattern": pattern} for pattern in ("", "{seq}", "{year}", "{seq}/{year}/{name}")],
    ),
    "registry_official_nip_form": (
        Official,
        [{"nip": nip} for nip in (NIP[:-1], NIP + "1", "19721108 199803 200", "NIP" + NIP[3:])],
    ),
    "registry_official_service_not_empty": (Official, [{"service": EMPTY}, {"service": span(DAY, DAY)}]),
    "User.username": (User, [TWICE]),
    "Role.code": (Role, [TWICE]),
    "registry_role_code_form": (Role, [{"code": code} for code in ("", "psm", "2PSM", "KASI KESRA", "_PSM")]),
    "registry_rolequota_once_a_region": (RoleQuota, [TWICE]),
    "registry_rolequota_has_a_reason": (RoleQuota, [{"reason": ""}]),
    "registry_worker_nik_once": (Worker, [TWICE]),
    "registry_worker_name_length": (Worker, [{"name": name} for name in ("", " ", " \t\n ", "a" * 151)]),
    "registry_worker_nik_form": (
        Worker,
        [{"nik": nik} for nik in ("", NIK[:-1], NIK + "1", NIK[:-1] + "x", NIK + "\n", "٣" * 16)],
    ),
    "registry_worker_nip_form": (Worker, [{"nip": nip} for nip in (NIP[:-1], NIP + "1", NIP[:-1] + "x")]),
    "registry_worker_phone_form": (
        Worker,
        [
            {"phone": phone}
            for phone in ("081234567890", "+6281234", "+62812345678901234", "+62 812 3456 7890")
        ],
    ),
    "registry_worker_sex_known": (Worker, [{"sex": "L"}, {"sex": "Male"}]),
    "registry_worker_birth_date_sane": (
        Worker,
        [{"birth_date": date(1899, 12, 31)}, {"birth_date": date(2100, 1, 2)}],
    ),
    "registry_decree_once": (Decree, [TWICE, [{"date": None}, {"date": None}]]),
    "registry_decree_numbered": (Decree, [{"number": ""}]),
    "registry_decree_term_not_empty": (Decree, [{"term": EMPTY}, {"term": span(DAY, DAY)}]),
    "registry_appointment_one_post_once": (
        Appointment,
        [
            TWICE,
            [ENDED, {"service": span(date(2025, 12, 31), None)}],
            [
                {},
                {"service": span(None, DAY + timedelta(days=1)), "end_reason": "term"}
                | {"start_precision": "unknown"},
            ],
            [{}, {"is_acting": True}],
        ],
    ),
    "registry_appointment_service_not_empty": (
        Appointment,
        [{"service": EMPTY, "end_reason": "term"}, {"service": span(DAY, DAY), "end_reason": "term"}],
    ),
    "registry_appointment_end_has_a_reason": (
        Appointment,
        [{"end_reason": "term"}, {"service": span(DAY, date(2026, 1, 1))}],
    ),
    "registry_appointment_start_known_as_said": (
        Appointment,
        [
            {"start_precision": "unknown"},
            {"service": span(None, None)},
            {"service": span(None, None), "start_precision": "year"},
        ],
    ),
    "registry_appointmentdecree_once": (AppointmentDecree, [TWICE]),
    "registry_appraisal_once_a_year": (Appraisal, [TWICE]),
    "registry_appraisal_year_sane": (Appraisal, [{"year": 19}, {"year": 1989}, {"year": 2101}]),
    "registry_savedfilter_once": (SavedFilter, [TWICE]),
    "registry_notduplicate_once": (NotDuplicate, [TWICE]),
    "registry_workerplace_once": (WorkerPlace, [TWICE]),
    "registry_notduplicate_in_order": (
        NotDuplicate,
        [
            {"first": lambda w: w.other_worker, "second": lambda w: w.worker},
            {"second": lambda w: w.worker},
        ],
    ),
    "registry_importrow_once": (ImportRow, [TWICE]),
    "registry_columnmapping_once": (ColumnMapping, [TWICE]),
}

TAKEN = {
    **{f"valid {model.__name__}": (model, [{}]) for model in VALID},
    "registry_region_code_once_a_day": (
        Region,
        [
            [{"validity": span(None, DAY)}, {"validity": span(DAY, None)}],
            [{"validity": EMPTY}, {}],
        ],
    ),
    "registry_region_code_form": (
        Region,
        [
            {"code": code, "validity": span(date(1900, 1, 1), DAY)}
            for code in ("97", "97.01", "35.13.20.2001")
        ],
    ),
    "registry_regionname_once_a_day": (
        RegionName,
        [
            [{}, {"validity": span(DAY, None)}],
            [{}, {"kind": "alias"}],
            [{}, {"region": lambda w: w.regions["35.13.18"]}],
        ],
    ),
    "registry_regionname_one_local_name": (
        RegionName,
        [
            [{"kind": "local"}, {"kind": "local", "name": "Dringu Raya", "validity": span(DAY, None)}],
            [{"kind": "alias"}, {"kind": "alias", "name": "Deringu"}],
        ],
    ),
    "registry_regionchange_has_a_region": (RegionChange, [{"before": None}, {"after": None}]),
    "registry_office_once_a_region": (Office, [[{}, {"region": lambda w: w.regions["35.14"]}]]),
    "registry_office_certificate_pattern": (Office, [{"certificate_pattern": "{seq:04}/{month}/{year}"}]),
    "registry_official_nip_form": (Official, [{"nip": ""}]),
    "registry_official_service_not_empty": (Official, [{"service": span(EVE, DAY)}]),
    "registry_rolequota_once_a_region": (RoleQuota, [[{}, {"region": lambda w: w.regions["35.14"]}]]),
    "registry_worker_nik_once": (Worker, [[{"nik": None}, {"nik": None}]]),
    "registry_worker_name_length": (Worker, [{"name": "S"}, {"name": "a" * 150}, {"name": "ñ" * 150}]),
    "registry_worker_phone_form": (
        Worker,
        [{"phone": ""}, {"phone": "+62335420"}, {"phone": "+6281234567890"}],
    ),
    "registry_worker_birth_date_sane": (
        Worker,
        [{"birth_date": None}, {"birth_date": date(1900, 1, 1)}, {"birth_date": date(2100, 1, 1)}],
    ),
    "registry_decree_once": (Decree, [[{}, {"date": EVE}], [{}, {"date": None}]]),
    "registry_decree_term_not_empty": (Decree, [{"term": None}, {"term": span(EVE, DAY)}]),
    "registry_appointment_one_post_once": (
        Appointment,
        [
            [ENDED, {"service": span(date(2026, 1, 1), None)}],
            [{}, {"region": lambda w: w.regions["35.13.19.2004"]}],
            [{}, {"role": lambda w: w.other_role}],
            [{}, {"worker": lambda w: w.other_worker}],
        ],
    ),
    "registry_appointment_service_not_empty": (
        Appointment,
        [{"service": span(EVE, DAY), "end_reason": "term"}],
    ),
    "registry_appointment_start_known_as_said": (
        Appointment,
        [
            {"service": span(None, None), "start_precision": "unknown"},
            {"start_precision": "year"},
        ],
    ),
}


@pytest.fixture
def world(regions, office):
    """One row of each table that others hang on."""
    worker, other_worker = make_worker(office), make_worker(office)
    user = make_user("operator", regions["35.13"], office=office)
    return SimpleNamespace(
        valid=VALID,
        regions=regions,
        office=office,
        user=user,
        worker=worker,
        other_worker=other_worker,
        role=Role.objects.get(code="PSM"),
        other_role=Role.objects.get(code="TKSK"),
        appointment=appoint(worker, "PSM", regions["35.13.18.2001"]),
        decree=Decree.objects.create(office=office, number="188.45/9/2025"),
        batch=ImportBatch.objects.create(
            kind="roster", scope=office.region, office=office, file_name="a.xlsx", file_hash="0"
        ),
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


def test_every_rule_of_the_registry_is_tested():
    assert set(REFUSED) == rules_of("registry")


# Two sessions at once


def appoint_after_looking(worker, region, looked: Barrier, outcomes: list) -> None:
    """What two browsers do: see that the post is free, then appoint."""
    try:
        with transaction.atomic():
            is_free = not Appointment.objects.filter(worker=worker, region=region).exists()
            looked.wait(timeout=20)
            assert is_free
            appoint(worker, "PSM", region)
        outcomes.append("saved")
    except IntegrityError as refused:
        outcomes.append(refused.__cause__.diag.constraint_name)
    except OperationalError as refused:
        outcomes.append(errors.lookup(refused.__cause__.pgcode).__name__)
    finally:
        connection.close()


def appoint_twice_at_once() -> list[str]:
    """The outcomes of two sessions that appoint one worker to one post at the same moment."""
    regions = make_regions()
    worker = make_worker(make_office(regions["35.13"]))
    looked, outcomes = Barrier(2), []
    threads = [
        Thread(target=appoint_after_looking, args=(worker, regions["35.13.19.2003"], looked, outcomes))
        for _session in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_double_appointment_from_two_sessions_is_refused_by_the_database(transactional_db):
    refused, saved = appoint_twice_at_once()

    assert saved == "saved"
    # Two rows that exclude each other may each wait for the other; PostgreSQL then ends one of the two.
    assert refused in {"registry_appointment_one_post_once", "DeadlockDetected"}
    assert Appointment.objects.count() == 1


def test_double_appointment_happens_without_the_constraint(transactional_db):
    """The control: the test above would see the race if nothing prevented it."""
    constraint = next(
        c for c in Appointment._meta.constraints if c.name == "registry_appointment_one_post_once"
    )
    with connection.schema_editor() as editor:
        editor.remove_constraint(Appointment, constraint)
    try:
        assert appoint_twice_at_once() == ["saved", "saved"]
        assert Appointment.objects.count() == 2
    finally:
        Appointment.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Appointment, constraint)
