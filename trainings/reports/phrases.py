"""Indonesian phrases that several papers share."""

from collections import Counter
from collections.abc import Iterable, Sequence

from registry.models import Region
from trainings.models import Event, Session
from trainings.reports.roster import Person
from welfare import words

SEX_LETTERS = {"male": "L", "female": "P", "": words.DASH}
TOLD_VENUES = 3  # of so many sessions the venues stand under the title
FEW = 5  # so many people are named in a sentence; more are counted only
AREA_WORDS = {"desa": "Desa", "kelurahan": "Kelurahan", "district": "Kecamatan", "province": "Provinsi"}


def session_names(sessions: Sequence[Session]) -> dict[int, str]:
    """What to call each session, by its id: `hari II`, `hari II, Pagi`, `sesi II`; "" for the only one."""
    days = sorted({session.date for session in sessions})
    many = Counter(session.date for session in sessions)
    seen = Counter()
    names = {}
    for session in sessions:
        seen[session.date] += 1
        part = session.label or f"sesi {words.roman(seen[session.date])}"
        day = f"hari {words.roman(days.index(session.date) + 1)}"
        if len(sessions) == 1:
            names[session.pk] = ""
        elif len(days) == 1:
            names[session.pk] = part
        else:
            names[session.pk] = day if many[session.date] == 1 else f"{day}, {part}"
    return names


def village_word(kinds: Iterable[str]) -> str:
    """`desa`, `kelurahan`, or `desa/kelurahan` where there are both, or none."""
    found = set(kinds)
    return found.pop() if len(found) == 1 else "desa/kelurahan"


def small_number(value: int) -> str:
    """The number in words up to ten, in digits above, as a sentence has it."""
    return words.in_words(value) if value <= 10 else words.number(value)


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def region_title(region: Region) -> str:
    """`Kabupaten Probolinggo`, `Kecamatan Dringu`, `Desa Kalirejo`: a region in full, as under a title."""
    word = AREA_WORDS.get(region.kind)
    return f"{word} {region.called}" if word else region.called


def area_of(person: Person) -> str:
    """`Desa Kalirejo`, `Kecamatan Dringu`: where somebody serves."""
    return f"{AREA_WORDS[person.region.kind]} {person.place}"


def called(person: Person) -> str:
    """`Titik Kusmiati (PSM Desa Dringu)`."""
    return f"{person.name} ({person.role.short_name} {area_of(person)})"


def event_days(event: Event, sessions: Sequence[Session]) -> str:
    """`Senin s.d. Selasa, 9 s.d. 10 Desember 2019 · hari I Lila Catering · hari II Gedung Joyolelono`."""
    days = words.full_range(event.first_day, event.last_day)
    venues = list(dict.fromkeys(session.venue for session in sessions if session.venue))
    if len(venues) < 2:
        return " · ".join([days, *venues])
    if len(sessions) > TOLD_VENUES:
        return f"{days} · {len(venues)} tempat"
    names = session_names(sessions)
    told = [f"{names[session.pk]} {session.venue}" for session in sessions if session.venue]
    return " · ".join([days, *told])
