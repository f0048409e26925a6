"""The people of the demo who log in; their passwords are made once and kept beside the data."""

import json
import secrets
from pathlib import Path

from django.contrib.auth.models import Group

from registry.access import ADMINISTRATOR, DESK, OPERATOR, SUPERVISOR
from registry.models import Office, User

PEOPLE = {
    "admin": (ADMINISTRATOR, "Bambang", "Irawan"),
    "operator": (OPERATOR, "Rina", "Wulandari"),
    "supervisor": (SUPERVISOR, "Hendra", "Pratama"),
    "desk": (DESK, "Wiwik", "Andayani"),
}


def save_logins(office: Office, file: Path) -> None:
    """Make the accounts and write their passwords to `file`, readable by its owner only."""
    passwords = {username: secrets.token_urlsafe(9) for username in PEOPLE}
    file.touch(mode=0o600)
    file.write_text(json.dumps(passwords))
    for username, (group, first_name, last_name) in PEOPLE.items():
        user = User.objects.create_user(
            username,
            password=passwords[username],
            first_name=first_name,
            last_name=last_name,
            office=office,
            scope=office.region,
            is_staff=group == ADMINISTRATOR,
        )
        user.groups.add(Group.objects.get(name=group))


def read_logins(file: Path) -> list[tuple[str, str, str]]:
    """(user name, password, group) of the accounts that `save_logins` made."""
    return [(name, password, PEOPLE[name][0]) for name, password in json.loads(file.read_text()).items()]
