"""Offices: the one of a region is made when it is first needed."""

from django.db import transaction

from registry.models import Office, Region, User
from welfare.history import acting

# Keppres 41/1987 on the time zones, by the province's code; all others are west.
CENTRAL = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
EAST = frozenset({"81", "82", "91", "92", "93", "94", "95", "96", "97"})


@transaction.atomic
def ensure_office(region: Region, *, by: User | None = None, name: str = "DINAS SOSIAL") -> Office:
    """The office that works for `region`; made if missing.

    A district or village is its regency's business; a province and the nation have their own office.
    """
    seat = region.regency or region.province or region
    office = Office.objects.filter(region=seat).order_by("pk").first()
    if office is not None:
        return office
    with acting(by=by, reason="office made when first needed"):
        return Office.objects.create(
            region=seat, name=name, government=_government(seat), time_zone=time_zone_of(seat)
        )


def time_zone_of(region: Region) -> str:
    """The time zone of the province a region lies in; WIB for the nation."""
    province = region.code.partition(".")[0]
    if province in CENTRAL:
        return Office.Zone.CENTRAL
    return Office.Zone.EAST if province in EAST else Office.Zone.WEST


def _government(region: Region) -> str:
    """The first line of the letterhead."""
    if region.level == Region.Level.PROVINCE:
        return f"PEMERINTAH PROVINSI {region.name.upper()}"
    if region.level == Region.Level.NATION:
        return "KEMENTERIAN SOSIAL REPUBLIK INDONESIA"
    return f"PEMERINTAH {region.name.upper()}"
