"""People: one row a person, whatever he serves as and wherever."""

import re

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry import names, phones
from registry.models.office import Office
from registry.models.region import Region
from welfare.digits import digits_of
from welfare.fields import DerivedTextField, KeyTextField
from welfare.history import tracked
from welfare.revision import Revised

NAME_LENGTH = 150
NIK_PATTERN = r"^\d{16}$"
NIP_PATTERN = r"^\d{18}$"
PHONE_PATTERN = r"^\+\d{8,15}$"
BEFORE_NUMBER = re.compile(r"^(?:\s*(?:surat keputusan|sk|keputusan|no|nomor|nomer)\b[\s.:]*)+", re.I)
BLANKS_AROUND_SLASH = re.compile(r"\s*/\s*")
PLACED = (Region.Level.PROVINCE, Region.Level.REGENCY)  # scopes whose people are kept in order: WorkerPlace


class WorkerQuerySet(models.QuerySet):
    """People by who may see them and by what they serve as."""

    def visible_to(self, user) -> "WorkerQuerySet":
        """Those whom somebody working in the user's scope may see."""
        return self.seen_from(user.scope)

    def seen_from(self, scope: Region) -> "WorkerQuerySet":
        """Those who hold or held a post in the scope, or whom an office in it registered."""
        from registry.models.appointment import Appointment

        if scope.level == Region.Level.NATION:
            return self
        if scope.level in PLACED:
            return self.filter(places__region=scope)
        holders = Appointment.objects.within(scope).order_by().values("worker")
        offices = Office.objects.filter(**scope.scope_lookup("region__"))
        registered = Worker.objects.filter(office__in=offices).order_by().values("pk")
        return self.filter(pk__in=holders.union(registered))

    def listed_for(self, scope: Region) -> "WorkerQuerySet":
        """Those seen from `scope`, each with `sort_name` and `sort_id`: what one index yields in order."""
        name, key = ("places__name_key", "places__worker_id") if scope.level in PLACED else ("name_key", "pk")
        return self.seen_from(scope).annotate(sort_name=F(name), sort_id=F(key))

    def editable_by(self, user) -> "WorkerQuerySet":
        """Those `user` sees and may edit."""
        return self.visible_to(user).kept_by(user)

    def kept_by(self, user) -> "WorkerQuerySet":
        """A regency's staff keep everybody they see; a province or ministry only whom it registered."""
        return self.filter(office=user.office_id) if user.scope.is_wide else self

    def serving(self, *, on, role: str | None = None, within: Region | None = None) -> "WorkerQuerySet":
        """Those who hold a post on the day `on`, if given as `role` (a code) and inside `within`."""
        from registry.models.appointment import Appointment

        posts = Appointment.objects.serving(on=on).filter(worker=OuterRef("pk"))
        if role:
            posts = posts.filter(role__code=role)
        if within:
            posts = posts.filter(**within.scope_lookup("region__"))
        return self.filter(Exists(posts))

    def named(self, text: str) -> "WorkerQuerySet":
        """Those whose name holds every word of `text`, in any order, spelling and titles folded."""
        words = names.name_key(text).split()
        found = self if words else self.none()
        for word in words:
            ways = (Q(name_key__contains=way) for way in names.spellings(word))
            found = found.filter(Q(*ways, _connector=Q.OR))
        return found

    def named_like(self, text: str) -> "WorkerQuerySet":
        """Those whose name nearly holds `text`, with `likeness` (1 is exact)."""
        key = names.name_key(text)
        return self.annotate(likeness=TrigramWordSimilarity(key, "name_key")).filter(
            name_key__trigram_word_similar=key
        )

    def numbered(self, typed: str) -> "WorkerQuerySet":
        """Whose NIK, NIP, member number or phone `typed` is, written with or without blanks and dots."""
        digits = digits_of(typed)
        if not digits:  # an empty NIP is nobody's number
            return self.none()
        wanted = Q(nik=digits) | Q(nip=digits) | Q(member_number__in={digits, typed.strip()})
        phone, _fault = phones.clean(typed.strip())
        return self.filter(wanted | Q(phone=phone) if phone else wanted)

    def under_decree(self, text: str) -> "WorkerQuerySet":
        """Those named by a decree whose number holds `text`, with or without "No." and blanks."""
        from registry.models.appointment import AppointmentDecree

        number = BLANKS_AROUND_SLASH.sub("/", BEFORE_NUMBER.sub("", text))
        holds = Q(decree__number__icontains=text.strip()) | Q(decree__number__icontains=number)
        papers = AppointmentDecree.objects.filter(holds)
        return self.filter(pk__in=papers.values("appointment__worker"))

    def holding(self, posts: models.QuerySet) -> "WorkerQuerySet":
        """Those who hold one of `posts`, a queryset of appointments."""
        return self.filter(Exists(posts.filter(worker=OuterRef("pk"))))

    def with_posts(self, *, on) -> "WorkerQuerySet":
        """Each with his `posts` as they stand on the day `on`, the one that matters first."""
        from registry.models.appointment import Appointment

        posts = Appointment.objects.with_status(on=on).best_first(on=on)
        places = ("role", "region", "region__district", "region__regency")
        return self.prefetch_related(
            models.Prefetch("appointments", queryset=posts.select_related(*places), to_attr="posts")
        )


