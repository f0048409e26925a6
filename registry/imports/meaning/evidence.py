"""What speaks for and against a row being about a known person."""

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

from registry.imports.rows import CleanRow, Known, Post
from registry.names import Likeness, compare_keys, name_key, order_free

PHONE, BIRTH, VILLAGE, DISTRICT, ROLE = "phone", "birth_date", "village", "district", "role"
NIK, NIK_SLIP, MEMBER, SEX = "nik", "nik_slip", "member_number", "sex"
NUMBER = "number"  # of a namesake
SLIPS = 2  # digits by which a NIK may be mistyped

# How much each counts when candidates are put in order, and how much against. A NIK of one's own is all but
# proof of being somebody else, unless it is a slip away; a phone changes, a village too.
FOR = {PHONE: 4, BIRTH: 4, VILLAGE: 2, DISTRICT: 1, ROLE: 0, SEX: 0, NIK: 4, MEMBER: 4}
AGAINST = {
    NIK: 5,
    NIK_SLIP: 2,
    BIRTH: 2,
    MEMBER: 2,
    PHONE: 1,
    VILLAGE: 1,
    DISTRICT: 1,
    SEX: 1,
    NUMBER: 1,
    ROLE: 0,
}
NAMESAKE = re.compile(r"\b([1-9]\d?)\W*$")  # Hasan 2, Hasan (2)


