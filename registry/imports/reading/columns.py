"""Which field a column carries, told by the text over it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from registry.imports.reading.heading_words import field_by_words
from registry.imports.reading.sessions import SessionLabel, read_session
from registry.imports.reading.vocabulary import (
    FIELD_PHRASES,
    IGNORED_PHRASES,
    PRESENCE_PHRASES,
    ROLE_PATTERNS,
    SEX_WORDS,
    SIGNATURE_PHRASES,
)

SHORTEST_FUZZY = 5  # letters; below that "NIK", "NIP" and "NIA" would be one word
LETTERS_A_TYPO = 6  # one mistyped letter is believed in so many letters, one more is asked about

ABBREVIATIONS = {
    "nomor": "no", "nomer": "no", "nmr": "no", "tgl": "tanggal", "tg": "tanggal", "tmpt": "tempat",
    "tpt": "tempat", "tmp": "tempat", "temp": "tempat", "tempt": "tempat", "kec": "kecamatan",
    "kab": "kabupaten", "handphone": "hp", "hanphone": "hp", "hape": "hp", "ponsel": "hp",
    "telp": "telepon", "tlp": "telepon", "telpon": "telepon", "tlpn": "telepon", "tel": "telepon",
    "telephone": "telepon", "whatsapp": "wa", "whatapp": "wa", "whatsap": "wa", "ds": "desa", "dan": "",
    "wil": "wilayah", "number": "no",
    "yg": "yang", "jns": "jenis", "lhr": "lahir", "thn": "tahun", "th": "tahun", "nm": "nama", "nma": "nama",
    "jab": "jabatan", "jbtn": "jabatan", "pddkn": "pendidikan", "trkhr": "terakhir", "tgn": "tangan",
    "klm": "kelamin", "almt": "alamat", "kc": "kecamatan", "nmkec": "nama kecamatan", "nmdesa": "nama desa",
    "glr": "gelar", "dpn": "depan", "blkg": "belakang", "belkg": "belakang",
    "nmkel": "nama kelurahan", "nmkab": "nama kabupaten",
}  # fmt: skip
DUTY = re.compile(
    r"\b(lokasi|wilayah|tempat|daerah|area)? ?"
    r"(tugas|bertugas|penugasan|dampingan|kerja|pendampingan|binaan)\b"
)
LOCATION = re.compile(r"\b(lokasi|wilayah|tempat|daerah|area|penugasan|dampingan|binaan|alamat)\b")
HOME = re.compile(r"\b(domisili|rumah|tempat tinggal|tinggal|ktp)\b")
REGION_FIELDS = ("village", "district", "regency")
OPTION_PARENTS = {"sex", "role"}
TITLE_SIDES = frozenset(("title_before", "title_after"))
TITLE_FIELDS = TITLE_SIDES | {"titles"}
# One heading in two lines: "Nama" above "dan Gelar", "Nama /" above "Gelar".
GOES_ON = re.compile(r"[&/+(,-]|(?:dan|beserta|dengan)\b", re.IGNORECASE)
BREAKS_OFF = re.compile(r"(?:[&/+,-]|\b(?:dan|beserta|dengan))\s*$", re.IGNORECASE)
# Never carried, in whatever words: whose account, religion or mother it is.
PRIVATE = re.compile(r"\b(rekening|rek|bank|agama|ibu|ayah|suami|istri|waris|kk|kartu keluarga|npwp|bpjs)\b")
PART_OF_ADDRESS = re.compile(r"(?:rt|rw|dusun|lingkungan)(?: (?:rt|rw|dusun|lingkungan))*")
WORD = re.compile(r"[^\W\d_]{4,}")
QUESTION_NUMBER = re.compile(r"^\s*\(?\d{1,2}\s*[.)]\s*(?=[^\W\d_])")
GROUP_PATH = re.compile(r"(?=.*_)\w+(?:/\w+)+")  # of a survey program: "data_psm/nama_lengkap"
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
ROLE_TEXT = {code: re.compile(rf"\b(?:{pattern})\b") for code, pattern in ROLE_PATTERNS}
ROLE_ONLY = [re.compile(rf"(?:{pattern})(?: (?:{pattern}))*") for _code, pattern in ROLE_PATTERNS]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header says. `field` is "" when nothing is known of it, "ignored" when it is never carried.

    `place_kind` is "duty" or "home" where the header says which, "address" of a place that is one;
    `suggestion` is a field it resembles. `session` describes an attendance column; `option` is the value a
    tick in this column stands for.
    """

    field: str = ""
    place_kind: str = ""
    suggestion: str = ""
    session: SessionLabel | None = None
    option: str = ""

    @property
    def is_known(self) -> bool:
        return self.field not in ("", "ignored")


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """Lower case, letters and digits, one space between words, abbreviations spelled out."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("&", " dan ").replace("`", "")
    words = re.findall(r"[^\W_]+", folded)
    return " ".join(filter(None, (ABBREVIATIONS.get(word, word) for word in words)))


def mend(text: str) -> str:
    """The text with each word that is a slip away from one known word of headings put right: Kecamaan."""
    return WORD.sub(lambda found: known_word(found[0].casefold()) or found[0], text)


@lru_cache(maxsize=4096)
def known_word(word: str) -> str:
    """The one word of headings that this is, or is one slip away from; "" where none or several are."""
    if word in HEADING_WORDS:
        return word
    found = process.extract(word, LONG_WORDS, scorer=OSA.distance, score_cutoff=1, limit=None)
    near = [known for known, _, _ in found]
    return near[0] if len(set(map(words_of, near))) == 1 else ""


def squash(text: str) -> str:
    """The words without spaces, so that "N A M A" and "NAMA" are one."""
    return words_of(text).replace(" ", "")


PHRASES_AS_WRITTEN = (
    *(phrase for phrases in FIELD_PHRASES.values() for phrase in phrases),
    *IGNORED_PHRASES,
    *SIGNATURE_PHRASES,
    *PRESENCE_PHRASES,
)


def phrase_table() -> dict[str, str]:
    table = {squash(phrase): "ignored" for phrase in IGNORED_PHRASES}
    for field, phrases in FIELD_PHRASES.items():
        table.update((squash(phrase), field) for phrase in phrases)
    return table


PHRASES = phrase_table()
HEADING_WORDS = frozenset(word for text in (*PHRASES_AS_WRITTEN, *ABBREVIATIONS) for word in text.split())
LONG_WORDS = [word for word in HEADING_WORDS if len(word) >= SHORTEST_FUZZY]
FUZZY_PHRASES = [phrase for phrase in PHRASES if len(phrase) >= SHORTEST_FUZZY]


def classify(labels: tuple[str, ...]) -> Meaning:
    """The meaning of one column from the texts over it, the widest heading first."""
    labels = tuple(label for label in labels if label and label.strip())
    return classify_cached(labels) if labels else Meaning()


@lru_cache(maxsize=4096)
def classify_cached(labels: tuple[str, ...]) -> Meaning:
    """The meaning as written, or with the slips in its words put right where that is needed to find one."""
    found = classify_labels(labels)
    mended = tuple(map(mend, labels))
    if found.field or mended == labels:
        return found
    again = classify_labels(mended)
    return again if again.field else found


def classify_labels(labels: tuple[str, ...]) -> Meaning:
    session = read_session(labels)
    if session:
        return Meaning("attendance", session=session)
    if len(labels) > 1:
        return classify_child(labels[:-1], labels[-1])
    return classify_text(labels[0])


def classify_child(parents: tuple[str, ...], child: str) -> Meaning:
    """A column under wider headings: "Alamat" over "Desa", "Identitas" over "Kelahiran" over "Tempat"."""
    below = classify_text(child)
    for heading in dict.fromkeys((" ".join(parents), parents[-1])):
        if found := classify_under(heading, child, below):
            return found
    above = classify_text(" ".join(parents))
    if below.field in REGION_FIELDS and not below.place_kind:
        return Meaning(below.field, place_kind=place_kind(words_of(" ".join(parents))))
    if below.is_known or below.field == "ignored":
        return below
    return above if above.field else below


def classify_under(heading: str, child: str, below: Meaning) -> Meaning | None:
    """What heading and column mean together, None where each speaks for itself. `below`: the column alone."""
    above = classify_text(heading)
    if below.field == "ignored" and PART_OF_ADDRESS.fullmatch(words_of(child)):
        return below
    if above.field in OPTION_PARENTS and (option := option_of(above.field, child)):
        return Meaning(above.field, option=option)
    if above.field == "name" and below.field in TITLE_FIELDS and not is_one_heading(heading, child):
        return below
    joined = classify_exact(f"{heading} {child}") or classify_exact(f"{child} {heading}")
    if joined and joined.is_known:
        return joined
    if above.field in ("birth", "birth_date") and not below.is_known:
        words = words_of(child)
        part = "birth_place" if "tempat" in words or "kota" in words else ""
        return Meaning(part or ("birth_date" if re.search("tanggal|tahun|bulan", words) else above.field))
    return None


def is_one_heading(first: str, second: str) -> bool:
    """Whether two lines of a heading are one phrase, joined by a word or a sign: "Nama" above "& Gelar"."""
    return bool(BREAKS_OFF.search(first) or GOES_ON.match(second.strip()))


def option_of(field: str, child: str) -> str:
    """The value for which a ticked column stands, "" when it is no such column."""
    if field == "sex":
        return SEX_WORDS.get(words_of(child), "")
    return find_role(child)


def classify_text(text: str) -> Meaning:
    """One header by itself: exactly, without what stands in brackets, by its words, then by likeness.

    The questions of a form are numbered: "2. NIK".
    """
    text = QUESTION_NUMBER.sub("", text)
    plain = BRACKETS.sub(" ", text)
    candidates = (text, plain, plain.split(":")[0])
    for candidate in candidates:
        if found := classify_exact(candidate):
            return found
    for candidate in candidates:
        if field := field_by_words(words_of(candidate)):
            return Meaning(field)
    if GROUP_PATH.fullmatch(text):
        return classify_text(text.rpartition("/")[2])
    return classify_like(squash(plain))


def classify_exact(text: str) -> Meaning | None:
    if text.strip() in ("#", "№"):
        return Meaning("number")
    words = words_of(text)
    key = words.replace(" ", "")
    if not key:
        return None
    if key in PHRASES:
        return Meaning(PHRASES[key])
    if PRIVATE.search(words):
        return Meaning("ignored")
    return classify_place(words)


def classify_place(words: str) -> Meaning | None:
    """Region columns that say whether they mean the duty area or the home."""
    for pattern, kind in ((DUTY, "duty"), (HOME, "home")):
        if not pattern.search(words):
            continue
        rest = " ".join(pattern.sub(" ", words).replace("lokasi", " ").replace("alamat", " ").split())
        field = PHRASES.get(rest.replace(" ", ""))
        if field in REGION_FIELDS or field == "place":
            return Meaning(field, place_kind=kind)
        if rest in ("", "kode", "psm", "tksk", "nama", "di") and (kind == "home" or LOCATION.search(words)):
            return Meaning("place" if kind == "duty" else "address", place_kind=kind)
    return None


def place_kind(words: str) -> str:
    if DUTY.search(words):
        return "duty"
    return "home" if HOME.search(words) else "weak home" if "alamat" in words else ""


def classify_like(key: str) -> Meaning:
    """The field whose phrase is spelled most alike: taken when near, suggested when less near."""
    if not SHORTEST_FUZZY <= len(key) <= 60:
        return Meaning()
    believed = max(1, len(key) // LETTERS_A_TYPO)
    best = process.extractOne(key, FUZZY_PHRASES, scorer=OSA.distance, score_cutoff=believed + 1)
    if not best:
        return Meaning(suggestion="name") if key.startswith("nama") else Meaning()
    phrase, typos, _ = best
    if typos <= believed:
        return Meaning(PHRASES[phrase])
    return Meaning(suggestion=PHRASES[phrase] if PHRASES[phrase] != "ignored" else "")


def find_role(text: str) -> str:
    """The one role a text names, "" when it names none or several."""
    words = words_of(text)
    found = {code for code, pattern in ROLE_TEXT.items() if pattern.search(words)}
    return found.pop() if len(found) == 1 else ""


def is_role_name(text: str) -> bool:
    """Whether a text is the name of one role and nothing else, perhaps with its letters: "... (TKSK)"."""
    words = words_of(text)
    return any(pattern.fullmatch(words) for pattern in ROLE_ONLY)
