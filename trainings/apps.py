"""What they attended."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingsConfig(AppConfig):
    """Events, attendance, certificates and reports."""

    name = "trainings"
    verbose_name = _("Trainings")

    def ready(self):
        from registry.imports import kinds
        from trainings import navigation, panels
        from trainings.sheets import AttendanceKind

        kinds.register(AttendanceKind())
        navigation.add_entries()
        panels.fill()
