"""One person on paper: the data of `templates/papers/dossier.typ`, as much of it as the reader may see."""

from datetime import date, timedelta

from django.utils import translation

from registry import access, nik, phones
from registry.models import Appointment, AppointmentDecree, Appraisal, User, Worker
from registry.privacy import masked
from trainings.models import Attendance, OutsideTraining, Participant
from trainings.panels import participations
from trainings.reports.heads import head_of, office_for
from trainings.reports.phrases import sentence
from welfare import words

SEXES = {"male": "Laki-laki", "female": "Perempuan", "": words.DASH}
GRADES = {"good": "baik", "fair": "cukup", "poor": "buruk"}
HIDDEN = "disembunyikan"
PRESENT = Attendance.Status.PRESENT


def dossier(worker: Worker, *, reader: User, on: date) -> dict:
    """All that is recorded of the person, as the template takes it.

    NIK, phone, birth and address stand in full only for who may see them. RuleError without any office.
    """
    posts = posts_of(worker, on)
    head = head_of(office_for(posts[0].region if posts else worker.office.region, reader))
    with translation.override("id"):
        return {
            "paper": head.office.paper,
            "letterhead": head.letterhead(),
            "title": "Data perorangan PSKS",
            "name": worker.name,
            "footer": f"Data perorangan PSKS · dicetak oleh {reader} · {words.long_date(on)}",
            "identity": identity(worker, sees_personal=access.sees_personal_of(reader, worker)),
            "posts": [_post(post, access.sees_personal_of(reader, worker)) for post in posts],
            "trainings": [_training(row) for row in attended(worker, reader)],
            "elsewhere": [_elsewhere(row) for row in worker.outside_trainings.all()],
            "signers": [head.signer(place=head.office.town, on=on)],
        }


def posts_of(worker: Worker, on: date) -> list[Appointment]:
    """The person's posts, the one that matters first, with decrees and appraisals; 3 statements."""
    posts = worker.appointments.with_status(on=on).best_first(on=on)
    posts = posts.select_related("role", "region__district", "region__regency")
    return list(posts.prefetch_related("papers__decree", "appraisals"))


def attended(worker: Worker, reader: User) -> list[Participant]:
    """The events the reader may know of, newest first."""
    return participations(Participant.objects.visible_to(reader).filter(worker=worker))


def identity(worker: Worker, *, sees_personal: bool) -> list[list[str]]:
    """The facts of the person, label and value; what is not recorded is left out."""
    birth = ", ".join(
        filter(None, [worker.birth_place, worker.birth_date and words.long_date(worker.birth_date)])
    )
    address = ", ".join(filter(None, [worker.address, worker.home_region and worker.home_region.path]))
    number, phone = worker.nik or "", worker.phone
    if not sees_personal:
        number, phone = nik.mask(number), phones.mask(phone)
        birth, address = (HIDDEN if text else "" for text in (birth, address))
    show = str if sees_personal else masked
    rows = [
        ["Nama", worker.name],
        ["NIK", number],
        ["NIAT/NIA", show(worker.member_number)],
        ["NIP", show(worker.nip)],
        ["Tempat, tanggal lahir", birth],
        ["Jenis kelamin", SEXES[worker.sex]],
        ["Alamat", address],
        ["Nomor HP", phone],
        ["Surel", show(worker.email)],
        ["Pendidikan", worker.education],
        ["Instansi", worker.institution],
    ]
    return [[label, value] for label, value in rows if value]


def _post(post: Appointment, sees_personal: bool) -> dict:
    acting = " (pelaksana)" if post.is_acting else ""
    return {
        "post": f"{post.role}{acting}, {post.region.path}",
        "span": span(post),
        "decrees": [_decree(paper) for paper in sorted(post.papers.all(), key=_age)],
        "grades": [_grade(one, sees_personal) for one in post.appraisals.all()],
        "end": f"Berakhir: {post.get_end_reason_display().lower()}." if post.end_reason else "",
    }


def _grade(appraisal: Appraisal, sees_personal: bool) -> str:
    note = f" ({appraisal.note})" if appraisal.note and sees_personal else ""
    return f"{appraisal.year} {GRADES[appraisal.grade]}{note}"


def span(post: Appointment) -> str:
    """`sejak 1 Januari 2018`, `2013 s.d. 31 Desember 2017`, `s.d. 31 Desember 2017`."""
    first, last = post.service.lower, post.last_day
    known = first and (str(first.year) if post.start_precision == "year" else words.long_date(first))
    if last is None:
        return f"sejak {known}" if known else "awal tugas tidak diketahui"
    return f"{known or ''} s.d. {words.long_date(last)}".strip()


def _age(paper: AppointmentDecree) -> tuple[date, int]:
    return paper.decree.date or date.min, paper.pk


def _decree(paper: AppointmentDecree) -> str:
    decree, term = paper.decree, paper.decree.term
    parts = [decree.number]
    if decree.date:
        parts.append(f"tanggal {words.long_date(decree.date)}")
    if term and term.upper:
        parts.append(f"berlaku s.d. {words.long_date(term.upper - timedelta(days=1))}")
    return ", ".join(parts)


def _training(row: Participant) -> dict:
    present = sum(bool(record and record.status == PRESENT) for _session, record in row.records)
    return {
        "day": words.long_range(row.event.first_day, row.event.last_day),
        "title": row.event.title,
        "part": sentence(str(row.get_capacity_display())),
        "attended": f"{present} dari {len(row.records)} sesi",
    }


def _elsewhere(row: OutsideTraining) -> dict:
    day = words.long_date(row.date) if row.date else words.DASH
    return {"day": day, "title": row.title, "organiser": row.organiser, "number": row.certificate_number}