@dataclass(slots=True)
class Evidence:
    """One known person held against one row: how the names compare, which facts agree and which differ."""

    known: Known
    name: Likeness
    agrees: set[str]
    differs: set[str]
    is_turned: bool = False  # the same words in another order: Hasan Moh for Moh Hasan
    whole_post: bool = False  # the row names the very seat: role and district of a post that has no village

    @property
    def score(self) -> int:
        """For less against: only for the order of candidates and for leaving out the hopeless."""
        return sum(FOR[fact] for fact in self.agrees) - sum(AGAINST[fact] for fact in self.differs)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Best candidates first; the id keeps the order the same every time."""
        return (-self.score, -self.name, self.known.id)

    @property
    def suffices(self) -> str | None:
        """The rule by which this person is the one without asking, or None.

        A name and a second fact that few people share, and nothing against it: phone, birth date, village, or
        the single seat of a district. The weaker the name agrees, the more is asked for. A phone that differs
        only outweighs a village: people change phones, and a village has namesakes; so does another number
        behind the name.
        """
        if self.name is Likeness.DIFFERENT or self.differs & {NIK, NIK_SLIP, BIRTH, SEX, MEMBER}:
            return None
        if self.name is Likeness.NEAR or self.is_turned:
            sure = BIRTH in self.agrees and self.agrees & {VILLAGE, PHONE}
            return "name_birth" if sure else None
        if self.name is Likeness.PARTIAL:
            sure = self.agrees & {PHONE, BIRTH} and self.agrees & {VILLAGE, DISTRICT}
            return ("phone_name" if PHONE in self.agrees else "name_birth") if sure else None
        if PHONE in self.agrees:
            return "phone_name"
        if BIRTH in self.agrees:
            return "name_birth"
        if self.differs & {PHONE, NUMBER}:
            return None
        if VILLAGE in self.agrees:
            return "name_village"
        return "name_district" if self.whole_post and self.name is Likeness.EQUAL else None

    @property
    def contradicts_only_by_name(self) -> bool:
        """Is it the phone and the birth day of a person, under a name that is another (Yoef for Yosef)?"""
        return {PHONE, BIRTH} <= self.agrees and not self.differs & {NIK, SEX, MEMBER}

    @property
    def is_candidate(self) -> bool:
        """Should a clerk see this person? The same name with one thing against it; a like one with none."""
        if (
            self.name is Likeness.EQUAL
            and self.differs <= {VILLAGE, DISTRICT}
            and " " in self.known.name.strip()
        ):
            return True  # somebody who moved, as far as the sheet tells
        if self.name >= Likeness.COMPATIBLE:
            return self.score >= -1
        return self.score >= 1 or not self.differs


def weigh(row: CleanRow, known: Known, name: Likeness, *, is_turned: bool = False) -> Evidence:
    """Hold a known person against a row. What either side does not know speaks neither way.

    `is_turned` says that the names are the same words in another order.
    """
    agrees: set[str] = set()
    differs: set[str] = set()
    values = row.values
    for fact, theirs in (
        (NIK, known.nik),
        (PHONE, known.phone),
        (SEX, known.sex),
        (MEMBER, known.member_number),
    ):
        ours = values[fact]
        if not ours or not theirs:
            continue
        if fact == NIK and ours[-1] == "0" and ours[:-1] == theirs[:-1]:
            continue  # a spreadsheet took the last digit before the file became text
        if fold_number(fact, ours) == fold_number(fact, theirs):
            agrees.add(fact)
        else:
            differs.add(NIK_SLIP if fact == NIK and OSA.distance(ours, theirs) <= SLIPS else fact)
    if values[BIRTH] and known.birth_date and not is_exchanged(values[BIRTH], known.birth_date):
        (agrees if values[BIRTH] == known.birth_date else differs).add(BIRTH)
    if namesake_number(values["name"]) != namesake_number(known.name):
        differs.add(NUMBER)
    found = Evidence(known, name, agrees, differs, is_turned)
    _weigh_posts(values, known.posts, found)
    return found


def _weigh_posts(values: dict[str, str | None], posts: list[Post], found: Evidence) -> None:
    """Village, district and role, from the post that comes nearest to the row; past posts count as well."""
    village, district, role = values[VILLAGE], values[DISTRICT], values[ROLE]
    if not posts:
        return
    villages = {post.village for post in posts if post.village}
    districts = {place for post in posts if (place := district_of(post))}
    if village and villages:
        (found.agrees if village in villages else found.differs).add(VILLAGE)
    if district and districts:
        (found.agrees if district in districts else found.differs).add(DISTRICT)
    if role:
        (found.agrees if any(post.role == role for post in posts) else found.differs).add(ROLE)
    found.whole_post = not village and any(
        not post.village and district and district_of(post) == district and post.role == role
        for post in posts
    )


def district_of(post: Post) -> str | None:
    """The district of a post, also of one that only tells its village."""
    return post.district or (post.village[:8] if post.village else None)


def namesake_number(name: str) -> str:
    """The number by which a list tells namesakes apart, "" where there is none: 2 of "Hasan 2"."""
    found = None if name[-1:].isalpha() else NAMESAKE.search(name)
    return found[1] if found else ""


def fold_number(fact: str, number: str) -> str:
    """Member numbers are compared without case, blanks and dots."""
    return "".join(sign for sign in number if sign.isalnum()).upper() if fact == MEMBER else number


def is_exchanged(one: str, other: str) -> bool:
    """Are these two days the same but for day and month? That is a slip, and contradicts nothing."""
    if one == other or one[:4] != other[:4]:
        return False
    day = date.fromisoformat(one)
    return other == f"{day.year:04}-{day.day:02}-{day.month:02}"


def fits_a_post(values: dict[str, str | None], known: Known, *, past: bool) -> bool:
    """Does the row agree with a post this person holds (`past`: or held)? Who has no post fits all."""
    posts = [post for post in known.posts if past or post.current]
    if not posts:
        return True
    role, district, village = values[ROLE], values[DISTRICT], values[VILLAGE]
    return any(
        (not role or post.role == role)
        and (not district or not district_of(post) or district_of(post) == district)
        and (not village or not post.village or post.village == village)
        for post in posts
    )


def tells_an_ended_post(values: dict[str, str | None], known: Known) -> bool:
    """Does the row say what this person was and is no more: role, place and start of a post that has ended?

    An export as of an earlier day, or of those whose service ended, says so. Nobody is appointed by it again.
    """
    role, district, village = values[ROLE], values[DISTRICT], values[VILLAGE]
    return any(
        (post.role, district_of(post), post.village, post.start)
        == (role, district, village, values["service_start"])
        for post in known.posts
        if not post.current
    )


def likeness(row_key: str, known_key: str) -> Likeness:
    """How two name keys compare."""
    return Likeness.EQUAL if row_key == known_key else compare_keys(row_key, known_key)


def is_turned(row_key: str, known_key: str) -> bool:
    """Are two name keys the same words in another order?"""
    return order_free(row_key) == order_free(known_key) and row_key.replace(" ", "") != known_key.replace(
        " ", ""
    )


def contradicts(row_key: str, known_key: str) -> bool:
    """Are these the names of two people? Beside a number the order of their words says nothing."""
    return likeness(row_key, known_key) is Likeness.DIFFERENT and not is_turned(row_key, known_key)


def key_of(row: CleanRow) -> str:
    """The matching key of the row's name."""
    return name_key(row.values["name"])
