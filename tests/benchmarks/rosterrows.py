"""A made-up roster of any size over all villages of Indonesia, written by COPY."""

from collections.abc import Iterator, Sequence
from datetime import date

from registry.actions.offices import ensure_office
from registry.models import Office, Region, Role
from registry.names import name_key
from tests.benchmarks.database import copy, tidy
from tests.benchmarks.people import Person, make_people
from tests.factories import make_event

PEOPLE_OF_A_DECREE = 500
EARLIER_POSTS = (0, 1)  # of five people two had another post before: 1.4 appointments each
TRAINED = 10_000
EARLIER_PLACE = 1_000  # an earlier post lay so many people further on, mostly in another regency


def fill(within: Region, people: int) -> None:
    """`people` in the villages of `within`, one after the other; some were at a training."""
    made = make_people(people, within=within)
    office = ensure_office(within)
    save_people(office, made)
    train(office, made[:TRAINED])
    tidy()


def save_people(office: Office, people: Sequence[Person], *, earlier_posts: bool = True) -> None:
    """Each with a post under one of the office's decrees, and some with earlier posts.

    Everybody is registered by the office of his regency.
    """
    offices = {regency.pk: ensure_office(regency) for regency in {person.regency for person in people}}
    copy("registry_worker", WORKER, worker_lines(people, offices))
    role = Role.objects.get(code="PSM")
    copy("registry_appointment", APPOINTMENT, post_lines(people, role))
    if earlier_posts:
        copy("registry_appointment", APPOINTMENT, earlier_post_lines(people, role))
    decrees = len(people) // PEOPLE_OF_A_DECREE + 1
    copy("registry_decree", DECREE, (decree_line(office, number) for number in range(1, decrees + 1)))
    papers = (f"{number}\t{1 + number % decrees}\n" for number in range(1, len(people) + 1))
    copy("registry_appointmentdecree", "appointment_id, decree_id", papers)


WORKER = (
    "id, name, name_key, nik, sex, birth_place, birth_date, phone, education, member_number, nip, "
    "phone_written, email, address, institution, notes, revision, created_at, office_id"
)
APPOINTMENT = (
    "id, worker_id, role_id, region_id, service, end_reason, is_acting, start_precision, end_note, revision"
)
DECREE = "id, office_id, number, date, signer, signer_position, term, scan, revision"
PARTICIPANT = "id, event_id, worker_id, region_id, capacity, origin, name, sex, institution, token"


def worker_lines(people: Sequence[Person], offices: dict[int, Office]) -> Iterator[str]:
    """People for COPY, numbered from 1."""
    for number, person in enumerate(people, start=1):
        yield "\t".join(
            (
                *(str(number), person.name, name_key(person.name), person.nik, person.sex),
                *(person.birth_place, person.birth_date.isoformat(), person.phone, person.school),
                *("", "", "", "", "", "", "", "1", "now", f"{offices[person.regency.pk].pk}\n"),
            )
        )


def post_lines(people: Sequence[Person], role: Role) -> Iterator[str]:
    """The posts held now, numbered as the people are, for COPY."""
    for number, person in enumerate(people, start=1):
        yield f"{number}\t{number}\t{role.pk}\t{person.region.pk}\t[2019-01-01,)\t\tf\tday\t\t1\n"


def earlier_post_lines(people: Sequence[Person], role: Role) -> Iterator[str]:
    """The posts some held before, numbered on from those held now, for COPY."""
    number = len(people)
    for worker in range(1, len(people) + 1):
        if worker % 5 in EARLIER_POSTS:
            number += 1
            place = people[(worker + EARLIER_PLACE) % len(people)].region.pk
            yield (
                f"{number}\t{worker}\t{role.pk}\t{place}\t[2014-01-01,2018-01-01)\ttransferred\tf\tday\t\t1\n"
            )


def decree_line(office: Office, number: int) -> str:
    """One decree for COPY; most are in force, some have run out."""
    until = date(2031 if number % 5 else 2025, 1, 1)
    return f"{number}\t{office.pk}\t188.45/{number}/2019\t2019-01-02\t\t\t[2019-01-01,{until})\t\t1\n"


def train(office: Office, people: Sequence[Person]) -> None:
    """One event at which all of these were present."""
    event = make_event(office, days=(date(2019, 12, 9),))
    session = event.sessions.get()
    copy("trainings_participant", PARTICIPANT, participant_lines(event.pk, people))
    copy(
        "trainings_attendance",
        "participant_id, session_id, status, represented_by, recorded_at, method",
        (f"{number}\t{session.pk}\tpresent\t\tnow\timport\n" for number in range(1, len(people) + 1)),
    )


def participant_lines(event: int, people: Sequence[Person]) -> Iterator[str]:
    """Participants for COPY, numbered as the people are."""
    for number, person in enumerate(people, start=1):
        yield f"{number}\t{event}\t{number}\t{person.region.pk}\tparticipant\tinvited\t\t\t\t{number}\n"
