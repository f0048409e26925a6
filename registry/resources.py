"""The roster as a sheet: what an export holds, and an import understands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from registry import nik, phones
from registry.filters import PostFits
from registry.models import Appointment, AppointmentDecree, Decree, Region, RegionName, Worker
from welfare.resources import SheetField, SheetResource

SEX_LETTERS = {"male": "L", "female": "P"}
WRITTEN = ("district", "regency")  # of a region
AT_ONCE = 2000  # people fetched together, so that an export of all of them needs little memory


@dataclass(frozen=True)
class RosterLine:
    """A person with one post: one row a person, as the engine matches people."""

    worker: Worker
    post: Appointment | None

    @property
    def sex(self) -> str:
        return SEX_LETTERS.get(self.worker.sex, "")

    @property
    def regency(self) -> str:
        return above(self.post and self.post.region, "regency")

    @property
    def district(self) -> str:
        return above(self.post and self.post.region, "district")

    @property
    def village(self) -> str:
        return village_of(self.post and self.post.region)

    @property
    def home_district(self) -> str:
        return above(self.worker.home_region, "district")

    @property
    def home_village(self) -> str:
        return village_of(self.worker.home_region)

    @property
    def service_start(self) -> date | str | None:
        """The first day; only its year where no more is known."""
        if self.post is None or self.post.service.lower is None:
            return None
        is_exact = self.post.start_precision == Appointment.Precision.DAY
        return self.post.service.lower if is_exact else str(self.post.service.lower.year)

    @property
    def decree(self) -> Decree | None:
        """The latest decree of the post."""
        decrees = [paper.decree for paper in self.post.held_papers] if self.post else []
        return max(decrees, key=lambda decree: (decree.date or date.min, decree.pk), default=None)


def above(region: Region | None, level: str) -> str:
    """The official label of the region of that level in which `region` lies; empty where there is none."""
    found = getattr(region, level, None)
    return found.official_label if found else ""


def village_of(region: Region | None) -> str:
    """The official label of a village; empty for a wider region."""
    return region.official_label if region and region.level == Region.Level.VILLAGE else ""


class RosterResource(SheetResource):
    """The columns of the roster. The headings are those the engine knows best."""

    sheet_name = "Data PSKS"

    row_id = SheetField("ID Pilar", "worker__pk", "row_id", kind="digits", width=9)
    name = SheetField("Nama", "worker__name", "name", width=30)
    nik = SheetField("NIK", "worker__nik", "nik", kind="digits", width=19, personal=True, mask=nik.mask)
    member_number = SheetField(
        "NIAT/NIA", "worker__member_number", "member_number", kind="digits", width=14, personal=True
    )
    nip = SheetField("NIP", "worker__nip", "nip", kind="digits", width=20, personal=True)
    sex = SheetField("L/P", "sex", "sex", width=5)
    birth_place = SheetField("Tempat Lahir", "worker__birth_place", "birth_place", personal=True)
    birth_date = SheetField("Tanggal Lahir", "worker__birth_date", "birth_date", kind="date", personal=True)
    phone = SheetField(
        "No. HP", "worker__phone", "phone", kind="digits", width=17, personal=True, mask=phones.mask
    )
    email = SheetField("Email", "worker__email", "email", width=24, personal=True)
    role = SheetField("Unsur", "post__role__short_name", "role")
    regency = SheetField("Kabupaten/Kota Tugas", "regency", "regency", width=22)
    district = SheetField("Kecamatan Tugas", "district", "district", width=18)
    village = SheetField("Desa/Kelurahan Tugas", "village", "village", width=20)
    institution = SheetField("Instansi", "worker__institution", "institution", width=22)
    service_start = SheetField("TMT", "service_start", "service_start", kind="date")
    decree_number = SheetField("No. SK", "decree__number", "decree_number", width=24)
    decree_date = SheetField("Tanggal SK", "decree__date", "decree_date", kind="date")
    address = SheetField("Alamat", "worker__address", "address", width=30, personal=True)
    home_district = SheetField(
        "Kecamatan Domisili", "home_district", "home_district", width=18, personal=True
    )
    home_village = SheetField(
        "Desa/Kelurahan Domisili", "home_village", "home_village", width=20, personal=True
    )
    education = SheetField("Pendidikan", "worker__education", "education", width=12)


def with_papers(people: QuerySet[Worker], *, on: date) -> QuerySet[Worker]:
    """The people with all that a `RosterLine` asks: posts as of the day `on`, their decrees, their homes.

    What many share is fetched once: with a role and six regions joined to each, making the same objects again
    for every person was half of an export.
    """
    posts = Appointment.objects.with_status(on=on).best_first(on=on)
    papers = AppointmentDecree.objects.select_related("decree")
    return people.prefetch_related(
        Prefetch("appointments", posts, to_attr="posts"),
        Prefetch("posts__papers", papers, to_attr="held_papers"),
        "posts__role",
        *(f"{region}__{level}" for region in ("posts__region", "home_region") for level in WRITTEN),
    )


def roster_lines(people: QuerySet[Worker], *, on: date, fits: PostFits | None = None) -> Iterator[RosterLine]:
    """Each person with the post that `fits`, or else the one that matters most on the day `on`.

    The row of the people list tells of the same post. Regions go by their official names of that day: a local
    one is for the eye. Ten statements for 2,000 people, and one for the names of a day that is past.
    """
    names = RegionName.objects.earlier(on, local=False)
    for worker in with_papers(people, on=on).iterator(chunk_size=AT_ONCE):
        post = post_told(worker.posts, fits)
        if post and names:
            call_by_name_of_the_day(post.region, names)
        yield RosterLine(worker, post)


def post_told(posts: list[Appointment], fits: PostFits | None) -> Appointment | None:
    """Of somebody's posts, the one that matters most first, the one a row tells of."""
    if fits:
        posts = [
            post for post in posts if fits(post.role.code, post.status, places_of(post), post.term_end)
        ] or posts
    return next(iter(posts), None)


def call_by_name_of_the_day(region: Region, names: dict[int, str]) -> None:
    """Give `region` and those above it, as they stand in memory, the `names` they had."""
    for one in (region, region.district, region.regency):
        if one and one.pk in names:
            one.name = names[one.pk]


def places_of(post: Appointment) -> tuple[int | None, ...]:
    """The ids of a post's region and those above it."""
    region = post.region
    return region.pk, region.district_id, region.regency_id, region.province_id
