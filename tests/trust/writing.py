"""How an office writes one fact into a cell: the cell, what is true of it, and what must be said of it."""

import datetime
import random
from typing import NamedTuple

from registry.imports.rows import CellValue
from tests.trust.people import Person
from tests.trust.places import Scope, keys_of

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
OLD_MONTHS = "Djanuari Pebruari Maret April Mei Djuni Djuli Agt September Oktober Nopember Des".split()
SHORT_MONTHS = "Jan Feb Mrt Apr Mei Jun Jul Agt Sept Okt Nop Des".split()
EPOCH = datetime.date(1899, 12, 30)
MUHAMMAD = ("Moh.", "Muh.", "Moch.", "Mochamad", "Mohammad", "Mhd", "MUHAMAD")

# column styles: a column keeps to one, and slips into another now and then
NIK_STYLES = ("text", "text", "apostrophe", "spaces", "dots", "dashes", "nbsp", "letter o")
PHONE_STYLES = ("plain", "plain", "plus", "62", "number", "dashes", "spaces", "two", "label", "zero lost")
DATE_STYLES = (
    "date",
    "d-m-y",
    "d/m/y",
    "d/m/yy",
    "iso",
    "words",
    "old words",
    "short words",
    "serial",
    "d m y",
    "d.m.y",
)
SEX_STYLES = (
    ("L", "P"),
    ("LK", "PR"),
    ("Laki-laki", "Perempuan"),
    ("Pria", "Wanita"),
    ("l", "p"),
    (1, 2),
    ("male", "female"),
    ("P", "W"),
)
ROLE_STYLES = {
    "PSM": ("PSM", "psm", "P S M", "PSM Desa", "Pekerja Sosial Masyarakat", "PSM."),
    "TKSK": ("TKSK", "T K S K", "Tenaga Kesejahteraan Sosial Kecamatan", "TKSK Kec.", "tksk"),
    "KASI_KESRA": ("Kasi Kesra", "KASI KESOS", "Kasi Kesra Kecamatan", "Kepala Seksi Kesra"),
}  # fmt: skip
SLIP = 0.06


class Written(NamedTuple):
    """A cell, the value a careful reader takes from it, and the issue codes it must raise."""

    cell: CellValue
    truth: str | None
    issues: tuple[str, ...] = ()


def name(chance: random.Random, person: Person, style: str) -> Written:
    """The name, sometimes in capitals, with another Muhammad, or without the degree."""
    text = person.name
    words = text.split()
    if "Muhammad" in words and len(words) > 1 and chance.random() < 0.5:
        text = text.replace("Muhammad", chance.choice(MUHAMMAD))
    if chance.random() < 0.15:
        text = text.partition(",")[0]
    if "'" in text:
        text = text.replace("'", chance.choice("'’`‘"))
    if style == "upper":
        text = text.upper()
    shown = text
    if chance.random() < 0.05:
        text = f" {text.replace(' ', '  ')} "
    return Written(text, shown)


def nik(chance: random.Random, person: Person, style: str) -> Written:
    """Sixteen digits in many shapes, or none."""
    digits, roll = person.nik, chance.random()
    if roll < 0.02:
        return Written(float(digits[:15] + "0"), None, ("nik_precision",))
    if roll < 0.03:
        sign = chance.choice(",.")
        return Written(f"{digits[0]}{sign}{digits[1:6]}E+15", None, ("nik_precision",))
    if roll < 0.05:
        return Written(
            chance.choice(("0", "-", 0, "belum ada", "0000000000000000", "9999999999999999")), None
        )
    if roll < 0.06:
        return Written(chance.choice((digits[:15], digits + "1")), None, ("nik_length",))
    if roll < 0.08:
        return Written(None, None)
    forms = {
        "text": digits,
        "apostrophe": f"'{digits}",
        "spaces": f"{digits[:6]} {digits[6:12]} {digits[12:]}",
        "dots": f"{digits[:2]}.{digits[2:6]}.{digits[6:12]}.{digits[12:]}",
        "dashes": f"{digits[:6]}-{digits[6:12]}-{digits[12:]}",
        "nbsp": f"\xa0{digits}\xa0",
        "letter o": digits.replace("0", "O"),
    }
    return Written(forms[style], digits)


def phone(chance: random.Random, person: Person, style: str) -> Written:
    """A mobile number, with or without country code, sometimes two in one cell."""
    national, roll = "0" + person.phone[3:], chance.random()
    if roll < 0.05:
        return Written(chance.choice((None, "-", "tidak ada")), None)
    if roll < 0.07:
        return Written(national[:6], None, ("phone_invalid",))
    forms = {
        "plain": national,
        "plus": f"+62 {national[1:4]}-{national[4:8]}-{national[8:]}",
        "62": f"62{national[1:]}",
        "number": float(national[1:]),
        "zero lost": national[1:],
        "dashes": f"{national[:4]}-{national[4:8]}-{national[8:]}",
        "spaces": f"{national[:4]} {national[4:8]} {national[8:]}",
        "two": f"{national}{chance.choice(('/', ' / ', '; ', ', ', chr(10)))}085700001111",
        "label": f"WA {national}",
    }
    return Written(forms[style], person.phone)


