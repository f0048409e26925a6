"""Tells the lines of a sheet that are about nobody: totals, signatures, page numbers, notes, section rows."""

import re
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from registry.imports.reading.columns import find_role, is_role_name
from registry.imports.rows import CellValue


def search_for(*patterns: str) -> re.Pattern:
    return re.compile("|".join(patterns), re.IGNORECASE)


MONTH = r"(?:jan|feb|peb|mar|apr|mei|jun|jul|ag|sep|okt|nop|nov|des)[a-z]*\.?"
TOTAL = search_for(
    r"^\W*(?:(?:sub|grand)[\s-]*)?(?:total|jumlah|jml|jlh|juml)\b(?!\s*hadir\s*[:=])",
    r"^\W*(?:di)?pindah(?:an|kan)\b",
)
PAGE = search_for(
    r"^\W*(?:hal(?:aman)?|page|lembar(?:\s*ke)?)\b\W*\d+(?:\W*(?:dari|of|/)\W*\d+)?\W*$",
    r"^\s*-\s*\d+\s*-\s*$",
    r"^\W*di ?cetak\b",
)
NOTE = search_for(
    r"^\W*(?:ket(?:erangan)?|catatan|nb|note|tembusan|legenda|petunjuk|sumber|lampiran)\s*[:.)]",
    r"^\W*(?:ket(?:erangan)?|catatan|nb|tembusan)\W*$",
    r"^\s*\*",
    r"=",
)
PLACE_AND_DATE = search_for(
    r"^[A-Za-z .'’]+,?\s*(?:tgl\.?|tanggal)?\s*[\d.…_]*\s*" + MONTH + r"\s*(?:\d{4}|20[\d.…_]*)\W*$",
    r"^[A-Za-z .'’]+,\s*[.…_ ]{3,}(?:\d{4}|20[\d.…_]*)\W*$",
)
SIGN_OFF = search_for(
    r"^\W*(?:mengetahui|menyetujui|mengesahkan|disahkan|diketahui|disetujui|dibuat|yang membuat|pembuat)\b",
    r"^\W*(?:an\.|a\.n\b|plt\b|plh\b|pj\.|pejabat|kepala (?!seksi kes)|ka\.? ?dinas|kadis|kabid|kasubag)",
    r"^\W*(?:sekretaris|bendahara|camat|lurah|ketua|panitia|petugas|koordinator|penanggung ?jawab)\b",
    r"^\W*(?:notulis|notulen|pptk|ppk|kuasa pengguna|pengguna anggaran|pelaksana|penyelenggara)\b",
    r"^\W*(?:hormat kami|demikian|saksi|operator|bupati|walikota|wali kota|sekda|asisten|verifikator)\b",
    r"^\W*(?:pembina|penata|pengatur)(?:\s(?:utama|muda|madya|tk|tingkat)\b.*|\W*)$",
    r"^\W*n\.?\s?i\.?\s?p\b\W*[\d ._…-]*$",
)
ENUMERATOR = search_for(
    r"^\s*\(?(?:[ivxlc]+|[a-z]|\d{1,2})\s*[.)]\s*",
    r"^\s*(?:[ivx]+|[a-z]|\d{1,2})(?:\s*[-–_]\s*|\s+(?=kec|desa|kel))",
)
LONE_ENUMERATOR = re.compile(r"^\(?(?:[IVXLC]+|[A-Z])\s*[.)]?$")
LONGEST_SECTION = 120  # signs of a line that names a place or a role for the rows below
COUNT = re.compile(r"\(?(?<!\d)\d+\s*(?:orang|org|peserta|psm|tksk|desa)?\)?\W*$", re.IGNORECASE)
REGION_WORDS = (
    ("regency", r"kab(?:upaten)?(?:\s*/\s*kota)?|kota(?=\s+[A-Z:])"),
    ("district", r"kec(?:amatan)?|kapanewon|kemantren|distrik"),
    ("village", r"desa(?:\s*/\s*kel(?:urahan)?\.?)?|kelurahan|kel|ds|nagari|gampong|pekon|kalurahan"),
)
REGION = {
    level: re.compile(rf"(?<![\w.])({word})\b\s*[.:]*\s*[:=]?\s*([A-Za-z][\w .'’\"/-]*)", re.IGNORECASE)
    for level, word in REGION_WORDS
}
SEVERAL = re.compile(r"\s(?:dan|serta)\s", re.IGNORECASE)  # "KEC. DRINGU DAN GENDING" is neither
REGION_WORD_BEFORE = re.compile(
    rf"(?<![\w.])(?:{'|'.join(words for level, words in REGION_WORDS if level != 'regency')})\b[\s.:]*$",
    re.IGNORECASE,
)
ROLE_LONG_FORM = re.compile(r"tenaga kesejahteraan sosial kecamatan", re.IGNORECASE)
VENUE = search_for(
    r"^\W*(?:tempat|lokasi|alamat|hari|tanggal|tgl|pukul|waktu|jam|acara|kegiatan|agenda|nomor|no)\b",
    r"^\W*(?:lampiran|perihal|jl|jalan|telp)\b",
    r"\b(?:aula|pendopo|gedung|balai|hotel|ruang|kantor|ballroom)\b",
    r"\b(?:rumah makan|convention|pukul|jalan|gor|telp)\b",
    r",\s*\d{1,2}\s|\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}",
)
LETTERHEAD = re.compile(r"\b(?:dinas|pemerintah|badan|sekretariat|bidang)\b", re.IGNORECASE)
# The words that begin the title of a list, before what it lists.
LIST_WORDS = frozenset(
    "daftar hadir nama data rekap rekapitulasi biodata database susunan bnba format form formulir pendataan "
    "keadaan anggota peserta by name address nominatif penerima pembayaran tanda terima honor honorarium "
    "insentif tali asih transport transportasi uang saku operasional pengurus profil alamat kontak "
    "laporan".split()
)
LIST_ENDS = re.compile(
    r"[\s,-]+(?:kec\w*|kab\w*|kota|desa|kel\w*|se|per|di|dalam|wilayah|tahun|thn|th|ta|bulan|prov\w*)\b.*$",
    re.IGNORECASE,
)
ENUMERATED = re.compile(r"^(?:[A-Za-z]|[IVX]{1,4}|\d{1,2})[.)]\s*(.+)$")  # "A. TKSK", a part of a longer list
ERROR = re.compile(r"^(?:#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)|Err:\d+)$", re.IGNORECASE)
PLACEHOLDER = re.compile(r"^\W*(?:dst|dll|dan seterusnya|dan lain-lain|etc)\W*$", re.IGNORECASE)
EXAMPLE = re.compile(r"^\W*(?:contoh|cth|misal(?:nya)?)\b\W*(?:pengisian|isian|format)?\W*$", re.IGNORECASE)
TEMPLATE_WORD = re.compile(
    r"^(?:[a-z]+(?:_[a-z0-9]+)+|[$#@]?\{+[^}]*\}+|\[[a-z_ ]+\]|<[a-z_ ]+>|%[a-z_]+%)$", re.IGNORECASE
)
NUMBER = re.compile(r"^\(?\d{1,6}\s*[.)]?\)?$")
DITTO = search_for(
    r"^(?:[\"”“„″〃]+|'{2,}|,{2,}|’’|´´|[-–]+\s*[\"”“″']+\s*[-–]+|[\"”“″]\s+[\"”“″])$",
    r"^(?:s\.?\s?d\.?\s?a\.?|idem|idm|ditto|sama|sama (?:dengan|dgn) (?:di )?atas)\.?$",
)


