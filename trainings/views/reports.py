"""Reports: the catalogue, one report on the screen, and its files."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from trainings.actions.printing import EVERY_FORMAT, FORMATS, page_count, papers_of, print_report
from trainings.forms.reports import ReportForm
from trainings.models import Printout
from trainings.reports.catalogue import REPORTS
from trainings.reports.parameters import OPTION
from trainings.reports.report import Report
from welfare.errors import RuleError
from welfare.files import download
from welfare.views import PageMixin

IN_BACKGROUND = ("pdf", "zip", "xlsx")
COUNTED_PEOPLE = 300  # of more than so many on a report, the pages are not counted before it is made
NEWEST = 10


class ReportList(PageMixin, TemplateView):
    """Which reports there are."""

    permission_required = "trainings.print_report"
    template_name = "reports/list.html"
    title = _("Reports")

    def get_context_data(self, **kwargs):
        printouts = Printout.objects.visible_to(self.request.user).exclude(
            file="", state=Printout.State.READY
        )
        return super().get_context_data(**kwargs) | {
            "reports": REPORTS.values(),
            "printouts": [(REPORTS[row.report], row) for row in printouts[:NEWEST] if row.report in REPORTS],
        }


class OneReport:
    """What the page and the files of a report share; an unknown one is not found."""

    permission_required = "trainings.print_report"

    @cached_property
    def report(self) -> Report:
        """The report of the address."""
        try:
            return REPORTS[self.kwargs["slug"]]
        except KeyError:
            raise Http404 from None

    def asked(self, data) -> ReportForm:
        """The form over `data`; what lies outside the user's scope is not found."""
        form = ReportForm(data, report=self.report, user=self.request.user)
        if form.is_bound and not form.is_valid() and form.asks_for_the_hidden:
            raise Http404
        return form


def asks(data: QueryDict) -> bool:
    """Does an address name anything, or was the form sent, which never leaves out the paper?"""
    return any(data.values()) or "paper" in data


class ReportPage(OneReport, PageMixin, TemplateView):
    """The parameters of a report and, once they are chosen, the report itself. Changes nothing.

    POST asks what is too long for an address.
    """

    template_name = "reports/page.html"

    def post(self, request, **kwargs):
        if not self.report.asks_much:
            return self.http_method_not_allowed(request)
        return self.get(request, **kwargs)

    @property
    def title(self):
        return self.report.title

    def trail(self):
        return [(_("Reports"), reverse("reports"))]

    def get_context_data(self, **kwargs):
        data = self.request.POST or self.request.GET
        form = self.asked(data if asks(data) else None)
        context = super().get_context_data(**kwargs) | {"report": self.report, "form": form}
        if not form.is_bound or not form.is_valid():
            return context
        query = form.parameters.query()
        context |= {"asked": query, "query": urlencode(query)}
        size = self.report.size(form.parameters) if self.report.size else None
        if size and size.is_large:
            return context | {"size": size, "formats": IN_BACKGROUND}
        try:
            facts = self.report.query(form.parameters)
            papers = list(papers_of(self.report, facts, form.parameters))
        except RuleError as refusal:
            form.add_error(None, str(refusal))
            return context
        is_short = facts.people <= COUNTED_PEOPLE
        return context | {
            "facts": facts,
            "papers": [paper.data for paper in papers],
            "pages": page_count(self.report, facts, papers, form.parameters) if is_short else None,
            "formats": EVERY_FORMAT if len(papers) > 1 else FORMATS,
        }


class ReportFile(OneReport, PermissionRequiredMixin, View):
    """A report as a file. What making it changes (frozen names) is only done by POST."""

    raise_exception = True

    def get(self, request, **kwargs):
        if self.report.has_consequences:
            return HttpResponseNotAllowed(["POST"])
        return self.file(request.GET)

    def post(self, request, **kwargs):
        if not self.report.has_consequences:
            return HttpResponseNotAllowed(["GET"])
        return self.file(request.POST)

    def file(self, data) -> HttpResponse:
        """The file; back to the page, which says why, when there is none."""
        form = self.asked(data)
        if not form.is_valid():
            return self.back(data)
        try:
            file = print_report(
                report=self.report,
                parameters=form.parameters,
                file_format=self.kwargs["file_format"],
                by=self.request.user,
            )
        except RuleError as refusal:
            messages.error(self.request, str(refusal))
            return self.back(form.parameters.query())
        return download(file)

    def back(self, data) -> HttpResponse:
        """To the page, with the parameters that were sent, as far as an address holds them."""
        left_out = ("csrfmiddlewaretoken", OPTION) if self.report.asks_much else ("csrfmiddlewaretoken",)
        known = {name: text for name, text in data.items() if text and not name.startswith(left_out)}
        return redirect(f"{reverse('report', args=[self.report.slug])}?{urlencode(known)}")
