"""`manage.py demo`: everything on made-up data, from an empty folder to a page in the browser."""

import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.imports import batches
from registry.models import Office, Official, Region, User
from trainings.demo import installation
from trainings.demo.coaching import save_coachings
from trainings.demo.event import DAYS, SLUG, save_event
from trainings.demo.logins import read_logins, save_logins
from trainings.demo.meeting import save_meeting
from trainings.demo.roster import make_members, save_roster
from trainings.demo.workbook import write_workbook
from trainings.models import Attendance, Event
from welfare.commands import SpeakingCommand, refusing
from welfare.history import acting

REGENCY = "35.13"


class Command(SpeakingCommand):
    """Makes the demo where it is missing and serves it; safe and quick to run again."""

    help = "Show Pilar on made-up data of its own, kept apart in PILAR_VAR/demo."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="begin anew")
        parser.add_argument("--no-serve", action="store_true", help="only make the data")

    def handle(self, *, port, reset, no_serve, **options):
        self.logins = settings.VAR / "logins.json"
        with refusing():
            if reset:
                self.say(_("Throwing the old demo away."))
                installation.reset(settings.VAR)
            self.say(_("Starting the database."))
            installation.claim()
        self.say(_("Preparing the tables."))
        call_command("migrate", verbosity=0)
        if not Region.objects.exists():  # a newer list that was tried out stays
            call_command("load_regions")
        region = Region.objects.current().get(code=REGENCY)
        members = make_members(region)
        if not Event.objects.filter(slug=SLUG).exists():
            self.make_office(region, members)
        if not Attendance.objects.filter(session__event__slug=SLUG).exists():
            self.import_attendance(region, members)
        self.tell_logins(port)
        if not no_serve:
            call_command("serve", port=port)

    @transaction.atomic
    def make_office(self, region, members):
        """The office, its people, accounts and events; all of it or nothing."""
        self.say(_("Writing a roster of %(count)s people.") % {"count": len(members)})
        with acting(reason=gettext_noop("demo")):
            office = save_office(region)
            save_roster(office, members, today=timezone.localdate())
            save_event(office)
            save_coachings(office, today=timezone.localdate())
            save_logins(office, self.logins)
            save_meeting(office, today=timezone.localdate(), officer=User.objects.get(username="desk"))

    def import_attendance(self, region, members):
        """Bring the 264 in the way an office would: from a workbook, through the import."""
        self.say(_("Importing the attendance from a workbook of 24 sheets."))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "daftar-hadir-bimtek-psks-2019.xlsx"
            write_workbook(path, members, DAYS)
            batch = batches.stage(path, kind="attendance", scope=region, target=SLUG, by=None)
            batches.apply(batch, by=None)

    def tell_logins(self, port):
        """The address and who can log in, on standard output."""
        self.stdout.write(f"\nhttp://127.0.0.1:{port}\n\n")
        for username, password, group in read_logins(self.logins):
            self.stdout.write(f"  {username:<12} {password:<14} {group}")
        self.stdout.write("")


def save_office(region: Region) -> Office:
    """Dinas Sosial Kabupaten Probolinggo with an invented address and invented signers."""
    office = Office.objects.create(
        region=region,
        name="DINAS SOSIAL",
        government="PEMERINTAH KABUPATEN PROBOLINGGO",
        address="Jalan Contoh Raya Nomor 1 Kraksaan, Telepon (0335) 000000\n"
        "Pos-el dinsos@contoh.go.id, Laman dinsos.contoh.go.id",
        town="Kraksaan",
        postcode="67282",
        archive_code="426.104",
        privacy_contact="dinsos@contoh.go.id",
    )
    signers = (
        (
            Official.Capacity.HEAD,
            "",
            "Drs. HARTONO WIJAYA, M.Si.",
            "KEPALA DINAS SOSIAL",
            "196704121993031004",
        ),
        (
            *(Official.Capacity.DIVISION_HEAD, "a.n.", "ENDAH RATNANINGTYAS, S.Sos., M.M."),
            *("Kepala Bidang Pemberdayaan Sosial", "197211081998032005"),
        ),
        (
            Official.Capacity.TREASURER,
            "",
            "SITI KHOTIJAH, S.E.",
            "Bendahara Pengeluaran",
            "198003152006042011",
        ),
        (Official.Capacity.PPTK, "", "AGUS SUSANTO, S.AP.", "PPTK", "197805212005011008"),
    )
    Official.objects.bulk_create(
        Official(
            office=office,
            capacity=capacity,
            standing=standing,
            name=name,
            title=title,
            rank="Pembina",
            nip=nip,
            service=(date(2015, 1, 1), None),
        )
        for capacity, standing, name, title, nip in signers
    )
    return office
