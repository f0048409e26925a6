"""What stands at the head and the foot of every paper: the letterhead and who signs."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registry.models import Office, Official, Region, User
from welfare import words
from welfare.errors import RuleError
from welfare.printing import image_data

TO_WRITE = "." * 24  # filled in by hand where the office recorded no place


@dataclass(frozen=True)
class Head:
    """The office a paper comes from and its officials of all times, the newest first."""

    office: Office
    officials: tuple[Official, ...]

    def signer(self, *, place: str, on: date) -> dict:
        """Who signs, as templates take it: the division's head on behalf, else the head, else a blank."""
        division = self._official("division_head", on)
        if division is None:
            return self.head_signer(place=place, on=on)
        standing = "" if division.standing == Official.Standing.ON_BEHALF else division.standing
        title = _head_title(self._official("head", on), self.office)
        return _block(division, [f"a.n. {title}", f"{standing} {division.title},".strip()], place, on)

    def head_signer(self, *, place: str, on: date) -> dict:
        """The head of the office alone, or a blank under the title."""
        head = self._official("head", on)
        return _block(head, [_head_title(head, self.office), f"{self.place_name},"], place, on)

    def division_signer(self, *, place: str, on: date) -> dict | None:
        """The division's head under his own title; None where there is none."""
        division = self._official("division_head", on)
        return division and _block(division, [f"{division.title},"], place, on)

    def official_signer(self, capacity: str, *heading: str, on: date, place: str = "") -> dict:
        """Who held a post on the day `on`, below `heading`; a blank for nobody."""
        signer = _block(self._official(capacity, on), list(heading), place, on)
        return signer if place else signer | {"place_date": ""}

    @property
    def place_name(self) -> str:
        """`KABUPATEN PROBOLINGGO`: whose office it is, in the capitals of the line above a name."""
        region = self.office.region
        province = "PROVINSI " if region.level == Region.Level.PROVINCE else ""
        return f"{province}{region.name.upper()}"

    def letterhead(self) -> dict:
        """The lines and the picture at the top of each paper."""
        office = self.office
        return {
            "above": [office.government] if office.government else [],
            "name": office.name.splitlines(),
            "address": office.address.splitlines(),
            "city": f"{office.town} {office.postcode}".strip().upper(),
            "logo": _picture(office),
        }

    def _official(self, capacity: str, on: date) -> Official | None:
        """Who held the post on the day `on`."""
        held = (one for one in self.officials if one.capacity == capacity and on in one.service)
        return next(held, None)


def _head_title(head: Official | None, office: Office) -> str:
    """What stands above the name of the head: `Plt. KEPALA DINAS SOSIAL`."""
    return f"{head.standing} {head.title}".strip() if head else f"KEPALA {office.name}"


def _block(official: Official | None, heading: list[str], place: str, on: date) -> dict:
    """A signer as templates take it; dots to write on where nobody is recorded."""
    return {
        "place_date": f"{place or TO_WRITE}, {words.long_date(on)}",
        "heading": heading,
        "name": official.name if official else "",
        "rank": official.rank if official else "",
        "nip": words.nip(official.nip) if official else "",
    }


def blank_signer(*heading: str) -> dict:
    """A signer of another office, whose name is written by hand."""
    return {"place_date": "", "heading": list(heading), "name": "", "rank": "", "nip": ""}


def head_of(office: Office) -> Head:
    """The office with its officials; 1 statement."""
    return Head(office, tuple(office.officials.order_by("-service", "pk")))


def office_for(region: Region, reader: User | None) -> Office:
    """The reader's own office where it covers the region, else the nearest above; RuleError without any."""
    if reader and reader.office and reader.office.region.contains(region):
        return reader.office
    above = [region.district_id, region.regency_id, region.province_id]
    offices = Office.objects.filter(region__in=[pk for pk in above if pk]).select_related("region")
    nearest = sorted(offices, key=lambda office: (above.index(office.region_id), office.pk))
    if not nearest:
        raise RuleError(
            _("No office is recorded for %(region)s yet, so no paper can carry its head.")
            % {"region": region.label}
        )
    return nearest[0]


def _picture(office: Office) -> str | None:
    """The logo as text; none when the office has none or its file is gone."""
    try:
        with office.logo.open() as file:
            return image_data(file.read())
    except (ValueError, FileNotFoundError):
        return None
