"""One row of every table for one office, so that every address has something to show or to hide."""

import io
from datetime import date, datetime
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from PIL import Image

from registry.models import (
    AccessLog,
    AppointmentDecree,
    Appraisal,
    ColumnMapping,
    Decree,
    ImportBatch,
    ImportRow,
    Merge,
    NotDuplicate,
    Office,
    Region,
    RegionChange,
    RegionName,
    Role,
    RoleQuota,
    SavedFilter,
    User,
    Worker,
)
from tests.factories import appoint, invite, make_event, make_worker
from trainings.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Certificate,
    Group,
    HeadcountClaim,
    OutsideTraining,
    Participant,
    PrintedSheet,
    Printout,
    Quota,
    Speaker,
)
from welfare.history import acting

NOON = datetime(2019, 12, 9, 12, tzinfo=ZoneInfo("Asia/Jakarta"))


def picture(kind: str = "PNG", side: int = 8, **how) -> ContentFile:
    """A small picture as somebody uploads one."""
    written = io.BytesIO()
    Image.new("RGB", (side, side), "green").save(written, kind, **how)
    return ContentFile(written.getvalue(), name=f"Foto KTP Srikandi.{kind.lower()}")


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

NOBODY = 2**40  # the id of a person who was never there


def make_world(
    *, office: Office, user: User, district: Region, village: Region, name: str
) -> SimpleNamespace:
    """What an office has after a while: every text of it holds `name`.

    `numbers` are the identifiers that nobody sees in full without asking for them.
    """
    world = SimpleNamespace(office=office, user=user, district=district, region=village, name=name)
    _add_people(world)
    _add_imports(world)
    _add_event(world)
    _add_papers(world)
    return world


def _add_people(world) -> None:
    office, name = world.office, world.name
    world.worker = make_worker(
        office,
        f"{name} Pertama",
        phone=f"+62812{office.pk % 10000:04}7731",
        phone_written="0812 7731",
        birth_place=f"Kota {name}",
        birth_date=date(1980, 5, 1),
        address=f"Jalan {name} 7",
        email=f"{name.lower()}@contoh.id",
        home_region=world.region,
        notes=f"Catatan {name}",
    )
    with acting(by=world.user, reason="own request"):  # stays the context of what follows in the test
        Worker.objects.filter(pk=world.worker.pk).update(education=f"SMA {name}")
    world.change = world.worker.history.latest("pgh_id").pgh_context
    world.second_worker = make_worker(office, f"{name} Kedua", phone=f"+62813{office.pk % 10000:04}7732")
    world.numbers = [world.worker.nik, world.second_worker.nik, world.worker.phone, world.second_worker.phone]
    world.appointment = appoint(world.worker, "PSM", world.region)
    world.second_appointment = appoint(world.second_worker, "TKSK", world.district)
    world.decree = Decree.objects.create(
        office=office, number=f"188/{name}/2019", date=date(2019, 1, 2), term=(date(2019, 1, 1), None)
    )
    world.decree.scan.save(f"{uuid4().hex}.pdf", ContentFile(PDF))
    world.appointment_decree = AppointmentDecree.objects.create(
        appointment=world.appointment, decree=world.decree
    )
    world.appraisal = Appraisal.objects.create(
        appointment=world.appointment, year=2019, grade="good", note=f"Rajin {name}"
    )
    office.logo.save("logo.png", picture())
    world.official = office.officials.get()
    world.role = Role.objects.get(code="PSM")
    world.role_quota = RoleQuota.objects.create(
        role=world.role, region=world.district, quota=14, reason=f"Luas {name}"
    )
    world.region_name = RegionName.objects.create(
        region=world.region, name=f"Ejaan {name}", kind="alias", validity=(None, None)
    )
    world.region_change = RegionChange.objects.create(
        after=world.region, kind="renamed", decree=f"SK {name}", on=date(2022, 1, 1), old_name=f"Dulu {name}"
    )
    world.region_split = RegionChange.objects.create(
        before=world.region,
        after=world.region,
        kind="split",
        decree=f"SK {name}",
        on=date(2022, 1, 1),
        journal=[],
    )
    world.not_duplicate = NotDuplicate.objects.create(
        first=world.worker, second=world.second_worker, by=world.user
    )
    world.merge = Merge.objects.create(kept=world.worker, dropped_id=NOBODY, by=world.user)
    world.access_log = AccessLog.objects.create(
        user=world.user, act="reveal", worker=world.worker, fields=["nik"], what=f"Uji {name}"
    )
    world.saved_filter = SavedFilter.objects.create(
        user=world.user,
        office=office,
        page="workers",
        name=f"Saring {name}",
        query="role=PSM",
        is_shared=True,
    )


