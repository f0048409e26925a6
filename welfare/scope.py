"""Who sees a row that belongs to another: whoever sees that one."""

from django.db import models


class BelongingQuerySet(models.QuerySet):
    """Rows of a model whose `seen_with` names the foreign key to what they belong to."""

    def visible_to(self, user) -> "BelongingQuerySet":
        """Those that belong to something the user sees."""
        name = self.model.seen_with
        owner = self.model._meta.get_field(name).related_model
        return self.filter(**{f"{name}__in": owner._default_manager.visible_to(user)})
