"""Offices: made when a region is first worked in, and a real office's first day."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.access import ADMINISTRATOR
from registry.models import Office, Region, User
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting

OFFICE_NAME, MINISTRY_NAME = "DINAS SOSIAL", "KEMENTERIAN SOSIAL"
# Provinces of central and of eastern time (Keppres 41/1987, and the provinces made of them since); all others
# keep western time.
CENTRAL_TIME = frozenset("51 52 53 63 64 65 71 72 73 74 75 76".split())
EASTERN_TIME = frozenset("81 82 91 92 93 94 95 96".split())


def time_zone_of(region: Region) -> str:
    """The zone a region keeps, as Office.Zone; the nation keeps Jakarta's."""
    province = region.code[:2]
    if province in CENTRAL_TIME:
        return Office.Zone.CENTRAL
    return Office.Zone.EAST if province in EASTERN_TIME else Office.Zone.WEST


def government(region: Region) -> str:
    """The first line of a letterhead: PEMERINTAH KABUPATEN PROBOLINGGO."""
    if region.level == Region.Level.NATION:
        return "REPUBLIK INDONESIA"
    kind = "PROVINSI " if region.level == Region.Level.PROVINCE else ""
    return f"PEMERINTAH {kind}{region.name.upper()}"


def ensure_office(region: Region, *, by: User | None = None) -> Office:
    """The office that works in `region`, made when there is none yet.

    A district or village is worked in by its regency's office. Of several offices it is the first one made.
    """
    seat = region.regency if region.level in {Region.Level.DISTRICT, Region.Level.VILLAGE} else region
    office = seat.offices.order_by("pk").first()
    if office:
        return office
    name = MINISTRY_NAME if seat.level == Region.Level.NATION else OFFICE_NAME
    with acting(by=by, reason=gettext_noop("first work in this region")):
        return _make_office(seat, name)


def _make_office(seat: Region, name: str) -> Office:
    """Twice at once makes one: the database refuses the second, which then takes the first's."""
    office, _made = Office.objects.get_or_create(
        region=seat, name=name, defaults={"government": government(seat), "time_zone": time_zone_of(seat)}
    )
    return office


def check_username(username: str) -> None:
    """Raise RuleError for a user name that is malformed or taken."""
    try:
        User._meta.get_field("username").run_validators(username)
    except ValidationError as error:
        raise RuleError(" ".join(error.messages)) from None
    if User.objects.filter(username__iexact=username).exists():
        raise RuleError(_("There is a user %(name)s already; nothing was changed.") % {"name": username})


@explained()
def set_up(*, region: Region, name: str, username: str, password: str) -> User:
    """The first day of the office `name` of `region`: the office, if it is new, and its first administrator.

    Raises RuleError for a region that has no dinas, and for a user name that is malformed or taken.
    """
    if region.level in {Region.Level.DISTRICT, Region.Level.VILLAGE}:
        raise RuleError(_("An office belongs to a regency, a city, a province or the nation."))
    check_username(username)
    with acting(reason=gettext_noop("setup")):
        user = User.objects.create_user(
            username, password=password, office=_make_office(region, name), scope=region, is_staff=True
        )
        user.groups.add(Group.objects.get(name=ADMINISTRATOR))
    return user