def birth(chance: random.Random, person: Person, style: str, nik_shown: bool) -> Written:
    """The birth date; `nik_shown` says whether the row's NIK can bear witness."""
    born, roll = person.born, chance.random()
    if roll < 0.02:
        return Written(chance.choice((str(born.year), born.year)), None, ("birth_date_invalid",))
    if roll < 0.03:
        return Written(f"31 Februari {born.year}", None, ("birth_date_invalid",))
    if roll < 0.06 and nik_shown and born.day <= 12 and born.day != born.month:
        swapped = datetime.date(born.year, born.day, born.month)
        text = chance.choice((swapped, f"{swapped:%d/%m/%Y}"))
        return Written(text, born.isoformat(), ("birth_date_swapped",))
    if roll < 0.08:
        return Written(chance.choice((None, "-")), None)
    return Written(day_text(born, style), born.isoformat())


def day_text(day: datetime.date, style: str) -> CellValue:
    """One day in one of DATE_STYLES."""
    month = day.month - 1
    forms = {
        "date": day,
        "d-m-y": f"{day:%d-%m-%Y}",
        "d/m/y": f"{day.day}/{day.month}/{day.year}",
        "d/m/yy": f"{day.day}/{day.month}/{day:%y}",
        "iso": day.isoformat(),
        "words": f"{day.day} {MONTHS[month]} {day.year}",
        "old words": f"{day.day} {OLD_MONTHS[month]} {day.year}",
        "short words": f"{day.day}-{SHORT_MONTHS[month]}-{day.year}",
        "serial": float((day - EPOCH).days),
        "d m y": f"{day:%d %m %Y}",
        "d.m.y": f"{day:%d.%m.%Y}",
    }
    return forms[style]


def birth_in_one(
    chance: random.Random, person: Person, style: str, nik_shown: bool
) -> tuple[Written, Written]:
    """(place, date) of one cell "Probolinggo, 12 Mei 1980"; the cell stands in the first."""
    if style in ("date", "serial"):
        style = "words"
    day = birth(chance, person, style, nik_shown)
    place = chance.choice((person.birth_place, person.birth_place.upper()))
    if day.cell in (None, "-"):
        return Written(place, place), day
    said = day.cell if isinstance(day.cell, str) else day_text_of(day.cell)
    gap = chance.choice((", ", ", ", ",", "/", " ", " , "))
    return Written(f"{place}{gap}{said}", place), day


def day_text_of(value: CellValue) -> str:
    return f"{value:%d-%m-%Y}" if isinstance(value, datetime.date) else str(value)


def sex(person: Person, style: tuple) -> Written:
    male, female = style
    return Written(male if person.sex == "male" else female, person.sex)


def role(person: Person, style: int) -> Written:
    forms = ROLE_STYLES[person.role]
    return Written(forms[style % len(forms)], person.role)


def district(scope: Scope, code: str, style: str) -> str:
    """A kecamatan's name as columns, sections and sheet names have it."""
    text = scope.names[code]
    forms = {
        "plain": text,
        "upper": text.upper(),
        "kec.": f"Kec. {text}",
        "KEC.": f"KEC.{text.upper()}",
        "kecamatan": f"Kecamatan {text}",
        "KECAMATAN": f"KECAMATAN {text.upper()}",
        "lower": text.lower(),
    }
    return forms[style]


DISTRICT_STYLES = ("plain", "upper", "kec.", "KEC.", "kecamatan", "lower")
VILLAGE_STYLES = ("plain", "upper", "desa", "ds.", "kind")


def village(chance: random.Random, scope: Scope, code: str, style: str) -> str:
    """A village's name: with its kind or without, words joined or apart."""
    text = scope.names[code]
    kind = "Kel." if code[9] == "1" else "Desa"
    if chance.random() < 0.1 and " " in text and not {"i", "v", "x"} & set(text.lower().split()[-1][:1]):
        text = text.replace(" ", "")
    forms = {
        "plain": text,
        "upper": text.upper(),
        "desa": f"{kind} {text}",
        "ds.": f"Ds. {text}" if kind == "Desa" else f"Kel. {text}",
        "kind": f"{'Kelurahan' if kind == 'Kel.' else 'DESA'} {text}",
    }
    return forms[style]


def with_kind(scope: Scope, code: str) -> str:
    """Desa or Kel. before the name; a desa adat has the word in its name."""
    name = scope.names[code]
    return name if name.startswith("Desa ") else f"{'Kel.' if code[9] == '1' else 'Desa'} {name}"


def misspelt(chance: random.Random, scope: Scope, code: str) -> str | None:
    """The name of a village with a wrong letter that makes no other region's; None where that fails."""
    text = scope.names[code]
    place = chance.randrange(1, len(text))
    if len(text) < 6 or not text[place].isalpha():
        return None
    wrong = text[:place] + ("x" if text[place].lower() != "x" else "q") + text[place + 1 :]
    if any(set(keys_of(wrong)) & set(keys_of(name)) for name in scope.names.values()):
        return None
    return wrong
