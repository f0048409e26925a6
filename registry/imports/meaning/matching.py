"""Who is this? Each row is given to a known person, to nobody (a new one), or to a clerk who decides.

The worst fault of a registry is to give a row to another person, so a row asks whenever the sheet does not
prove enough: an identifier whose name does not contradict it, or a name with a second fact and nothing
against it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from registry.imports.meaning.duplicates import settle_duplicates
from registry.imports.meaning.evidence import (
    MEMBER,
    Evidence,
    contradicts,
    district_of,
    fits_a_post,
    fold_number,
    is_turned,
    key_of,
    likeness,
    tells_an_ended_post,
    weigh,
)
from registry.imports.meaning.issues import issue
from registry.imports.meaning.resolving import AMBIGUOUS, OUTSIDE, UNKNOWN
from registry.imports.rows import CleanRow, Decision, Known
from registry.names import Likeness, bucket_of, has_initial, name_key, order_free

ATTENDANCE = "attendance"
ENDED_POST = "ended_post"  # the reason of a match by our own id whose row tells what somebody was before
IDENTIFIERS = ("row_id", "nik", "member_number")
SLIPS = 3  # letters that two names may differ by to be looked at more closely
SMALL = 10_000  # people among whom a name is looked for without knowing its place
SHOWN = 10  # candidates a clerk is shown
ASKS_WHEN_NEW = frozenset((UNKNOWN, AMBIGUOUS, "role_unknown"))  # a new appointment needs these


class RosterIndex:
    """The known people of one scope, found by every fact that can identify them.

    People outside the scope (`in_scope` False) are known by their NIK only, so that nobody is registered
    twice.
    """

    def __init__(self, people: Iterable[Known]) -> None:
        self.by_id: dict[int, Known] = {}
        self.by_nik: dict[str, Known] = {}
        self.niks_elsewhere: set[str] = set()
        self.by_member: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_phone: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_birth: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_village: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_district: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_name: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_words: defaultdict[str, list[Known]] = defaultdict(list)
        self.keys: dict[int, str] = {}
        for known in people:
            self._add(known)

    def _add(self, known: Known) -> None:
        if not known.in_scope:
            if known.nik:
                self.niks_elsewhere.add(known.nik)
            return
        key = name_key(known.name)
        self.by_id[known.id] = known
        self.keys[known.id] = key
        self.by_name[bucket_of(key)].append(known)
        self.by_words[order_free(key)].append(known)
        if known.nik:
            self.by_nik[known.nik] = known
        if known.member_number:
            self.by_member[fold_number(MEMBER, known.member_number)].append(known)
        if known.phone:
            self.by_phone[known.phone].append(known)
        if known.birth_date:
            self.by_birth[known.birth_date].append(known)
        for village in {post.village for post in known.posts if post.village}:
            self.by_village[village].append(known)
        for district in {place for post in known.posts if (place := district_of(post))}:
            self.by_district[district].append(known)

    def identified(self, row: CleanRow) -> dict[int, tuple[str, Known]]:
        """The people whom the row's identifiers name, each with the first identifier that does."""
        values = row.values
        found: dict[int, tuple[str, Known]] = {}
        row_id = values["row_id"]
        if row_id and row_id.isdecimal() and (known := self.by_id.get(int(row_id))):
            found[known.id] = ("row_id", known)
        if values["nik"] and (known := self.by_nik.get(values["nik"])):
            found.setdefault(known.id, ("nik", known))
        if values["member_number"]:
            for known in self.by_member.get(fold_number(MEMBER, values["member_number"]), ()):
                found.setdefault(known.id, ("member_number", known))
        return found

    def namesakes(self, row: CleanRow, key: str) -> list[Evidence]:
        """Everybody of the same name or what may be the same (M. Arifin, Muhammad Arifin), weighed.

        Among them those with the same words in another order: one slip, or two people.
        """
        if not self.by_id:
            return []
        turned = [
            known for known in self.by_words.get(order_free(key), ()) if is_turned(key, self.keys[known.id])
        ]
        found = [weigh(row, known, Likeness.COMPATIBLE, is_turned=True) for known in turned]
        seen = {known.id for known in turned}
        people = [known for known in self.by_name.get(bucket_of(key), ()) if known.id not in seen]
        return found + [weigh(row, known, likeness(key, self.keys[known.id])) for known in people]

    def lookalikes(self, row: CleanRow, key: str) -> list[Evidence]:
        """People of another, but like name who share phone, birth date, village or district, weighed."""
        if not self.by_id:
            return []
        values = row.values
        near: dict[int, Known] = {}
        for index, field in (
            (self.by_phone, "phone"),
            (self.by_birth, "birth_date"),
            (self.by_village, "village"),
        ):
            if value := values[field]:
                near.update((known.id, known) for known in index.get(value, ()))
        if values["district"]:
            near.update(
                (known.id, known) for known in self._near_names(self.by_district[values["district"]], key)
            )
        elif not near and len(self.by_id) <= SMALL:
            near.update((known.id, known) for known in self._near_names(list(self.by_id.values()), key))
        found = []
        for known in near.values():
            like = likeness(key, self.keys[known.id])
            evidence = weigh(row, known, like)
            if like is not Likeness.DIFFERENT or evidence.contradicts_only_by_name:
                found.append(evidence)
        return found

    def _near_names(self, people: list[Known], key: str) -> list[Known]:
        keys = [self.keys[known.id] for known in people]
        found = process.extract(key, keys, scorer=OSA.distance, score_cutoff=SLIPS, limit=SHOWN)
        return [people[position] for _key, _slips, position in found]


