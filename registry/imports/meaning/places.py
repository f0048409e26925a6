"""The text of a place: the keys that names of regions are compared by, and cells that name several."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

REGENCY, DISTRICT, VILLAGE = "regency", "district", "village"


def _listed(words: str) -> list[str]:
    return words.split()


def _pairs(text: str) -> dict[str, str]:
    """{"tj": "tanjung"} of "tj:tanjung"."""
    return dict(pair.split(":") for pair in text.split())


# Words before a name that say its level; those of SAFE never begin a region's own name.
SAFE = {
    **dict.fromkeys(_listed("kec kecamatan distrik kapanewon kemantren"), DISTRICT),
    **dict.fromkeys(_listed("desa ds kel kelurahan"), VILLAGE),
    **dict.fromkeys(_listed("kab kabupaten"), REGENCY),
}
NAME_ENDS = frozenset(_listed("desa kemantren kelurahan"))  # Kecamatan Sanga Desa, Desa Kemantren
PROVINCE_WORDS = frozenset(_listed("prov provinsi propinsi"))
LEVEL_OF_WORD = {
    **SAFE,
    **dict.fromkeys(_listed("gampong gp nagari pekon kampung kampong kp lembang negeri adat"), VILLAGE),
    **dict.fromkeys(_listed("kal kalurahan"), VILLAGE),
    "kap": DISTRICT,
    **dict.fromkeys(_listed("kota kotamadya kodya administrasi adm"), REGENCY),
}

ROMAN = {
    numeral: str(number)
    for number, numeral in enumerate(
        _listed("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"), start=1
    )
}
UNITS = {
    word: number
    for number, word in enumerate(
        _listed("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"), start=1
    )
}
SHORT = _pairs(
    "tj:tanjung tjg:tanjung tg:tanjung tgg:tanjung sei:sungai sungei:sungai kp:kampung kr:karang "
    "pdk:pondok ps:pasar sbr:sumber smbr:sumber gn:gunung gng:gunung tlk:teluk sp:simpang lb:lubuk "
    "kdl:kidul wtn:wetan kln:kulon brt:barat tmr:timur slt:selatan utr:utara ut:utara tgh:tengah"
)
OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"))

QUOTES = re.compile(r"['’‘`´ʼʻ\"“”*]")
NEIGHBOURHOOD = re.compile(r"[\s,;(/]*\bR[TW]\b[\s./:]*\d+[^A-Za-z]*|\bR[TW]\b[\s./:]*$", re.IGNORECASE)
TOKENS = re.compile(r"[a-z]+|\d+")
BLANKS = frozenset(
    ("", "-", "--", "---", "–", "—", ".", "..", "...", "?", "0", "x", "tidak ada", "n/a", "nihil")
)
CUT = re.compile(r"\s*[,;/|(–—-]\s*")
BETWEEN = re.compile(r"\s*[,;/|(]\s*|\s+[-–—]\s+")
CODE_THEN_NAME = re.compile(r"(?P<code>\d[\d. ]{4,11}\d)[\s,;:/()–-]+(?P<name>[^\W\d].*)")
NAME_THEN_CODE = re.compile(r"(?P<name>[^\W\d].*?)[\s,;:/()–-]+(?P<code>\d[\d. ]{4,11}\d)[\s)]*")
LONGEST_COUNT, LAST_PART_OF_CODE = 2, 4  # digits
CODE = re.compile(r"\d{2}(?:[. ]?\d{2}(?:[. ]?\d{2}(?:[. ]?\d{4})?)?)?")


class Parts(NamedTuple):
    """What one cell says: the text of each level that a word before it names, and the text without one."""

    regency: str = ""
    district: str = ""
    village: str = ""
    bare: str = ""


@lru_cache(100_000)
def tokens(text: str) -> tuple[str, ...]:
    """Words and numbers in lower case; accents folded, apostrophes dropped (Soka'an -> sokaan)."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(TOKENS.findall(QUOTES.sub("", text).lower()))


def plain_key(words: tuple[str, ...]) -> str:
    """The key that joins split words: Kandang Jati and Kandangjati."""
    return "".join(words)


@lru_cache(100_000)
def loose_key(words: tuple[str, ...]) -> str:
    """The key that also folds numerals (Deme Satu, Deme I, Deme 1), abbreviations and old spelling."""
    found: list[str] = []
    position = 0
    while position < len(words):
        number, used = _number(words[position:])
        if used:
            found.append(str(number))
            position += used
            continue
        word = words[position]
        found.append(ROMAN.get(word) or SHORT.get(word, word))
        position += 1
    key = "".join(found)
    for old, new in OLD_SPELLING:
        key = key.replace(old, new)
    return key


def _number(words: tuple[str, ...]) -> tuple[int, int]:
    """A number in words at the beginning, up to 99, and how many words it takes (0 when there is none)."""
    first = UNITS.get(words[0])
    if first is None:
        return 0, 0
    following = words[1] if len(words) > 1 else ""
    if following == "belas":
        return first + 10, 2
    if following != "puluh":
        return first, 1
    unit = UNITS.get(words[2], 10) if len(words) > 2 else 10
    return (first * 10 + unit, 3) if unit < 10 else (first * 10, 2)


def halves(text: str) -> list[tuple[str, str]]:
    """Every way to part a text in two at a comma, slash or dash: names may have slashes themselves."""
    cuts = [(text[: found.start()].strip(), text[found.end() :].strip()) for found in CUT.finditer(text)]
    return [(before, after) for before, after in cuts if before and after]


def without_neighbourhood(text: str) -> str:
    """Kalirejo RT 01/RW 02 -> Kalirejo."""
    return NEIGHBOURHOOD.sub(" ", text).strip() if "r" in text.lower() else text


def without_prefix(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words as they are, then without one, two ... words that say a level: try them in this order."""
    found = [words]
    while len(words) > 1 and (words[0] in LEVEL_OF_WORD or words[0] in PROVINCE_WORDS):
        words = words[1:]
        found.append(words)
    return found


def without_numbers(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words without a running number in front, and without a part of a code at the end."""
    found = []
    if len(words) > 1 and words[0].isdecimal() and len(words[0]) <= LONGEST_COUNT:
        found.append(words[1:])
    if len(words) > 1 and words[-1].isdecimal() and len(words[-1]) == LAST_PART_OF_CODE:
        found.append(words[:-1])
    return found


@lru_cache(100_000)
def split(text: str) -> Parts:
    """The levels named in one cell: "Desa Kalirejo Kec. Dringu", "Kel. Jati, Kecamatan Mayangan".

    Only words that begin no region's own name part the cell; "Kota Baru" stays whole.
    """
    found = {REGENCY: "", DISTRICT: "", VILLAGE: "", "bare": "", "": ""}
    level, words, kind = "bare", [], ""
    pieces = re.findall(r"[^\s,;/|()]+|[,;/|()]", text)
    for place, piece in enumerate(pieces, start=1):
        said = _level_of(piece)
        is_last = place == len(pieces) or pieces[place] in ",;|-–"
        if said is None or (is_last and piece.lower() in NAME_ENDS and (words or level != "bare")):
            words.append(piece)
            continue
        is_named = _keep(found, level, words, kind)
        kind = _kind_of(piece) if said == VILLAGE and (is_named or level != VILLAGE) else ""
        following = SAFE.get((tokens(piece) or ("",))[-1])
        rest = re.sub(r"^\w+[.:]+", "", piece) if following is None else ""
        level, words = said, [rest] if rest else []
    _keep(found, level, words, kind)
    return Parts(found[REGENCY], found[DISTRICT], found[VILLAGE], found["bare"])


def _kind_of(piece: str) -> str:
    """Desa or Kelurahan, whichever a word before a village says: two of one name may lie in one district."""
    return "Kelurahan " if tokens(piece)[0].startswith("kel") else "Desa "


def _level_of(piece: str) -> str | None:
    """The level a word announces ("Kec.", "KEC.DRINGU", "Desa/Kel."), "" for a province, or None."""
    words = tokens(piece)
    if not words or (len(words) > 1 and not re.match(r"^\w+[.:]", piece)):
        return None
    return "" if words[0] in PROVINCE_WORDS else SAFE.get(words[0])


def _keep(found: dict[str, str], level: str, words: list[str], kind: str) -> bool:
    """Keep the first text of a level; whether there was a text at all."""
    text = " ".join(words).strip(" ,;/|()-–:.")
    if text and not found[level]:
        text = re.sub(r"\s+([,;/|)])", r"\1", text)
        found[level] = f"Kabupaten {text}" if level == REGENCY else kind + text
    return bool(text)


def code_beside_name(text: str) -> tuple[str, str]:
    """(code, name) of "35.13.19.2009 Kalirejo" or "Kalirejo (3513192009)"; both "" for another text."""
    found = CODE_THEN_NAME.fullmatch(text.strip()) or NAME_THEN_CODE.fullmatch(text.strip())
    code = as_code(found["code"]) if found else None
    return (code, found["name"]) if code else ("", "")


def blank_halves(text: str) -> list[tuple[str, str]]:
    """Every way to part a text in two at a blank."""
    words = text.split()
    return [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]


def as_code(text: str) -> str | None:
    """35.13.19.2003 for a code typed with or without dots; None when the text is no code."""
    text = text.strip().rstrip(".")
    if not text[:2].isdecimal() or not CODE.fullmatch(text):
        return None
    digits = re.sub(r"\D", "", text)
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)
