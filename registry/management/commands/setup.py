"""A real office's first day: tables, regions, the office and its first administrator."""

import getpass
import os
import secrets
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from registry.actions.offices import check_username, set_up
from registry.actions.regions import load_regions
from registry.models import NATION_CODE, Region, User
from registry.regions.lists import read_list
from welfare.commands import SpeakingCommand, refusing
from welfare.errors import RuleError

PASSWORD_VARIABLE = "PILAR_ADMIN_PASSWORD"  # noqa: S105 - the name of a variable


class Command(SpeakingCommand):
    help = "Makes an office and its first administrator; all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("--region", required=True, metavar="CODE", help="the office's region: 35.13")
        parser.add_argument("--office", required=True, metavar="NAME", help="as on the letterhead")
        parser.add_argument("--admin", required=True, metavar="USER", help="the first administrator")

    def handle(self, *, region, office, admin, **options):
        self.say(_("Preparing the tables ..."))
        call_command("migrate", interactive=False, verbosity=0)
        with refusing():
            check_username(admin)
            password, is_made = choose_password(admin)
            with transaction.atomic():
                place = self.find_region(region)
                user = set_up(region=place, name=office, username=admin, password=password)
        self.say(f"{user.office}, {place}: {admin}")
        if is_made:
            self.say(_("The password, shown only now: %(password)s") % {"password": password})

    def find_region(self, code: str) -> Region:
        """The region of a code; the first office of a database brings all regions with it."""
        if not Region.objects.exists():
            regions = read_list()
            if code == NATION_CODE or code in regions.names:
                load_regions(regions=regions, say=self.say)
        region = Region.objects.current().filter(code=code).first()
        if region is None:
            raise RuleError(_("There is no region with the code %(code)s.") % {"code": code})
        return region


def choose_password(username: str) -> tuple[str, bool]:
    """The administrator's password, and whether it was made up.

    From PILAR_ADMIN_PASSWORD, else typed twice on a terminal, else made up. Raises RuleError for a weak one.
    """
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is None and not sys.stdin.isatty():
        return secrets.token_urlsafe(12), True
    password = given if given is not None else _typed_password()
    try:
        validate_password(password, User(username=username))
    except ValidationError as error:
        raise RuleError(" ".join(error.messages)) from None
    return password, False


def _typed_password() -> str:
    password = getpass.getpass(_("Password: "))
    if getpass.getpass(_("Once more: ")) != password:
        raise RuleError(_("The two passwords differ; nothing was changed."))
    return password