def decide(rows: Sequence[CleanRow], roster: RosterIndex, *, kind: str) -> list[Decision]:
    """What each row of a file is, in its order: match, create, choose (a clerk decides) or error.

    `kind` is "roster" or "attendance". A sheet of attendance may speak of a post that has ended since, and
    its new people need no region and no role.
    """
    decisions = [_decide(row, roster, kind) for row in rows]
    settle_duplicates(rows, decisions, kind)
    return decisions


def _decide(row: CleanRow, roster: RosterIndex, kind: str) -> Decision:
    if row.values["name"] is None:
        return Decision("error", None, reason="name_missing")
    identified = roster.identified(row)
    nik = row.values["nik"]
    if nik and nik in roster.niks_elsewhere and nik not in roster.by_nik:
        return Decision("error", None, reason="nik_elsewhere", issues=[issue("nik", "nik_elsewhere")])
    if identified:
        return _by_identifier(row, roster, identified, kind)
    codes = {known.code for known in row.issues}
    if OUTSIDE in codes and kind != ATTENDANCE:
        return Decision("error", None, reason=OUTSIDE)
    return _by_evidence(row, roster, kind, codes)


def _by_identifier(
    row: CleanRow, roster: RosterIndex, identified: dict[int, tuple[str, Known]], kind: str
) -> Decision:
    """Identifiers decide when they name one person whose name and NIK do not contradict the row."""
    key = key_of(row)
    if len(identified) > 1:
        found = [issue("nik", "ambiguous_person")]
        if any(contradicts(key, roster.keys[number]) for number in identified):
            found.append(issue("name", "name_mismatch"))
        return _ask(list(identified), "identifiers_disagree", *found)
    ((reason, known),) = identified.values()
    if contradicts(key, roster.keys[known.id]):
        others = [found.known.id for found in _best_first(roster.namesakes(row, key))]
        return _ask([known.id, *others], "name_mismatch", issue("name", "name_mismatch"))
    if row.values["nik"] and known.nik and row.values["nik"] != known.nik:
        return _ask([known.id], "identifiers_disagree", issue("nik", "ambiguous_person"))
    return _match(row, known, reason, kind)


def _by_evidence(row: CleanRow, roster: RosterIndex, kind: str, codes: set[str]) -> Decision:
    """Without an identifier: the one person whose facts suffice, or candidates, or somebody new."""
    key = key_of(row)
    found = roster.namesakes(row, key) if key else []
    if has_initial(key) or not any(evidence.suffices for evidence in found):
        seen = {evidence.known.id for evidence in found}
        found += [evidence for evidence in roster.lookalikes(row, key) if evidence.known.id not in seen]
    sufficient = _strongest([evidence for evidence in found if evidence.suffices])
    if len(sufficient) == 1:
        return _match(row, sufficient[0].known, sufficient[0].suffices, kind)
    candidates = _best_first(sufficient or [evidence for evidence in found if evidence.is_candidate])
    if candidates:
        return _ask_among(candidates)
    if OUTSIDE in codes or (kind != ATTENDANCE and codes & ASKS_WHEN_NEW):
        return _ask([], sorted(codes & (ASKS_WHEN_NEW | {OUTSIDE}))[0])
    return Decision("create", None, reason="new")


def _strongest(sufficient: list[Evidence]) -> list[Evidence]:
    """Of several who fit, the one of the same phone or birth date, where only one has it without a doubt."""
    personal = [evidence for evidence in sufficient if evidence.suffices in ("phone_name", "name_birth")]
    if len(personal) > 1:
        personal = [evidence for evidence in personal if not evidence.differs]
    return personal if len(personal) == 1 else sufficient


def _best_first(found: list[Evidence]) -> list[Evidence]:
    return sorted(found, key=lambda evidence: evidence.rank)[:SHOWN]


def _ask_among(candidates: list[Evidence]) -> Decision:
    """Ask, and say whether several fit equally or one fits, but not well enough."""
    first = candidates[0]
    if len(candidates) > 1 and candidates[1].rank[:2] == first.rank[:2]:
        return _ids_asked(candidates, "ambiguous_person", issue("name", "ambiguous_person"))
    if first.name < Likeness.COMPATIBLE:
        return _ids_asked(candidates, "name_near")
    if first.is_turned:
        return _ids_asked(candidates, "name_turned")
    if first.differs:
        return _ids_asked(candidates, "facts_differ")
    return _ids_asked(candidates, "name_district" if "district" in first.agrees else "name_only")


def _ids_asked(candidates: list[Evidence], reason: str, *issues) -> Decision:
    return _ask([evidence.known.id for evidence in candidates], reason, *issues)


def _ask(candidates: list[int], reason: str, *issues) -> Decision:
    return Decision("choose", None, list(dict.fromkeys(candidates))[:SHOWN], reason, list(issues))


def _match(row: CleanRow, known: Known, reason: str, kind: str) -> Decision:
    """The person is found; a row that speaks of another post than the one held still asks."""
    if reason == "row_id" and kind != ATTENDANCE and tells_an_ended_post(row.values, known):
        return Decision("match", known.id, [known.id], ENDED_POST)
    if not fits_a_post(row.values, known, past=kind == ATTENDANCE):
        return _ask([known.id], "post_mismatch", issue("role", "post_mismatch"))
    return Decision("match", known.id, [known.id], reason)
