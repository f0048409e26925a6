"""What was done to an event."""

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from trainings.story import story_of
from trainings.views.pages import EventPage

ENTRIES_A_PAGE = 50


class EventHistory(EventPage, TemplateView):
    """Every save that touched the event, newest first; for the office that organises it."""

    template_name = "events/history.html"
    tab = "history"

    def has_permission(self):
        """Other offices see their own people at the event, not its office's work."""
        return super().has_permission() and self.is_organiser

    def get_context_data(self, **kwargs):
        paginator = Paginator(story_of(self.event), ENTRIES_A_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        pages = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        return super().get_context_data(**kwargs) | {"page_obj": page, "pages": pages}
