"""The sentences below a recapitulation: the headline number, the days, claims against counted."""

from collections.abc import Iterator, Mapping

from registry.coverage import PSM
from registry.models import Region
from trainings.models import HeadcountClaim
from trainings.reports.phrases import FEW
from trainings.reports.recap.columns import person_days
from trainings.reports.recap.query import Recap, Row
from trainings.reports.recap.remarks import OTHERS
from welfare import words


def summary(recap: Recap) -> dict:
    """`Jumlah peserta (orang, tanpa hitung ganda): 264 (...) orang, terdiri atas ...`."""
    parts = []
    for role in recap.roles:
        if many := recap.of_role(role).listed:
            parts.append(f"{words.number(many)} {role.short_name if role else OTHERS + ' lain'}")
    districts = sum(row.region.level == Region.Level.DISTRICT for row in recap.rows if row.total.listed)
    told = f", terdiri atas {words.listed(parts)} dari {districts} kecamatan." if parts else "."
    return {
        "before": "Jumlah peserta (orang, tanpa hitung ganda): ",
        "strong": words.counted(recap.people, "orang"),
        "after": told,
    }


def pairs(recap: Recap, names: Mapping[int, str]) -> list[list[str]]:
    """What else is counted, as label and value."""
    return [list(pair) for pair in (*_attendance(recap, names), *_villages(recap), *_claims(recap))]


def _attendance(recap: Recap, names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    total = recap.total
    for session in recap.sessions:
        present, due = total.present(session), total.due[session.pk]
        label = f"Kehadiran {names[session.pk]}".strip()
        if recap.recorded(session):
            yield label, f"{_of(present, due)} orang ({words.percent(present, due)})"
            if sent := total.represented(session):
                told = f"{_of(total.seated(session), due)}, termasuk {words.number(sent)} diwakili"
                yield f"Kursi terisi {names[session.pk]}".strip(), told
        else:
            yield label, "belum dicatat"
    if not recap.is_recorded or len(recap.sessions) == 1:
        return
    sometimes = words.number(total.came - total.came_always)
    yield "Hadir seluruhnya", f"{words.number(total.came_always)} orang; hadir sebagian {sometimes} orang"
    if total.never_came:
        yield "Tidak pernah hadir", f"{words.number(total.never_came)} orang"
    present, due = person_days(recap, recap.rows)
    yield _unit(recap).capitalize(), f"{_of(present, due)} ({words.percent(present, due)})"


def _villages(recap: Recap) -> Iterator[tuple[str, str]]:
    """Shown where PSM were expected: an event of TKSK represents no village."""
    if recap.is_recorded and recap.represented and recap.villages:
        missing = words.number(recap.villages - recap.represented)
        yield (
            "Desa/kelurahan terwakili",
            f"{_of(recap.represented, recap.villages)}; tanpa PSM hadir {missing}",
        )


def _claims(recap: Recap) -> Iterator[tuple[str, str]]:
    """What somebody else said beside what was counted."""
    for claim in recap.claims:
        said = claim.wording or f"{words.number(claim.number)} orang"
        source = f" ({claim.source})" if claim.source else ""
        yield f"Diumumkan {claim.whom}".strip(), f"{said}{source}{_difference(recap, claim)}"


def _difference(recap: Recap, claim: HeadcountClaim) -> str:
    """`; hadir 262, selisih 2`; nothing for a claim without a number or about somebody uncounted."""
    if claim.number is None:
        return ""
    counted = _counted(recap, claim.whom)
    if counted is None:
        return ""
    difference = abs(claim.number - counted)
    told = f"selisih {words.number(difference)}" if difference else "sesuai"
    return f"; {'hadir' if recap.is_recorded else 'diundang'} {words.number(counted)}, {told}"


def _counted(recap: Recap, whom: str) -> int | None:
    """How many of them came (once at least), or are invited as yet: everybody, or those of the role named."""
    tallies = {"": recap.total}
    for role in filter(None, recap.roles):
        names = (role.short_name, role.name, role.code)
        tallies |= dict.fromkeys(map(str.casefold, names), recap.of_role(role))
    tally = tallies.get(whom.casefold())
    if tally is None:
        return None
    return tally.came if recap.is_recorded else tally.listed


def notes(recap: Recap) -> list[str]:
    """The small print: how to read the columns."""
    found = [
        f"Kolom % = {_unit(recap)} yang hadir dibagi yang seharusnya hadir.",
        "L dan P menghitung setiap peserta satu kali.",
    ]
    if unknown := recap.total.by_sex[""]:
        found.append(f"Jenis kelamin {words.number(unknown)} orang belum tercatat.")
    if any(status == "represented" for _session, status in +recap.total.statuses):
        found.append("Yang diwakili tidak dihitung hadir; kursinya terisi.")
    crowded = [row.name for row in recap.rows if 0 < row.villages < _psm(row)]
    if 0 < len(crowded) <= FEW:
        found.append(f"PSM lebih banyak daripada desa/kelurahan: {words.listed(crowded)}.")
    return found


def _psm(row: Row) -> int:
    return sum(tally.came for role, tally in row.by_role.items() if role and role.code == PSM)


def _unit(recap: Recap) -> str:
    """What is counted over several sessions: people by day, or by session where a day has several."""
    if len(recap.sessions) == 1:
        return "orang"
    days = {session.date for session in recap.sessions}
    return "orang-hari" if len(days) == len(recap.sessions) else "orang-sesi"


def _of(part: int, whole: int) -> str:
    return f"{words.number(part)} dari {words.number(whole)}"
