"""The certificates of an event: who has one, issuing, revoking and replacing."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from trainings.actions import certificates
from trainings.filters import CertificateFilter
from trainings.forms.events import DateForm, ReasonForm
from trainings.models import Certificate, Event
from trainings.states import today_of
from trainings.views.pages import EventChange, EventPage
from welfare import shown
from welfare.errors import RuleError
from welfare.files import download
from welfare.lists import Column, ListView
from welfare.views import ActView


class CertificateList(EventPage, ListView):
    """The certificates issued, and how many more were earned."""

    model = Certificate
    permission_required = "trainings.view_certificate"
    template_name = "events/certificates.html"
    row_template = "events/_certificate.html"
    tab = "certificates"
    search_fields = ("printed_name", "number")
    search_label = _("Name or number")
    filterset_class = CertificateFilter
    columns = (
        Column("name", _("Name as printed"), ("printed_name",)),
        Column("number", _("Number"), ("year", "sequence")),
        Column("date", _("Date"), ("date", "sequence")),
        Column("state", _("State"), ("revoked_at",)),
        Column("acts", ""),
    )

    def scoped(self):
        return self.certificates

    def decorate(self, queryset):
        return queryset.select_related("participant__role", "participant__region", "speaker")

    def digits_search(self, digits):
        """A running number is nobody's secret: it may stand in the address."""
        return HttpResponseRedirect(f"{self.request.path}?number={digits[:9]}")

    def counted(self, count):
        return ngettext("%(count)s certificate", "%(count)s certificates", count) % {
            "count": shown.number(count)
        }

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "waiting": waiting(self.event) if self.is_organiser else 0,
            "may_issue": self.may_change and user.has_perm("trainings.add_certificate"),
            "may_revoke": self.may_change and user.has_perm("trainings.change_certificate"),
        }

    def empty(self):
        return {
            "sign": "award",
            "heading": _("No certificates yet"),
            "text": _("They are issued when the event is over, to those who attended enough of it."),
            "actions": [],
        }


class CertificatesIssue(EventChange, ActView):
    """Issue a certificate to everybody who earned one and has none."""

    permission_required = ("trainings.change_event", "trainings.add_certificate")
    template_name = "events/certificates_issue.html"
    form_class = DateForm
    title = _("Issue certificates")

    def trail(self):
        return certificate_trail(super().trail(), self.event)

    @property
    def save_label(self):
        """The number it will issue."""
        many = self.waiting
        text = ngettext("Issue %(count)s certificate", "Issue %(count)s certificates", many)
        return text % {"count": shown.number(many)}

    @cached_property
    def waiting(self) -> int:
        """How many earned one."""
        return waiting(self.event)

    def get_initial(self):
        return {"on": self.event.last_day}

    def get_context_data(self, **kwargs):
        unrecorded = self.event.participants.filter(attendance=None).count()
        return super().get_context_data(**kwargs) | {
            "waiting": self.waiting,
            "unrecorded": unrecorded,
            "is_over": today_of(self.event) >= self.event.last_day,
        }

    def save(self, form):
        self.issued = certificates.issue(event=self.event, on=form.cleaned_data["on"], by=self.request.user)

    @property
    def saved(self):
        """How many, under which numbers."""
        if not self.issued:
            return _("Nobody else earned a certificate.")
        text = ngettext(
            "%(count)s certificate issued: number %(first)s.",
            "%(count)s certificates issued: numbers %(first)s to %(last)s.",
            len(self.issued),
        )
        return text % {
            "count": shown.number(len(self.issued)),
            "first": self.issued[0].sequence,
            "last": self.issued[-1].sequence,
        }

    def get_success_url(self):
        return reverse("event_certificates", args=[self.event.slug])


class CertificatePdf(EventPage, View):
    """One certificate (`pk`), or all that hold, in the order of their numbers."""

    permission_required = ("trainings.view_certificate", "trainings.print_report")

    def get(self, request, *args, pk=None, **kwargs):
        rows = self.certificates.select_related("participant__role", "speaker").order_by("year", "sequence")
        chosen = list(rows.valid() if pk is None else rows.filter(pk=pk))
        if pk is not None and not chosen:
            raise Http404
        address = request.build_absolute_uri(reverse("verify"))
        try:
            file = certificates.print_certificates(
                event=self.event, certificates=chosen, address=address, by=request.user
            )
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("event_certificates", args=[self.event.slug]))
        return download(file)


class CertificateAct(EventChange, ActView):
    """One certificate is changed, asked for once more."""

    permission_required = ("trainings.change_event", "trainings.change_certificate")
    template_name = "events/certificate_act.html"

    @cached_property
    def certificate(self) -> Certificate:
        """The one named by `pk`, of this event."""
        rows = self.certificates.select_related("office", "participant__event", "speaker__event")
        try:
            return rows.get(pk=self.kwargs["pk"])
        except Certificate.DoesNotExist:
            raise Http404 from None

    def has_permission(self):
        return super().has_permission() and bool(self.certificate)

    def trail(self):
        return certificate_trail(super().trail(), self.event)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"certificate": self.certificate}

    def get_success_url(self):
        return reverse("event_certificates", args=[self.event.slug])


class CertificateRevoke(CertificateAct):
    """It no longer holds; whoever verifies it is told so."""

    form_class = ReasonForm
    title = _("Revoke a certificate")
    save_label = _("Revoke")
    saved = _("The certificate is revoked.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"danger": True}

    def save(self, form):
        certificates.revoke(
            certificate=self.certificate, reason=form.cleaned_data["reason"], by=self.request.user
        )


class CertificateReissue(CertificateAct):
    """Another one, under a new number, for one that was revoked."""

    form_class = DateForm
    title = _("Replace a revoked certificate")
    save_label = _("Issue another one")
    saved = _("Another certificate is issued.")
    permission_required = ("trainings.change_event", "trainings.add_certificate")

    def get_initial(self):
        return {"on": today_of(self.event)}

    def save(self, form):
        certificates.reissue(certificate=self.certificate, on=form.cleaned_data["on"], by=self.request.user)


def waiting(event: Event) -> int:
    """How many earned a certificate and have none; nobody did before the event is over."""
    if event.status == Event.Status.CANCELLED or today_of(event) < event.last_day:
        return 0
    people, speakers = certificates.earning(event)
    return people.order_by().count() + speakers.count()


def certificate_trail(trail: list, event: Event) -> list:
    """The way to a page below the certificates."""
    return [*trail, (_("Certificates"), reverse("event_certificates", args=[event.slug]))]
