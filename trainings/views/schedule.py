"""The schedule of an event: the topics of each day and who speaks."""

from django.views.generic import TemplateView

from trainings.views.pages import EventPage


class EventAgenda(EventPage, TemplateView):
    """Day by day: times, topics, lesson hours, speakers."""

    template_name = "events/agenda.html"
    tab = "agenda"

    def get_context_data(self, **kwargs):
        sessions = list(self.event.sessions.prefetch_related("agenda__speakers"))
        for session in sessions:
            session.hours = sum(topic.lesson_hours for topic in session.agenda.all())
        return super().get_context_data(**kwargs) | {
            "sessions": sessions,
            "speakers": self.event.speakers.all(),
            "hours": sum(session.hours for session in sessions),
        }
