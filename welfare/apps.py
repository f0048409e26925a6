"""The building blocks."""

from django.apps import AppConfig


class WelfareConfig(AppConfig):
    """Building blocks that know no noun of the domain."""

    name = "welfare"