@tracked(unsought=("home_region", "office"))
class Worker(Revised):
    """A person, known by name; one name is enough. What he serves as are his appointments.

    `name` stands as he writes it, titles included; `name_key` is for finding and matching only.
    """

    class Sex(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")

    name = KeyTextField(_("name"), help_text=_("As on the certificate, titles included."))
    name_key = DerivedTextField(_("name key"), source="name", derive=names.name_key)
    nik = KeyTextField(_("NIK"), null=True, blank=True)
    member_number = KeyTextField(_("member number"), blank=True, help_text=_("NIAT or NIA."))
    nip = KeyTextField(_("NIP"), blank=True)
    sex = models.TextField(_("sex"), choices=Sex, blank=True)
    birth_place = models.TextField(_("birth place"), blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    phone = KeyTextField(_("phone"), blank=True)
    phone_written = models.TextField(_("phone as written"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.TextField(_("address"), blank=True)
    home_region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="residents", verbose_name=_("home region")
    )
    education = models.TextField(_("education"), blank=True)
    institution = models.TextField(_("institution"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="registered_workers", verbose_name=_("registered by")
    )
    created_at = models.DateTimeField(_("registered at"), auto_now_add=True)

    objects = WorkerQuerySet.as_manager()

    class Meta(Revised.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_key", "id"]
        permissions = [
            ("reveal_worker", _("Can see a full NIK or phone number, which is logged")),
            ("export_worker", _("Can export people")),
            ("merge_worker", _("Can merge two records of one person")),
        ]
        constraints = [
            # Not `unique=True` on the field, which would make a second index, for patterns nobody asks for.
            models.UniqueConstraint(
                fields=["nik"],
                name="registry_worker_nik_once",
                violation_error_code="unique",  # shown at the field
                violation_error_message=_("Another person already has this NIK."),
            ),
            models.CheckConstraint(
                name="registry_worker_name_length",
                # Not by one pattern: PostgreSQL takes a hundred times as long to count signs in a regex.
                condition=Q(LessThanOrEqual(Length("name"), NAME_LENGTH)) & ~Q(name__regex=r"^\s*$"),
                violation_error_message=_("A name has 1 to 150 characters."),
            ),
            models.CheckConstraint(
                name="registry_worker_nik_form",
                condition=Q(nik=None) | Q(nik__regex=NIK_PATTERN),
                violation_error_message=_("A NIK has 16 digits."),
            ),
            models.CheckConstraint(
                name="registry_worker_nip_form",
                condition=Q(nip="") | Q(nip__regex=NIP_PATTERN),
                violation_error_message=_("A NIP has 18 digits."),
            ),
            models.CheckConstraint(
                name="registry_worker_phone_form",
                condition=Q(phone="") | Q(phone__regex=PHONE_PATTERN),
                violation_error_message=_("Write the phone number with its area code, such as 081234567890."),
            ),
            models.CheckConstraint(
                name="registry_worker_sex_known",
                condition=Q(sex__in=["", "male", "female"]),
                violation_error_message=_("Choose male or female."),
            ),
            models.CheckConstraint(
                name="registry_worker_birth_date_sane",
                condition=Q(birth_date=None) | Q(birth_date__gte="1900-01-01", birth_date__lte="2100-01-01"),
                violation_error_message=_("The birth date lies outside this and the last century."),
            ),
        ]
        indexes = [
            # Name search with typing errors.
            GinIndex(OpClass("name_key", name="gin_trgm_ops"), name="registry_worker_name_trigrams"),
            # The roster sorted by name, page by page.
            models.Index(fields=["name_key", "id"], name="registry_worker_by_name"),
            # Identifiers typed into the search box.
            models.Index(fields=["phone"], name="registry_worker_phone", condition=~Q(phone="")),
            models.Index(
                fields=["member_number"], name="registry_worker_member", condition=~Q(member_number="")
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("worker", args=[self.pk])
