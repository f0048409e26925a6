"""Certificates on paper: the data of `templates/papers/certificate.typ`."""

from collections.abc import Iterable, Sequence
from functools import cache

from registry.models import Region
from trainings.models import Certificate, Event, Participant, Session
from trainings.queries import batches
from trainings.reports.heads import head_of
from trainings.reports.phrases import AREA_WORDS, sentence, session_names
from welfare import words
from welfare.qr import qr_svg

CAPACITIES = {
    Participant.Capacity.PARTICIPANT: "PESERTA",
    Participant.Capacity.COMMITTEE: "PANITIA",
    Participant.Capacity.MODERATOR: "MODERATOR",
}
SPEAKER = "NARASUMBER"
TOLD_VENUES = 3


def paper(event: Event, certificates: Sequence[Certificate], *, address: str) -> dict:
    """The data for these certificates of `event`, in 6 statements at most.

    Codes are verified at `address` (`https://.../s/`).
    """
    head = head_of(event.office)
    sessions = list(event.sessions.prefetch_related("agenda__speakers"))
    programmes = _programmes(event, sessions)
    regions = _regions(event, certificates)
    order = {key: position for position, key in enumerate(programmes)}
    place = event.office.town
    front = cache(lambda on: head.head_signer(place=place, on=on))
    back = cache(lambda on: head.division_signer(place=place, on=on))
    return {
        "paper": "a4",
        "letterhead": head.letterhead(),
        "title": f"Sertifikat {event.title}",
        "programmes": list(programmes.values()),
        "certificates": [
            {
                "programme": order.get(row.participant and row.participant.group_id, order[None]),
                "number": row.number,
                "name": row.printed_name,
                **_receiver(row, regions),
                "front": front(row.date),
                "back": back(row.date),
                **_check(row, address),
            }
            for row in certificates
        ],
    }


def _receiver(row: Certificate, regions: dict[int, Region]) -> dict:
    """In which post and capacity somebody took part."""
    if row.speaker:
        told = filter(None, [row.speaker.position, row.speaker.institution])
        return {"post": ", ".join(told), "capacity": SPEAKER}
    person = row.participant
    role = person.role.short_name if person.role else ""
    where = person.institution or _area(regions[person.region_id])
    return {"post": f"{role} {where}".strip(), "capacity": CAPACITIES[person.capacity]}


def _area(region: Region) -> str:
    """`Desa Kedungdalem, Kecamatan Dringu`; a regency or province by its own name."""
    if region.kind not in AREA_WORDS:
        return region.label
    own = f"{AREA_WORDS[region.kind]} {region.name_on_day}"
    return f"{own}, Kecamatan {region.district.called}" if region.level == Region.Level.VILLAGE else own


def _regions(event: Event, certificates: Iterable[Certificate]) -> dict[int, Region]:
    """Where the participants come from, named as on the event's first day."""
    ids = {row.participant.region_id for row in certificates if row.participant}
    named = Region.objects.filter(pk__in=ids).named_on(event.first_day)
    return {region.pk: region for region in named.select_related("district")}


def _check(row: Certificate, address: str) -> dict:
    """Where to verify it, in letters and as a code."""
    return {
        "check": f"{address}{row.spoken_code}".partition("://")[2],
        "svg": qr_svg(f"{address}{row.code}/"),
    }


def _programmes(event: Event, sessions: Sequence[Session]) -> dict[int | None, dict]:
    """What was attended, by group; None: all of it."""
    names = session_names(sessions)
    found = {None: _programme(event, sessions, names)}
    for group, attended in batches(event).items():
        found[group] = _programme(event, [one for one in sessions if one.pk in attended], names)
    return found


def _programme(event: Event, sessions: Sequence[Session], names: dict[int, str]) -> dict:
    hours = sum(item.lesson_hours for session in sessions for item in session.agenda.all())
    return {
        "lines": _lines(event, sessions, hours),
        "topics": list(_topics(sessions, names)),
        "hours": words.number(hours) if hours else "",
        "hours_in_words": f"{words.in_words(hours)} jam pelajaran" if hours else "",
    }


def _lines(event: Event, sessions: Sequence[Session], hours: int) -> list[str]:
    """`pada Bimbingan Teknis PSKS`, `dengan tema ...,`, `diselenggarakan pada ...`, each a line."""
    lines = [f"pada {event.title}"]
    if event.theme:
        lines.append(f"dengan tema “{event.theme}”,")
    lines.append(f"diselenggarakan pada {words.full_range(sessions[0].date, sessions[-1].date)}")
    venues = list(dict.fromkeys(session.venue for session in sessions if session.venue))
    if 0 < len(venues) <= TOLD_VENUES:
        lines.append(f"di {words.listed(venues)}")
    if hours:
        lines.append(f"selama {words.counted(hours, 'jam pelajaran')}")
    return [*lines[:-1], f"{lines[-1]}."]


def _topics(sessions: Sequence[Session], names: dict[int, str]) -> Iterable[dict]:
    """The topics day by day, numbered through."""
    number = 0
    for session in sessions:
        if not session.agenda.all():
            continue
        day = words.full_date(session.date)
        yield {"day": f"{sentence(names[session.pk])}, {day}" if names[session.pk] else day}
        for item in session.agenda.all():
            number += 1
            yield {
                "number": str(number),
                "topic": item.topic,
                "hours": words.count(item.lesson_hours),
                "speakers": words.listed([speaker.name for speaker in item.speakers.all()]),
            }
