"""Comparing Indonesian personal names.

Names are stored and shown exactly as written. Everything here makes *keys* that are used for comparing only.
The rules come from how offices write names: titles before and degrees after, Moh. for Muhammad, the spelling
of before 1972, letters spaced out by a scanner. A name alone never says who somebody is.
"""

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

CACHE = 200_000


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Written before a name; cut from the front as long as another word remains (so "H" alone stays a name).
TITLES = _listed(
    "h hj haji hajjah hajah kh k kyai kiai nyai gus drs dra dr drg drh ir prof r rr raden ust ustad ustadz "
    "ustadzah ustazah ny nyonya nn nona tn tuan sdr sdri saudara saudari bpk bapak bp ibu pak bu alm almh "
    "almarhum almarhumah habib"
)
# Of these the ones that are no title, only polite.
COURTESIES = _listed("sdr sdri saudara saudari bpk bapak bp ibu pak bu ny nyonya nn nona tn tuan")
# Degrees that stand at the end without a comma before them; dots and blanks are gone: S. Tr. Sos -> strsos.
DEGREES = _listed(
    "ssos ssosi spd spdi se sei sh shi shum sag st stp skom skomi sip sap skm skep ssi spsi sikom sfarm ssn "
    "sked sth sthi skeb skh spt shut sgz smb sst sstp stt strsos strkep strkeb spdsd spdaud stpd aks ak bsw "
    "ba be bsc amd amdkep amdkeb amdkom ama amapd amak msi mm mpd mpdi mh mhi map ma mkom mkes mt mag mkn "
    "mpsi msc mip me mei mikom msos msosi mpssp mps mba phd ners ns apt"
)

PARENTHESES = re.compile(r"\([^)]*\)?")
APOSTROPHES = re.compile(r"['’‘`´ʼʻ\"“”*]")
LETTERS = re.compile(r"[a-z]+")
SPACED_OUT = re.compile(r"(?<![a-z])(?:[a-z] ){2,}[a-z](?![a-z.])")
DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")

# Spellings of Muhammad. The long ones mean it anywhere, the short ones only before another word.
MUHAMMAD = _listed(
    "muhammad muhamad muhammed muhamed muhamat muhammat mohammad mohamad mohammed mohamed mohamat mochammad "
    "mochamad mochamat mochammed muchammad muchamad muchamat mukhammad mukhamad mokhammad mokhamad"
)
SHORT_MUHAMMAD = _listed("moh moch mohd muh muhd mhd mhmd much mukh mokh mchd md mohm muhm moeh moech moehd")
WORDS = {
    **dict.fromkeys(("achmad", "akhmad", "achmat", "akhmat", "ahmat", "ahmed", "akmad"), "ahmad"),
    **dict.fromkeys(("abd", "abdl", "abdoel", "abdull"), "abdul"),
    **dict.fromkeys(("st", "sitti", "sity"), "siti"),
}
DROPPED = _listed("bin binti bt bte")
# The spelling of before 1947 and 1972. "ch" (kh) and "j" (y) stay: too many names use them as they are.
OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"))


class Likeness(IntEnum):
    """How two names compare; a higher value is stronger."""

    DIFFERENT = 0  # they contradict each other
    NEAR = 1  # a slip of the pen apart: Yunita and Yuninta
    PARTIAL = 2  # the words of one are among the words of the other: Sunarto and Sunarto Widodo
    COMPATIBLE = 3  # initials, doubled consonants, another order of words: M. Arifin and Muhammad Arifin
    EQUAL = 4  # the same key: Moh. Toha, S.Sos and Mohammad Toha


