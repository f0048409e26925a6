"""What a roster in which nobody stands yet says: what is ready, and what to do next."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.imports import uploads
from registry.models import Region, User
from welfare import shown
from welfare.listparts import Fact

SENT_OUT_FROM = "#send-out"  # the part of the import page that hands out sheets to be filled in


def first_steps(user: User) -> dict:
    """The empty page of the people list, with the ways that are open to `user`; one statement."""
    actions = []
    if user.has_perm("registry.add_importbatch"):
        actions.append((_("Import an Excel sheet"), reverse("imports"), "file-import"))
    if user.has_perm("registry.add_worker"):
        actions.append((_("Add one person"), reverse("worker_create"), "plus"))
    if actions:
        text = _(
            "Start with the Excel sheet you have. Any headings will do; each row is shown before it is saved."
        )
    else:
        text = _("An operator of your office registers people, or imports the sheets you have.")
    return {
        "sign": "people-group",
        "heading": _("The roster is still empty"),
        "text": text,
        "actions": actions,
        "ready": ready(user),
    }


def ready(user: User) -> list[Fact]:
    """What is ready, where a sheet can be had, how large it may be; the last two for those who import."""
    told = [Fact(_("What is ready"), regions_ready(user.scope))]
    if user.has_perm("registry.add_importbatch"):
        if user.has_perm("registry.export_worker"):
            sheets = reverse("imports") + SENT_OUT_FROM
            told.append(Fact(_("No sheet yet?"), _("Download sheets to fill in"), sheets))
        limits = _(".xlsx, .xls, .ods or .csv up to %(size)s MB and %(rows)s rows") % uploads.limits()
        told.append(Fact(_("Limits"), limits))
    return told


def regions_ready(scope: Region) -> str:
    """`24 districts and 330 villages of Kab. Probolinggo`: posts can be given there at once."""
    levels = Region.Level
    counts = (
        Region.objects.within(scope)
        .current()
        .order_by()
        .aggregate(
            districts=Count("pk", filter=Q(level=levels.DISTRICT)),
            villages=Count("pk", filter=Q(level=levels.VILLAGE)),
        )
    )
    return _("%(districts)s districts and %(villages)s villages of %(region)s") % {
        "districts": shown.number(counts["districts"]),
        "villages": shown.number(counts["villages"]),
        "region": scope.label,
    }
