"""The people list beside the changelist of Django's admin: the same columns of the same people.

Both answer the same user through Django's test client, all middleware included; the admin is as its
documentation advises: the rows that a page needs are fetched with it, not one by one.
"""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.test import Client
from django.urls import reverse

from registry.access import ADMINISTRATOR
from registry.actions.offices import ensure_office
from registry.models import NATION_CODE, Office, Region, Role
from registry.names import name_key
from tests.benchmarks import editing
from tests.benchmarks.database import copy, tidy
from tests.benchmarks.measuring import medians, statements
from tests.benchmarks.people import Person, make_people
from tests.benchmarks.report import Case, Check, Report
from tests.factories import make_event, make_user

PEER = "Django admin"
PROVINCE = "35"
RUNS = 15
PEOPLE_OF_A_DECREE = 500
TRAINED = 10_000
PAGE_SIZE = 50
DEEPEST_PAGE = 10_000


def run(report: Report, rows: int) -> None:
    """Measure the first page, filters, a misspelt name, a region, and a page far behind."""
    nation = Region.objects.get(code=NATION_CODE)
    office = ensure_office(nation, by=None)
    fill(office, rows)
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    client = Client(SERVER_NAME="localhost")
    administrator = make_user(ADMINISTRATOR, nation, office=office, is_staff=True)
    client.force_login(administrator)
    district = Region.objects.current().get(code="35.13.19")
    page = min(DEEPEST_PAGE, rows // PAGE_SIZE)
    ours, peer = reverse("workers"), reverse("benchmark:registry_worker_changelist")
    psm = Role.objects.get(code="PSM").pk
    cases = {
        "list": ("", ""),
        "filtered": ("?role=PSM&sex=female", f"?appointments__role__id__exact={psm}&sex__exact=female"),
        "typo": ("?q=Aminnah+Lestary", "?q=Aminnah+Lestary"),
        f"page {page}": (f"?page={page}", f"?p={page}"),
        "region": (f"?region={district.pk}", f"?appointments__region__district__id__exact={district.pk}"),
    }
    for name, (our_query, peer_query) in cases.items():
        report.results.append(compare(client, name, ours + our_query, peer + peer_query))
    listed = report.results[0]
    report.checks.append(Check("list: share of the peer's time", listed.ours_s / listed.peer_s, 0.5))
    editing.run(report, administrator)


def compare(client: Client, name: str, ours: str, peer: str) -> Case:
    """One page of each."""
    our_time, peer_time = medians(lambda: get(client, ours), lambda: get(client, peer), runs=RUNS)
    return Case(name, our_time, PEER, peer_time, statements(lambda: get(client, ours)))


def get(client: Client, address: str) -> None:
    """Ask for a page, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


def fill(office: Office, rows: int) -> None:
    """People with a post under a decree each; some of them were at a training."""
    people = make_people(rows, within=Region.objects.current().get(code=PROVINCE))
    save_people(office, people)
    train(office, people[: min(TRAINED, rows)])
    tidy()


def save_people(office: Office, people: list[Person]) -> None:
    """The people, each with a post as PSM under one of the office's decrees."""
    rows = len(people)
    role = Role.objects.get(code="PSM").pk
    copy("registry_worker", WORKER, (worker_line(office, *each) for each in enumerate(people, start=1)))
    numbers = range(1, rows + 1)
    posts = (f"{n}\t{n}\t{role}\t{people[n - 1].region.pk}\t[2019-01-01,)\tf\tday\t\t\t1\n" for n in numbers)
    copy("registry_appointment", APPOINTMENT, posts)
    decrees = rows // PEOPLE_OF_A_DECREE + 1
    copy("registry_decree", DECREE, (decree_line(office, number) for number in range(1, decrees + 1)))
    papers = (f"{n}\t{1 + n % decrees}\n" for n in numbers)
    copy("registry_appointmentdecree", "appointment_id, decree_id", papers)


WORKER = (
    "id, name, name_key, nik, sex, birth_place, birth_date, phone, education, member_number, nip, "
    "phone_written, email, address, institution, notes, revision, created_at, office_id"
)
APPOINTMENT = (
    "id, worker_id, role_id, region_id, service, is_acting, start_precision, end_reason, end_note, revision"
)
DECREE = "id, office_id, number, date, signer, signer_position, term, scan, revision"


def worker_line(office: Office, number: int, person: Person) -> str:
    """One person for COPY."""
    return "\t".join(
        (
            *(str(number), person.name, name_key(person.name), person.nik, person.sex, person.birth_place),
            *(person.birth_date.isoformat(), person.phone, person.school, "", "", "", "", "", "", ""),
            *("1", "now", f"{office.pk}\n"),
        )
    )


def decree_line(office: Office, number: int) -> str:
    """One decree for COPY; most are in force, some have run out."""
    until = date(2031 if number % 5 else 2025, 1, 1)
    return f"{number}\t{office.pk}\t188.45/{number}/2019\t2019-01-02\t\t\t[2019-01-01,{until})\t\t1\n"


def train(office: Office, people: list[Person]) -> None:
    """One event at which all of these were present."""
    event = make_event(office, days=(date(2019, 12, 9),))
    session = event.sessions.get()
    copy("trainings_participant", PARTICIPANT, participant_lines(event.pk, people))
    copy(
        "trainings_attendance",
        "participant_id, session_id, status, represented_by, recorded_at, method",
        (f"{number}\t{session.pk}\tpresent\t\tnow\timport\n" for number in range(1, len(people) + 1)),
    )


PARTICIPANT = "id, event_id, worker_id, region_id, capacity, origin, name, sex, institution, token"


def participant_lines(event: int, people: list[Person]) -> Iterator[str]:
    """Participants for COPY, numbered as the people are."""
    for number, person in enumerate(people, start=1):
        yield f"{number}\t{event}\t{number}\t{person.region.pk}\tparticipant\tinvited\t\t\t\t{number}\n"
