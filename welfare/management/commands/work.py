"""`manage.py work`: a task worker alone, for machines beside the one that serves."""

from django.core.management.base import BaseCommand

from welfare.tasks import run_tasks


class Command(BaseCommand):
    """Runs tasks until it is told to stop."""

    help = "Run long tasks as they come; `serve` starts one of these itself."

    def handle(self, **options):
        run_tasks()
