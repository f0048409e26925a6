"""The rows of the people list, ready to be written: one statement for the posts of a page, no logic left.

Written rows are plain text: a page of fifty costs its fifty rows and nothing a row.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from registry import access, nik, plugs
from registry.filters import SOON, past
from registry.models import Appointment, Region, RegionName, Status, User, Worker
from registry.templatetags.people import age
from welfare import shown
from welfare.addresses import addresses
from welfare.fields import KeyTextField
from welfare.templatetags.pilar import pill

# What one row is drawn from.
FIELDS = ("pk", "name", "nik", "phone", "sex", "birth_date", "education", "institution", "office")
TONES = {
    Status.SERVING: "success",
    Status.OVERDUE: "warning",
    Status.CANDIDATE: "info",
    Status.ENDED: "muted",
}
POST = {
    "role_code": F("role__code"),
    "role_name": F("role__short_name"),
    "level": F("region__level"),
    "region_key": F("region_id"),
    "district_key": F("region__district_id"),
    "regency_key": F("region__regency_id"),
    "province_key": F("region__province_id"),
}
PLACES = {"place": "region", "district": "region__district"}


@dataclass(slots=True)
class Row:
    """One person of the list; `post` is None without one, `tick` is it where the reader may act on it."""

    pk: int
    url: str
    name: str
    about: str
    pill: str  # the status as it is drawn
    post: SimpleNamespace | None = None
    tick: int | None = None
    role: str = ""
    is_acting: bool = False
    place: str = ""
    village: str = ""
    term: str = ""
    clock: str = ""
    education: str = ""
    institution: str = ""
    call_url: str = ""  # where the phone is called from; empty without one
    training: plugs.LastTraining | None = None

    def __getitem__(self, name: str) -> object:
        """What a template asks first; an exception for each of its questions would cost more than the row."""
        return getattr(self, name)


def rows_for(
    workers: Iterable[Worker], *, fits: Callable[[SimpleNamespace], bool], on: date, reader: User
) -> list[Row]:
    """The rows of `workers` as `reader` sees them, each with the post that `fits`, or else the main one.

    `fits` is asked of posts as `posts_of` gives them.
    """
    workers = list(workers)
    keys = [worker.pk for worker in workers]
    posts = posts_of(keys, on=on)
    names = RegionName.objects.earlier(on)
    trainings = plugs.last_trainings(keys, on=past(on))
    url, call_url = addresses("worker"), addresses("worker_call")
    sees_personal = access.sees_personal(reader)
    sexes = {Worker.Sex.MALE: pgettext("sex", "M"), Worker.Sex.FEMALE: pgettext("sex", "F")}
    drawn = {status: pill(TONES[status], status.label) for status in Status}
    rows = []
    for worker in workers:
        held = posts[worker.pk]
        post = next(filter(fits, held), None) or next(iter(held), None)
        status = post.status if post else Status.CANDIDATE
        is_own = access.edits(reader, worker)
        years = age(worker.birth_date, on) if sees_personal and is_own else None
        told = about(worker.nik, sexes.get(worker.sex, ""), years)
        row = Row(worker.pk, url(worker.pk), worker.name, told, drawn[status])
        row.education, row.institution = worker.education, worker.institution
        row.call_url = call_url(worker.pk) if worker.phone and sees_personal else ""
        row.training = trainings.get(worker.pk)
        if post:
            tell_post(row, post, on, names)
            row.tick = post.pk if is_own and not post.end_reason and lies_in(reader.scope, post) else None
        rows.append(row)
    return rows


def posts_of(keys: list[int], *, on: date) -> dict[int, list[SimpleNamespace]]:
    """All posts of these people as they stand on the day `on`, the one that matters first."""
    posts = Appointment.objects.filter(worker__in=keys).with_status(on=on).best_first(on=on)
    found = defaultdict(list)
    told = POST | {name: called(region, on) for name, region in PLACES.items()}
    for values in posts.values("pk", "worker_id", "status", "term_end", "is_acting", "end_reason", **told):
        found[values["worker_id"]].append(SimpleNamespace(**values))
    return found


def called(region: str, on: date) -> F | Coalesce:
    """What the region at the path `region` is called, locally where there is such a name; not on a past day.

    The names of a past day are told by `RegionName.objects.earlier`.
    """
    if on < timezone.localdate():
        return F(f"{region}__name")
    local = NullIf(f"{region}__local_name", Value("", output_field=KeyTextField()))
    return Coalesce(local, f"{region}__name")


def places_of(post: SimpleNamespace) -> tuple[int | None, ...]:
    """The ids of a post's region and those above it."""
    return post.region_key, post.district_key, post.regency_key, post.province_key


def lies_in(scope: Region, post: SimpleNamespace) -> bool:
    """Is the post one of the region `scope`?"""
    return scope.level == Region.Level.NATION or scope.pk in places_of(post)


def about(number: str | None, sex: str, years: int | None) -> str:
    """The second line: the NIK, masked, the sex, and the age where it may be told."""
    said = ", ".join(filter(None, [sex, "" if years is None else _("%(years)s y") % {"years": years}]))
    return " · ".join(filter(None, [nik.mask(number) or _("no NIK yet"), said]))


def tell_post(row: Row, post: SimpleNamespace, on: date, names: dict[int, str]) -> None:
    """Write the post into its row: place by its name of that day, end of the term and how near it is."""
    row.post = post
    row.role, row.is_acting = post.role_name, post.is_acting
    place = names.get(post.region_key, post.place)
    is_village = post.level == Region.Level.VILLAGE
    district = names.get(post.district_key, post.district)
    row.place, row.village = (district, place) if is_village else (place, "")
    if post.term_end:
        last = post.term_end - timedelta(days=1)
        row.term, row.clock = shown.day(last), clock(post.status, (last - on).days)
    else:
        row.term = shown.NOTHING


def clock(status: str, days: int) -> str:
    """How long the term still runs, once that matters; `days` until its last day."""
    if status == Status.OVERDUE:
        return ngettext("%(days)s day over", "%(days)s days over", -days) % {"days": shown.number(-days)}
    if status == Status.SERVING and days <= SOON:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": shown.number(days)}
    return ""
