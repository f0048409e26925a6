"""The site's addresses, and the peer of the people list: a changelist of Django's admin."""

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import path
from django.utils import timezone

from registry import nik
from registry.models import Appointment, Worker
from trainings.models import Participant
from welfare.urls import urlpatterns as site


class WorkerAdmin(admin.ModelAdmin):
    """The columns of the people list; posts, decrees and trainings come with the page."""

    list_display = ("name", "masked_nik", "sex", "role", "place", "term", "training", "status")
    list_filter = ("sex", "appointments__role")
    search_fields = ("name_key",)
    list_per_page = 50

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

    def lookup_allowed(self, lookup, value, request):
        return True

    @admin.display(description="NIK")
    def masked_nik(self, worker):
        return nik.mask(worker.nik)

    @admin.display
    def role(self, worker):
        return next((post.role.short_name for post in worker.appointments.all()), "")

    @admin.display
    def place(self, worker):
        regions = [post.region for post in worker.appointments.all()]
        return next((f"{region.district.name} / {region.name}" for region in regions), "")

    @admin.display
    def term(self, worker):
        return next(
            (decree.term.upper for post in worker.appointments.all() for decree in post.decrees.all()), ""
        )

    @admin.display
    def training(self, worker):
        return next((participation.event.title for participation in worker.participations.all()), "")

    @admin.display
    def status(self, worker):
        term = self.term(worker)
        return "serving" if term and term > timezone.localdate() else "overdue"


benchmark = admin.AdminSite("benchmark")
benchmark.register(Worker, WorkerAdmin)

urlpatterns = [path("benchmark/", benchmark.urls), *site]