def plain(text: str) -> str:
    """Lower case without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.lower()


@lru_cache(CACHE)
def legible(text: str) -> str:
    """`text` on one line, without signs that nobody sees but that turn or hide the letters around them."""
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in seen).split())


def name_key(text: str | None) -> str:
    """The matching key of a name: folded words with one blank between them, "" when nothing is left.

    What it folds, in this order: accents and case; what stands after the first comma and degrees without one;
    letters spaced out; titles in front; Muhammad, Ahmad, Abdul and Siti; the old spelling; bin and binti. A
    bare "M." stays an initial: it may be Maria or Mulyono.
    """
    if not text:
        return ""
    words = _bare(text)
    if not words:
        return ""
    if len(words) > 1 and words[0] in SHORT_MUHAMMAD:
        words[0] = "muhammad"
    key = " ".join(map(_fold_word, words))
    if " " in key:
        key = " ".join(word for word in key.split(" ") if word not in DROPPED) or key
    return key


def spellings(word: str) -> tuple[str, ...]:
    """How a word that is searched for may stand in a key: behind another word Moh is kept as it is."""
    return (word, "muhammad") if word in SHORT_MUHAMMAD else (word,)


def leaves_out_titles(name: str, fuller: str) -> bool:
    """Is `name` the name `fuller` without some of its titles and degrees, if perhaps with a Bpk.?"""
    bare = _bare(name)
    if not bare or bare != _bare(fuller):
        return False
    own = [word for words in titles_around(name) for word in words if word not in COURTESIES]
    others = [word for words in titles_around(fuller) for word in words]
    rest = iter(others)
    return not own or (len(own) < len(others) and all(word in rest for word in own))


def titles_around(text: str) -> tuple[list[str], list[str]]:
    """The words of the titles before a name and of those behind it: (["drs"], ["m", "si"])."""
    words = LETTERS.findall(APOSTROPHES.sub("", plain(text)))
    start = _titles_in_front(words)
    return words[:start], words[start + len(_bare(text)) :]


def _bare(text: str) -> list[str]:
    """The words of a name without titles and degrees, otherwise as written."""
    words = _without_degrees(_words(plain(text)))
    return words[_titles_in_front(words) :]


def _titles_in_front(words: list[str]) -> int:
    """How many words in front are titles; one word always remains."""
    start = 0
    while start < len(words) - 1 and words[start] in TITLES:
        start += 1
    return start


def _words(text: str) -> list[str]:
    """The words of a name in lower case, without brackets, apostrophes and what follows a comma."""
    if "(" in text:
        text = PARENTHESES.sub(" ", text)
    text = APOSTROPHES.sub("", text)
    head, comma, _ = text.partition(",")
    if comma and head.strip():
        text = head
    return LETTERS.findall(_join_spaced_out(text.strip()))


def _without_degrees(words: list[str]) -> list[str]:
    """Cut degrees of one to four words from the end, as long as a word of two letters remains before them."""
    size = 4
    while size:
        if len(words) > size and "".join(words[-size:]) in DEGREES and any(len(w) > 1 for w in words[:-size]):
            words, size = words[:-size], 4
        else:
            size -= 1
    return words


def _join_spaced_out(text: str) -> str:
    """A i s y a h -> Aisyah. Two blanks or more part the words of a name written like this."""
    if not SPACED_OUT.search(text):
        return text
    parts = re.split(r"\s{2,}", text)
    return " ".join(SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), part) for part in parts)


@lru_cache(50_000)
def _fold_word(word: str) -> str:
    if word in MUHAMMAD:
        return "muhammad"
    word = WORDS.get(word, word)
    for old, new in OLD_SPELLING:
        word = word.replace(old, new)
    return word


def bucket_of(key: str) -> str:
    """Where an index keeps a key so that names which may be the same meet; `compare_keys` then tells.

    Without blanks (Nur Hasanah, Nurhasanah), doubled consonants (Effendi, Efendi) and Muhammad in front,
    which is written in full, as an initial, or left away.
    """
    first, _, rest = key.partition(" ")
    if rest and first in ("muhammad", "m"):
        key = rest
    return DOUBLED.sub(r"\1", key.replace(" ", ""))


@lru_cache(CACHE)
def order_free(key: str) -> str:
    """The words of a key in one order, Moh. behind another word being Muhammad too: Hasan Moh, Moh Hasan."""
    words = key.split(" ")
    return " ".join(
        sorted("muhammad" if word in SHORT_MUHAMMAD and len(words) > 1 else word for word in words)
    )


def has_initial(key: str) -> bool:
    """Is a word of the key a single letter? M. Arifin may be Muhammad, and Mulyono as well."""
    return any(len(word) == 1 for word in key.split(" "))


def compare(one: str | None, other: str | None) -> Likeness:
    """How two names as written compare. A missing name contradicts nothing and agrees with nothing: NEAR."""
    return compare_keys(name_key(one), name_key(other))


@lru_cache(CACHE)
def compare_keys(one: str, other: str) -> Likeness:
    """As `compare`, for two keys of `name_key`. The order of the two does not matter."""
    if not one or not other:
        return Likeness.NEAR
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return Likeness.EQUAL
    if DOUBLED.sub(r"\1", one.replace(" ", "")) == DOUBLED.sub(r"\1", other.replace(" ", "")):
        return Likeness.COMPATIBLE
    short, long = sorted((one.split(), other.split()), key=lambda words: (len(words), words))
    if sorted(short) == sorted(long) or (len(short) == len(long) and _aligned(short, long)):
        return Likeness.COMPATIBLE
    if _is_near(one, other):
        return Likeness.NEAR
    if len(short) < len(long) and _aligned(short, long):
        return Likeness.PARTIAL
    return Likeness.DIFFERENT


def _aligned(short: list[str], long: list[str]) -> bool:
    """Does every word of the short name stand in the long one, in order, whole or as an initial?

    At least one word must be written out in both: H. S. and Hadi Santoso say nothing of each other. Muhammad
    is so common that beside other words it does not count as that one.
    """
    rest = iter(long)
    spelt = short == ["muhammad"]
    for word in short:
        for mate in rest:
            if word == mate:
                spelt = spelt or (len(word) > 1 and word != "muhammad")
                break
            if (len(word) == 1 or len(mate) == 1) and word[0] == mate[0]:
                break
        else:
            return False
    return spelt


def _is_near(one: str, other: str) -> bool:
    """One slip of the pen (a letter more, less, changed, or two exchanged); two from 16 letters on."""
    one, other = _without_mangled_muhammad(one.split(), other.split())
    allowed = 2 if min(len(one), len(other)) >= 16 else 1
    if abs(len(one) - len(other)) > allowed or min(len(one), len(other)) < 4:
        return False
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _without_mangled_muhammad(one: list[str], other: list[str]) -> tuple[str, str]:
    """Both names joined, with M. and a slip in any spelling of Muhammad (Mochaad) put right beside one."""
    if len(one) == len(other):
        for position, pair in enumerate(zip(one, other, strict=True)):
            if "muhammad" in pair and pair[0] != pair[1] and all(map(_may_be_muhammad, pair)):
                one, other = list(one), list(other)
                one[position] = other[position] = "muhammad"
    return "".join(one), "".join(other)


@lru_cache(10_000)
def _may_be_muhammad(word: str) -> bool:
    return word == "m" or (
        word[0] == "m" and any(OSA.distance(word, way, score_cutoff=1) <= 1 for way in MUHAMMAD)
    )
