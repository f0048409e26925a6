"""What an account may do."""

from django.contrib.auth.backends import ModelBackend
from django.db import connection

from registry.models import User

# Rights given to the account itself and to its groups: Django asks for them one after the other.
RIGHTS = """
    SELECT type.app_label || '.' || permission.codename
    FROM auth_permission permission JOIN django_content_type type ON type.id = permission.content_type_id
    WHERE permission.id IN (
        SELECT own.permission_id FROM registry_user_user_permissions own WHERE own.user_id = %(user)s
        UNION ALL
        SELECT given.permission_id FROM registry_user_groups member
        JOIN auth_group_permissions given ON given.group_id = member.group_id
        WHERE member.user_id = %(user)s)
"""


class AccountBackend(ModelBackend):
    """Django's own, but for the number of statements: every request asks for its user and all his rights."""

    def get_user(self, user_id):
        """The account with what every page tells of it; None for one out of use."""
        user = User.objects.as_pages_show().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        """`app.codename` of all an active account may do; of a superuser every one there is."""
        if user_obj.is_superuser or not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = rights_of(user_obj.pk)
        return user_obj._perm_cache


def rights_of(user: int) -> set[str]:
    """The rights of an account, by its id, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, {"user": user})
        return {right for (right,) in cursor}
