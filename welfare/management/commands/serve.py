"""`manage.py serve`: a small office's real use, server and task worker in one."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from welfare import serving, supervisor
from welfare.commands import SpeakingCommand, refusing

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Command(SpeakingCommand):
    """Brings tables and static files up to date and serves until Ctrl+C."""

    help = "Serve the site with its task worker; bring tables and static files up to date first."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host, port, **options):
        with refusing():
            serving.check_address(host, port)
        serving.migrate(self.say)
        serving.collect_static(self.say)
        if host not in LOOPBACK:
            names = ", ".join(settings.ALLOWED_HOSTS)
            self.say(_("It answers to these names only (PILAR_HOSTS): %(names)s.") % {"names": names})
        if not get_user_model().objects.exists():
            self.say(_("Nobody can log in yet: end this with Ctrl+C and run `manage.py setup` first."))
        supervisor.run(host, port, self.say)
