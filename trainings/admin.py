"""Events and papers in the admin. Acts of the site write attendance, certificates and printed sheets."""

from django.contrib import admin

from trainings.actions import attachments, events
from trainings.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Certificate,
    Event,
    Group,
    HeadcountClaim,
    OutsideTraining,
    Participant,
    PrintedSheet,
    Quota,
    Session,
    Speaker,
)
from welfare.admin import ReadOnlyAdmin, RevisedAdmin, ScopedAdmin, ScopedInline, site


class SessionInline(ScopedInline):
    """The days of an event, one at least. Whether one may go is asked on the event's own page."""

    model = Session
    min_num = 1
    can_delete = False
    autocomplete_fields = ("venue_region",)
    everywhere = ("venue_region",)

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class QuotaInline(ScopedInline):
    model = Quota


class ClaimInline(ScopedInline):
    model = HeadcountClaim


@admin.register(Event, site=site)
class EventAdmin(RevisedAdmin):
    """Events. Whose office organises one changes it while it is open; closing and reopening are acts."""

    list_display = ("title", "dates", "office", "region", "status")
    list_filter = ("status", ("office", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("office", "region")
    search_fields = ("title", "theme")
    autocomplete_fields = ("region",)
    filter_horizontal = ("desks",)
    readonly_fields = ("status", "status_reason")
    inlines = (SessionInline, QuotaInline, ClaimInline)

    def changeable(self, request):
        return open_events(request.user)

    def get_readonly_fields(self, request, obj=None):
        """The dates of an event that has sessions are theirs."""
        return self.readonly_fields if obj is None else (*self.readonly_fields, "dates")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        events.follow_sessions(form.instance)


class OfEventAdmin(ScopedAdmin):
    """Rows of an event: changed while it is open, by its own office. `event_path` leads to the event."""

    event_path = "event"
    raw_id_fields = ("event",)

    def changeable(self, request):
        return super().changeable(request).filter(**{f"{self.event_path}__in": open_events(request.user)})

    def get_readonly_fields(self, request, obj=None):
        """A row stays with its event: what is recorded for it belongs there too."""
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None or self.event_path != "event" else (*fields, "event")

    def choices_of(self, db_field, request):
        """Events to choose are the open ones; their sessions likewise."""
        rows = super().choices_of(db_field, request)
        if db_field.remote_field.model is Event:
            return open_events(request.user)
        if db_field.remote_field.model is Session:
            return rows.filter(event__in=open_events(request.user))
        return rows


def open_events(user):
    """The events of the user's scope that may be changed."""
    return Event.objects.organised_within(user).filter(status=Event.Status.PLANNED)


@admin.register(Session, site=site)
class SessionAdmin(OfEventAdmin):
    list_display = ("label", "event", "date", "starts_at", "venue")
    list_select_related = ("event",)
    search_fields = ("event__title", "venue")
    autocomplete_fields = ("venue_region",)
    everywhere = ("venue_region",)
    date_hierarchy = "date"

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        events.follow_sessions(obj.event)


@admin.register(Quota, site=site)
class QuotaAdmin(OfEventAdmin):
    list_display = ("event", "role", "level", "number")
    list_select_related = ("event", "role")
    search_fields = ("event__title",)
    deletable = True


@admin.register(HeadcountClaim, site=site)
class HeadcountClaimAdmin(OfEventAdmin):
    list_display = ("event", "whom", "number", "wording", "source")
    list_select_related = ("event",)
    search_fields = ("event__title", "source")
    deletable = True


@admin.register(Speaker, site=site)
class SpeakerAdmin(OfEventAdmin):
    list_display = ("name", "position", "institution", "event")
    list_select_related = ("event",)
    search_fields = ("name", "event__title")


@admin.register(AgendaItem, site=site)
class AgendaItemAdmin(OfEventAdmin):
    list_display = ("topic", "session", "starts_at", "lesson_hours")
    list_select_related = ("session",)
    search_fields = ("topic",)
    event_path = "session__event"
    raw_id_fields = ("session",)
    autocomplete_fields = ("speakers",)
    deletable = True


@admin.register(Group, site=site)
class GroupAdmin(OfEventAdmin):
    list_display = ("name", "event")
    list_select_related = ("event",)
    search_fields = ("name", "event__title")
    autocomplete_fields = ("sessions",)


@admin.register(Participant, site=site)
class ParticipantAdmin(OfEventAdmin):
    """Who takes part; people come onto and off the list on the event's page."""

    list_display = ("shown_name", "event", "role", "capacity", "region", "frozen_at")
    list_filter = ("capacity", ("role", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("event", "role", "region", "worker")
    search_fields = ("name", "worker__name_key")
    fields = ("event", "worker", "post", "role", "capacity", "institution", "region", "group", "frozen_at")
    readonly_fields = ("event", "worker", "post", "frozen_at")
    autocomplete_fields = ("region",)
    raw_id_fields = ("group",)
    addable = False

    @admin.display(description=Participant._meta.get_field("name").verbose_name)
    def shown_name(self, participant):
        return str(participant)


@admin.register(Attendance, site=site)
class AttendanceAdmin(ReadOnlyAdmin):
    list_display = ("participant", "session", "status", "recorded_by", "recorded_at", "method")
    list_filter = ("status", "method")
    list_select_related = ("participant__worker", "session", "recorded_by")


@admin.register(Certificate, site=site)
class CertificateAdmin(ReadOnlyAdmin):
    """Numbers are gap-free: issuing and revoking are acts."""

    list_display = ("number", "printed_name", "office", "issued_at", "revoked_at")
    list_filter = ("year",)
    list_select_related = ("office",)
    search_fields = ("printed_name",)
    exclude = ("code",)


@admin.register(OutsideTraining, site=site)
class OutsideTrainingAdmin(RevisedAdmin):
    list_display = ("title", "worker", "organiser", "date", "lesson_hours")
    list_select_related = ("worker",)
    search_fields = ("title", "worker__name_key")
    raw_id_fields = ("worker",)
    deletable = True


@admin.register(Attachment, site=site)
class AttachmentAdmin(OfEventAdmin):
    """Scans and photographs as they were added; of a closed event they stay."""

    list_display = ("caption", "kind", "event", "added_by", "added_at")
    list_filter = ("kind",)
    list_select_related = ("event", "added_by")
    search_fields = ("caption", "event__title")
    addable = editable = False
    deletable = True

    def delete_model(self, request, obj):
        attachments.remove(attachment=obj, by=request.user)


@admin.register(PrintedSheet, site=site)
class PrintedSheetAdmin(ReadOnlyAdmin):
    """Whose number stood where on the paper."""

    list_display = ("session", "region", "printed_by", "printed_at")
    list_select_related = ("session", "region", "printed_by")
