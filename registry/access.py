"""Who may do what: four groups of permissions. Where they may do it is the user's scope (`visible_to`).

| group | may, inside the scope |
|---|---|
| administrator | everything, with users, office, merge, undo and the admin |
| operator | people, appointments, events, import, export, reveal |
| supervisor | read, print, masked export |
| desk | check-in of the events given to him, names only |
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from registry.models import Office, User

ADMINISTRATOR, OPERATOR = gettext_noop("administrator"), gettext_noop("operator")
SUPERVISOR, DESK = gettext_noop("supervisor"), gettext_noop("desk")
RANKS = (DESK, SUPERVISOR, OPERATOR, ADMINISTRATOR)  # nobody grants a group above his own

EDITED_BY_OPERATORS = (
    (
        "registry",
        (
            *("worker", "appointment", "appointmentdecree", "decree", "appraisal"),
            *("notduplicate", "importbatch", "savedfilter"),
        ),
    ),
    (
        "trainings",
        (
            *("event", "session", "quota", "speaker", "agendaitem", "group", "headcountclaim"),
            *("participant", "attendance", "attachment", "certificate", "outsidetraining"),
        ),
    ),
)
DELETED_BY_OPERATORS = (
    *("savedfilter", "session", "quota", "agendaitem", "participant", "headcountclaim"),
    *("outsidetraining", "group", "attachment"),
)
RIGHTS_OF_OPERATORS = ("reveal_worker", "export_worker", "print_report", "check_in")
RIGHTS_OF_SUPERVISORS = ("export_worker", "print_report")
HIDDEN_FROM_SUPERVISORS = ("user", "importrow", "merge", "accesslog")


def sync_groups(sender, **kwargs) -> None:
    """Give the four groups their permissions; runs after every migration, so that a release carries them."""
    if sender.name not in {"registry", "trainings"}:
        return
    for name, permissions in group_permissions().items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions)


def group_permissions() -> dict[str, QuerySet[Permission]]:
    """The permissions of each group, by the group's name."""
    ours = Permission.objects.filter(content_type__app_label__in=["registry", "trainings"]).exclude(
        content_type__model__endswith="history"
    )
    views = ours.filter(codename__startswith="view_")
    edited = Permission.objects.none()
    for app, models in EDITED_BY_OPERATORS:
        names = [f"{verb}_{model}" for model in models for verb in ("add", "change")]
        names += [f"delete_{model}" for model in models if model in DELETED_BY_OPERATORS]
        edited |= ours.filter(content_type__app_label=app, codename__in=names)
    return {
        ADMINISTRATOR: ours.distinct(),
        OPERATOR: (
            edited
            | views.exclude(content_type__model__in=["user", "accesslog", "merge"])
            | ours.filter(codename__in=RIGHTS_OF_OPERATORS)
        ).distinct(),
        SUPERVISOR: (
            views.exclude(content_type__model__in=HIDDEN_FROM_SUPERVISORS)
            | ours.filter(codename__in=RIGHTS_OF_SUPERVISORS)
        ).distinct(),
        DESK: ours.filter(codename="check_in"),
    }


def rank(user) -> int:
    """How high the user stands: the rank of his highest group; a superuser above all, no group below all."""
    if user.is_superuser:
        return len(RANKS)
    names = set(user.groups.values_list("name", flat=True))
    return max((RANKS.index(name) for name in names if name in RANKS), default=-1)


def may_grant(user, *, groups: list[str], scope) -> bool:
    """Nobody gives a group above his own or a scope outside his own."""
    return user.scope.contains(scope) and all(RANKS.index(name) <= rank(user) for name in groups)


def groups_above(user) -> QuerySet[Group]:
    """The groups this user cannot give: those above his own, and any that are not of the four."""
    if user.is_superuser:
        return Group.objects.none()
    return Group.objects.exclude(name__in=RANKS[: rank(user) + 1])


def administrators_of(office: Office | None) -> QuerySet[User]:
    """Who runs the accounts of `office`, by name; nobody for an account without office."""
    active = User.objects.filter(is_active=True, groups__name=ADMINISTRATOR)
    return active.filter(office=office, office__isnull=False).order_by("first_name", "last_name", "username")


def sees_every_office(user) -> bool:
    """Does the whole installation lie in the user's scope? Then what all offices share is his to change."""
    offices = Office.objects.exclude(pk__in=Office.objects.visible_to(user).values("pk"))
    return not offices.exists()


def edits(user, worker) -> bool:
    """May this user edit somebody he sees? A province or the ministry only whom it registered.

    The rule of `Worker.objects.editable_by`, for one person and without a query.
    """
    return not user.scope.is_wide or worker.office_id == user.office_id


def sees_personal(user) -> bool:
    """May this user ask for a full NIK or phone number? (Every look is logged.)"""
    return user.has_perm("registry.reveal_worker")


def sees_personal_of(user, worker) -> bool:
    """Does this user see this person's birth date, address and the like unasked?

    A province or the ministry reads what others keep masked, as it exports it; a look at it is logged.
    """
    return sees_personal(user) and edits(user, worker)
