"""The first page after logging in."""

from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from registry import plugs
from registry.coverage import PSM
from registry.models import Appointment, Region
from registry.tree import seats_below, seats_of, table_below
from registry.worklists import SHOWN, imports_waiting, terms_ending, told
from welfare.charts import Tile


class HomeView(TemplateView):
    """Seats, terms, events and imports of the user's region; for the desk the way to its work."""

    extra_context = {"title": _("Home")}

    def sees_regions(self) -> bool:
        return self.request.user.has_perms(["registry.view_region", "registry.view_appointment"])

    def get_template_names(self):
        return ["home/region.html" if self.sees_regions() else "home/plain.html"]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.sees_regions():
            return context | self.region_context()
        return context | {"panel": plugs.home_panel(self.request.user)}

    def region_context(self) -> dict:
        user, today = self.request.user, timezone.localdate()
        region = user.scope
        below = seats_below(region, on=today)
        terms = terms_ending(region, on=today)
        waiting = imports_waiting(user) if user.has_perm("registry.view_importbatch") else None
        return {
            "region": region,
            "parts": parts_of(region, on=today),
            "seats": seats_of(region, below, on=today),
            "serving": Appointment.objects.within(region)
            .serving(on=today)
            .aggregate(people=Count("worker", distinct=True))["people"],
            "psm": PSM,
            "tiles": tiles_of(table_below(region, below, on=today)),
            "terms": terms and terms[:SHOWN],
            "terms_total": sum(one.people for one in terms or []),
            "waiting": told(waiting.select_related("created_by")[:SHOWN]) if waiting is not None else None,
            "panel": plugs.home_panel(user),
        }


def parts_of(region: Region, *, on: date) -> dict[str, int]:
    """How many regions of each level there are inside `region` on the day `on`."""
    rows = Region.objects.within(region).valid(on).order_by().values_list("level")
    return dict(rows.annotate(many=Count("pk")))


def tiles_of(table) -> list[Tile]:
    """The regions right below, each with its villages that have a PSM."""
    if table is None or table.level == Region.Level.VILLAGE:
        return []
    return [
        Tile(row.region.name_on_day, seats.served, seats.places, reverse("region", args=[row.region.pk]))
        for row in table.rows
        for seats in row.seats
        if seats and seats.role.code == PSM
    ]
