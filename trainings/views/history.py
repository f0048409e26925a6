"""What was done to an event."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from registry.forms.history import HistoryForm
from registry.history import chosen
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
        story = story_of(self.event)
        asked = HistoryForm(self.filtering() or None, people={entry.who for entry in story} - {""})
        if asked.is_valid():
            story = chosen(story, **asked.cleaned_data)
        page = Paginator(story, ENTRIES_A_PAGE).get_page(self.request.GET.get("page"))
        pages_of = "?" + "".join(f"{urlencode([pair])}&" for pair in self.filtering().items())
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "pages_of": pages_of,
            "history_form": asked,
        }

    def filtering(self) -> dict[str, str]:
        """What the address asks for, but the page."""
        return {key: value for key, value in self.request.GET.items() if key != "page"}
