"""`manage.py serve`: a small office's real use, server and task worker in one."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from welfare import serving, supervisor
from welfare.errors import RuleError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Command(BaseCommand):
    """Brings tables and static files up to date and serves until Ctrl+C."""

    help = "Serve the site with its task worker; bring tables and static files up to date first."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host, port, **options):
        try:
            serving.check_address(host, port)
        except RuleError as error:
            raise CommandError(str(error), returncode=2) from None
        serving.migrate(self.say)
        serving.collect_static(self.say)
        if host not in LOOPBACK:
            names = ", ".join(settings.ALLOWED_HOSTS)
            self.say(_("It answers to these names only (PILAR_HOSTS): %(names)s.") % {"names": names})
        if not get_user_model().objects.exists():
            self.say(_("Nobody can log in yet: end this with Ctrl+C and run `manage.py setup` first."))
        supervisor.run(host, port, self.say)

    def say(self, text):
        """A line of progress, on standard error."""
        self.stderr.write(text, lambda line: line)