def is_number(value: CellValue) -> bool:
    """A running number: 1, 1.0, "1", "1.", "(1)"."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return value == int(value) and 0 <= value < 1_000_000
    return isinstance(value, str) and bool(NUMBER.match(value.strip()))


def is_error(value: CellValue) -> bool:
    """A formula that failed: its cell once held something."""
    return isinstance(value, str) and bool(ERROR.match(value.strip()))


def number_of(value: CellValue) -> int:
    """The running number itself; the value must be one."""
    return int(re.sub(r"\D", "", value)) if isinstance(value, str) else int(value)


def is_ditto(value: CellValue) -> bool:
    """A mark that repeats the cell above."""
    return isinstance(value, str) and is_ditto_text(value)


@lru_cache(maxsize=8192)
def is_ditto_text(text: str) -> bool:
    return len(text) < 30 and bool(DITTO.match(text.strip()))


def is_template_row(texts: list[str]) -> bool:
    """The row of field names ("col_name", "{nama}") that some programs leave in their workbooks."""
    return bool(texts) and all(TEMPLATE_WORD.match(text.strip()) for text in texts)


def is_column_numbers(values: list[CellValue]) -> bool:
    """A row "(1) (2) (3)", "1 3 4" or "a b c" under a header: it rises from left to right."""
    if len(values) < 2 or any(isinstance(value, str) and len(value) > 4 for value in values):
        return False
    letters = [re.sub(r"\W", "", value).lower() for value in values if isinstance(value, str)]
    if len(letters) == len(values) and all(len(letter) == 1 and letter.isalpha() for letter in letters):
        return len(letters) > 2 and all(ord(b) - ord(a) == 1 for a, b in pairwise(letters))
    if not all(is_number(value) for value in values):
        return False
    numbers = [number_of(value) for value in values]
    rising = all(left < right for left, right in pairwise(numbers))
    return rising and numbers[0] <= 3 and numbers[-1] <= 60


def is_total(text: str) -> bool:
    return bool(TOTAL.search(text))


def is_page(text: str) -> bool:
    return bool(PAGE.search(text))


def is_example(text: str) -> bool:
    """The mark of a line that only shows how to fill in a template."""
    return bool(EXAMPLE.match(text))


def is_placeholder(text: str) -> bool:
    """What stands where a list goes on or nobody is."""
    return bool(PLACEHOLDER.match(text))


def is_remark(text: str) -> bool:
    """A page number, a note or a legend."""
    return bool(PAGE.search(text) or NOTE.search(text))


def is_sign_off(text: str) -> bool:
    return bool(SIGN_OFF.search(text) or PLACE_AND_DATE.search(text))


def strip_number(text: str) -> str:
    """ "I. KECAMATAN DRINGU (11 orang)" without its enumeration and its count."""
    return COUNT.sub("", ENUMERATOR.sub("", text)).strip(" :;=,-–\t\n")


def section_context(text: str) -> dict[str, str]:
    """What a section row says of the rows below: a region after its word, or a role. {} when nothing."""
    words = " ".join(text.split())
    plain = strip_number(words) if len(words) <= LONGEST_SECTION else ""
    if not plain or VENUE.search(plain):
        return {}
    found = region_words(ROLE_LONG_FORM.sub("TKSK", plain))
    if role := find_role(plain):
        found["role"] = role
    return found


def may_begin_anew(text: str, found: dict[str, str]) -> bool:
    """Whether a section may follow signatures: "B. PSM" may, the "Kasi Kesra" who signs does not."""
    return (
        "role" not in found or len(found) > 1 or bool(ENUMERATOR.search(text)) or is_role_title(text, found)
    )


def is_role_title(text: str, found: dict[str, str]) -> bool:
    return is_role_name(strip_number(text)) and not found["role"].startswith("KASI")


def region_words(text: str) -> dict[str, str]:
    """Each region a line names after its word: {"district": "KECAMATAN DRINGU"}."""
    matches = {level: match for level in REGION if (match := region_match(level, text))}
    found = {}
    for level, match in matches.items():
        later = [other.start() for other in matches.values() if other.start() > match.start()]
        name = text[match.start(2) : max(match.start(2), min([match.end(2), *later]))]
        name = re.split(r"\s+(?:tahun|thn|th|tgl|tanggal)\b|\s\d{4}\b", name, flags=re.IGNORECASE)[0]
        name = name.strip(" .,:;-–(")
        is_one = level == "regency" or not (SEVERAL.search(name) or text[match.end(2) :][:1] in ("&", "+"))
        if name and is_one and not LETTERHEAD.search(name):
            found[level] = f"{match[1].partition('/')[0]} {name}"
    return found


def region_match(level: str, text: str) -> re.Match | None:
    """The word of a level with the name behind it; in "KECAMATAN KOTA MASOHI" Kota is part of the name."""
    match = REGION[level].search(text)
    while match and REGION_WORD_BEFORE.search(text, 0, match.start()):
        match = REGION[level].search(text, match.end(1))
    return match


def title_context(text: str) -> dict[str, str]:
    """What a line above the table says of all its rows. Venues and letterheads say nothing.

    `role_hint` is the role a list is named after ("DATA PSM KECAMATAN DRINGU", or a line of nothing else):
    good where rows have none.
    """
    plain = " ".join(text.split())
    if VENUE.search(plain) or len(plain) > 160:
        return {}
    plain = ROLE_LONG_FORM.sub("TKSK", plain)
    found = region_words(plain)
    if LETTERHEAD.search(plain):
        found.pop("district", None)
        found.pop("village", None)
    part = ENUMERATED.match(plain)
    named = listed(part[1] if part else plain)
    if is_role_name(named):
        found["role_hint"] = find_role(named)
    return found


def listed(title: str) -> str:
    """What a list is of, by its title: "DATA NAMA-NAMA PSM KECAMATAN DRINGU" -> PSM. A slip is forgiven."""
    words = re.split(r"[\s/–-]+", LIST_ENDS.sub("", title))
    while len(words) > 1 and is_list_word(words[0].lower()):
        del words[0]
    return " ".join(words)


def is_list_word(word: str) -> bool:
    return word in LIST_WORDS or (
        len(word) > 4 and any(OSA.distance(word, known) <= 1 for known in LIST_WORDS)
    )
