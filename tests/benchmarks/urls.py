"""The site's addresses, and the peers of the people list: changelists of Django's admin.

Both show the columns of the people list, fifty a page. One keeps every other default of `ModelAdmin`; the
other also fetches what a page's rows need with it, as somebody writes who has measured the first.
"""

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import path
from django.utils import timezone

from registry import nik
from registry.models import Appointment, Worker
from trainings.models import Participant
from welfare.urls import urlpatterns as site


class PlainAdmin(admin.ModelAdmin):
    """The columns, the filters and the search of the people list; each cell asks for what it shows."""

    list_display = ("name", "masked_nik", "sex", "role", "place", "term", "training", "status")
    list_filter = ("sex", "appointments__role")
    search_fields = ("name",)  # the one that is shown; the folded key beside it is ours
    list_per_page = 50

    def lookup_allowed(self, lookup, value, request):
        return True  # by region without a choice of all regions beside the list, which would be unfair

    def post(self, worker):
        return next(iter(worker.appointments.all()), None)

    def term_end(self, worker):
        post = self.post(worker)
        return max((decree.term.upper for decree in post.decrees.all()), default=None) if post else None

    @admin.display(description="NIK")
    def masked_nik(self, worker):
        return nik.mask(worker.nik)

    @admin.display
    def role(self, worker):
        post = self.post(worker)
        return post.role.short_name if post else ""

    @admin.display
    def place(self, worker):
        post = self.post(worker)
        return f"{post.region.district.name} / {post.region.name}" if post else ""

    @admin.display
    def term(self, worker):
        return self.term_end(worker)

    @admin.display
    def training(self, worker):
        return next((participation.event.title for participation in worker.participations.all()), "")

    @admin.display
    def status(self, worker):
        end = self.term_end(worker)
        return "serving" if end and end > timezone.localdate() else "overdue"


class CarefulAdmin(PlainAdmin):
    """The same with the posts, decrees and trainings of a page in one query each."""

    def get_queryset(self, request):
        posts = Appointment.objects.select_related("role", "region__district")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("appointments", posts.prefetch_related("decrees")),
                Prefetch("participations", Participant.objects.select_related("event")),
            )
        )


plain, careful = admin.AdminSite("plain"), admin.AdminSite("careful")
plain.register(Worker, PlainAdmin)
careful.register(Worker, CarefulAdmin)

urlpatterns = [path("plain/", plain.urls), path("careful/", careful.urls), *site]
