"""Who serves where."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """People, regions, offices and the spreadsheet engine."""

    name = "registry"
    verbose_name = _("Registry")

    def ready(self):
        from registry import access, navigation, roles
        from registry.imports import kinds
        from registry.imports.roster import RosterKind

        kinds.register(RosterKind())
        post_migrate.connect(access.sync_groups, dispatch_uid="registry.access.sync_groups")
        post_migrate.connect(roles.create_first_roles, dispatch_uid="registry.roles.create_first_roles")
        navigation.add_entries()