def _add_imports(world) -> None:
    world.import_batch = ImportBatch.objects.create(
        kind="roster",
        scope=world.office.region,
        office=world.office,
        state="review",
        file_name=f"roster-{world.name}.xlsx",
        file_hash="0" * 64,
        created_by=world.user,
        counts={"read": 1, "choose": 1},
    )
    world.import_row = ImportRow.objects.create(
        batch=world.import_batch,
        position=0,
        sheet="Lembar",
        row=2,
        raw={"cells": {"name": f"{world.name} Kedua", "nik": world.second_worker.nik}},
        values={"name": f"{world.name} Kedua", "nik": world.second_worker.nik},
        action="choose",
        reason="name_only",
        candidates=[world.second_worker.pk],
    )
    world.column_mapping = ColumnMapping.objects.create(
        office=world.office, kind="roster", signature=f"nama|{world.name}", mapping={"A": "name"}
    )


def _add_event(world) -> None:
    name = world.name
    event = world.event = make_event(world.office, title=f"Bimtek {name}", theme=f"Tema {name}")
    world.session = event.sessions.first()
    world.speaker = Speaker.objects.create(event=event, name=f"Narasumber {name}")
    world.agenda_item = AgendaItem.objects.create(session=world.session, topic=f"Materi {name}")
    world.group = Group.objects.create(event=event, name=f"Angkatan {name}")
    world.quota = Quota.objects.create(event=event, role=world.role, number=9)
    world.headcount_claim = HeadcountClaim.objects.create(event=event, wording=f"sekitar 77 {name}")
    world.participant = invite(event, world.worker, "PSM", world.region)
    world.guest = Participant.objects.create(
        event=event, name=f"Tamu {name}", capacity="guest", region=world.office.region
    )
    world.attendance = Attendance.objects.create(
        participant=world.participant,
        session=world.session,
        status="present",
        method="grid",
        recorded_at=NOON,
        recorded_by=world.user,
    )


def _add_papers(world) -> None:
    world.certificate = Certificate.objects.create(
        office=world.office,
        year=2019,
        sequence=Certificate.objects.count() + 1,
        number=f"001/{world.name}/2019",
        date=date(2019, 12, 10),
        participant=world.participant,
        printed_name=world.worker.name,
        issued_at=NOON,
    )
    world.outside_training = OutsideTraining.objects.create(
        worker=world.worker, title=f"Pelatihan {world.name}", organiser="BBPPKS"
    )
    world.outside_training.scan.save(f"{uuid4().hex}.pdf", ContentFile(PDF))
    world.attachment = Attachment.objects.create(
        event=world.event,
        kind="signed_sheet",
        caption=f"Pindaian {world.name}",
        file=ContentFile(PDF, name=f"{uuid4().hex}.pdf"),
        added_by=world.user,
    )
    world.printout = Printout.objects.create(
        report="district", file_format="pdf", scope=world.office.region, state="ready", made_by=world.user
    )
    world.printout.file.save(f"{uuid4().hex}.pdf", ContentFile(PDF))
    world.printed_sheet = PrintedSheet.objects.create(
        session=world.session, region=world.district, participants=[world.participant.pk]
    )
