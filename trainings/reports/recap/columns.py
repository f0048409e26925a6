"""The number columns of a recapitulation, each counted in one place for paper, screen and workbook."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from registry.models import Role
from trainings.models import Session
from trainings.queries import Tally
from trainings.reports.phrases import session_names
from trainings.reports.recap.query import Recap, Row, summed
from welfare import words

MOST_ROLES = 4  # in a column of their own; further ones share "Lain"
MOST_SESSIONS = 4  # told by role; of more of them only the sums


@dataclass(frozen=True)
class Number:
    """One column: its head and what it counts in some rows (one, a regency's, all)."""

    label: str
    value: Callable[[Sequence[Row]], int]
    is_sum: bool = False


@dataclass(frozen=True)
class Group:
    """Neighbouring columns under one head."""

    title: str
    numbers: list[Number]


def groups(recap: Recap) -> list[Group]:
    """Invited, present at each session, and the people by sex."""
    found = [Group("Diundang", _by_role(recap, lambda tally: tally.invited))]
    if len(recap.sessions) > MOST_SESSIONS:
        found.append(Group("Hadir", list(_by_session(recap))))
    else:
        found += [
            Group(title, _by_role(recap, lambda tally, session=session: tally.present(session)))
            for session, title in zip(recap.sessions, _titles(recap.sessions), strict=True)
        ]
    found.append(Group("Peserta", [_of_sex("L", "male"), _of_sex("P", "female")]))
    return found


def person_days(recap: Recap, rows: Sequence[Row]) -> tuple[int, int]:
    """How often people were present, and how often they were due, over all sessions."""
    total = summed(row.total for row in rows)
    return sum(map(total.present, recap.sessions)), sum(total.due.values())


def _by_role(recap: Recap, count: Callable[[Tally], int]) -> list[Number]:
    """A column a role and one of all."""

    def of(roles: Sequence[Role | None]) -> Callable[[Sequence[Row]], int]:
        return lambda rows: sum(count(recap.of_role(role, rows)) for role in roles)

    numbers = [Number(label, of(roles)) for label, roles in _shown(recap)]
    return [*numbers, Number("Jml.", of(recap.roles), is_sum=True)]


def _shown(recap: Recap) -> Iterator[tuple[str, list[Role | None]]]:
    """The roles of each column: the largest ones their own, the others and people without role together."""
    size = {role: recap.of_role(role).listed for role in recap.roles if role}
    own = set(sorted(size, key=lambda role: -size[role])[:MOST_ROLES])
    for role in size:
        if role in own:
            yield role.short_name, [role]
    if others := [role for role in recap.roles if role not in own]:
        yield "Lain", others


def _by_session(recap: Recap) -> Iterator[Number]:
    names = session_names(recap.sessions)
    for session in recap.sessions:
        yield Number(
            names[session.pk],
            lambda rows, session=session: sum(row.total.present(session) for row in rows),
            is_sum=True,
        )


def _of_sex(label: str, sex: str) -> Number:
    """Everybody on the list, each once."""
    return Number(label, lambda rows: sum(row.total.by_sex[sex] for row in rows))


def _titles(sessions: Sequence[Session]) -> Iterator[str]:
    """`Hadir hari I, Senin 9-12-2019`."""
    names = session_names(sessions)
    for session in sessions:
        day = f"{words.WEEKDAYS[session.date.weekday()]} {words.numeric_date(session.date)}"
        yield f"Hadir {names[session.pk]}".strip() + f", {day}"
