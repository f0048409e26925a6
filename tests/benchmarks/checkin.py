"""The check-in desk on the running web server: 995 people from four desks, and a crowd around one person.

Everything goes through HTTP: cookies, tokens against forged forms, history triggers. A desk sends the next
person when it has the answer for the last one, as a quick officer with a scanner would.
"""

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from registry.access import DESK
from registry.actions.offices import ensure_office
from registry.models import Office, Region
from tests.benchmarks.database import tidy
from tests.benchmarks.report import Check, Floor, Report
from tests.factories import make_event, make_user
from tests.served import Desk, web_server
from tests.trainings.people import invite_many
from trainings.models import Attendance, Session

REGENCY = "35.13"
DESKS = 4
A_SECOND = 120
P95_MS = 100
ROUNDS, AT_ONCE = 100, 50
PER_DISTRICT = 42  # people, so that 24 districts make the crowd and a few more


def run(report: Report, rows: int) -> None:
    """Check `rows` people in, then let fifty desks fight for one person again and again."""
    regency = Region.objects.current().get(code=REGENCY)
    office = ensure_office(regency, by=None)
    session = fill(office, regency)
    with web_server() as port:
        users = [make_user(DESK, regency, office=office) for _desk in range(AT_ONCE)]
        session.event.desks.set(users)
        desks = [Desk(port, session, user) for user in users]
        crowd = list(session.event.participants.values_list("pk", flat=True))
        warm_up(desks, crowd[rows:])
        measure_crowd(report, desks[:DESKS], session, crowd[:rows])
        measure_races(report, desks, session, crowd[0])


def fill(office: Office, regency: Region) -> Session:
    """An event with a crowd from every district."""
    event = make_event(office)
    districts = Region.objects.current().filter(parent=regency).order_by("code")
    invite_many(event, office, {"PSM": PER_DISTRICT}, list(districts))
    tidy()
    return event.sessions.first()


def warm_up(desks: Sequence[Desk], people: Sequence[int]) -> None:
    """The first requests of every process load code; they are not those of a crowd."""
    with ThreadPoolExecutor(len(desks)) as pool:
        list(pool.map(lambda desk: [desk.check_in(person) for person in people[:4]], desks))
    Attendance.objects.all().delete()


def measure_crowd(report: Report, desks: Sequence[Desk], session: Session, crowd: Sequence[int]) -> None:
    """Each desk takes its share of the crowd, one person after the other."""

    def work(position: int) -> list[float]:
        times = []
        for person in crowd[position :: len(desks)]:
            began = time.perf_counter()
            assert desks[position].check_in(person) == "present"
            times.append(time.perf_counter() - began)
        return times

    began = time.perf_counter()
    with ThreadPoolExecutor(len(desks)) as pool:
        times = [one for each in pool.map(work, range(len(desks))) for one in each]
    taken = time.perf_counter() - began
    told = desks[0].ask("jumlah")["present"]
    stored = Attendance.objects.filter(session=session).count()
    report.checks += [
        Floor(
            f"{len(crowd)} people from {DESKS} desks: check-ins a second",
            round(len(crowd) / taken, 1),
            A_SECOND,
        ),
        Check(
            "95th percentile of an answer, ms", round(1000 * statistics.quantiles(times, n=20)[-1], 1), P95_MS
        ),
        Check("live count at the end, off by", abs(told - len(crowd)) + abs(stored - len(crowd)), 0),
    ]


def measure_races(report: Report, desks: Sequence[Desk], session: Session, person: int) -> None:
    """Fifty desks check the same person in at the same moment, a hundred times over."""
    wrong = 0
    with ThreadPoolExecutor(len(desks)) as pool:
        for _round in range(ROUNDS):
            Attendance.objects.filter(participant=person).delete()
            ends = list(pool.map(lambda desk: desk.check_in(person), desks))
            rows = Attendance.objects.filter(session=session, participant=person).count()
            wrong += (rows, ends.count("present"), ends.count("again")) != (1, 1, AT_ONCE - 1)
    report.checks.append(Check(f"{AT_ONCE} desks, one person: wrong rounds of {ROUNDS}", wrong, 0))
