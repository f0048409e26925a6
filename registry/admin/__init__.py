"""The registry's tables in the admin.

History tables are left out: what they hold is read on the pages of their records. Membership is granted with
the account; groups and their permissions come with the release. Wrong passwords are kept under keys that
nobody can read.
"""

from registry.admin import accounts, imports, people, places

__all__ = ["accounts", "imports", "people", "places"]
