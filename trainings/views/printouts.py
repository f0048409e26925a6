"""Printouts: ordering a long report, seeing how far it is, taking its file."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from django.views.generic import DetailView, View

from registry.actions.people import log_file
from trainings.actions.printouts import order
from trainings.models import Printout
from trainings.reports.catalogue import REPORTS
from trainings.views.reports import OneReport
from welfare.errors import RuleError
from welfare.files import stored
from welfare.views import PageMixin


class ReportOrder(OneReport, PageMixin, View):
    """Have a report made in the background; its page tells how far it is."""

    raise_exception = True
    http_method_names = ["post", "options"]

    def post(self, request, **kwargs):
        form = self.asked(request.POST)
        if not form.is_valid():
            return self.back(request.POST)
        try:
            printout = order(
                report=self.report,
                parameters=form.parameters,
                file_format=request.POST.get("format", ""),
                by=request.user,
            )
        except RuleError as refusal:
            messages.error(request, str(refusal))
            return self.back(form.parameters.query())
        return HttpResponseRedirect(printout.get_absolute_url())


class PrintoutPage(PageMixin, DetailView):
    """How far a printout is, and its file; asked again and again while it is being made."""

    permission_required = "trainings.print_report"

    @property
    def title(self):
        return REPORTS[self.object.report].title if self.object.report in REPORTS else _("Report")

    def trail(self):
        return [(_("Reports"), reverse("reports"))]

    def get_queryset(self):
        return Printout.objects.visible_to(self.request.user).select_related("event", "made_by", "scope")

    def get_template_names(self):
        return ["printouts/_state.html" if self.request.htmx else "printouts/page.html"]

    def get_context_data(self, **kwargs):
        question = f"{reverse('report', args=[self.object.report])}?{urlencode(self.object.asked)}"
        return super().get_context_data(**kwargs) | {"question": question}


@require_GET
@permission_required("trainings.print_report", raise_exception=True)
def printout_file(request, pk):
    """The file of a printout; taking it is written down."""
    printout = get_object_or_404(Printout.objects.visible_to(request.user), pk=pk)
    if not printout.file:
        return redirect(printout)
    stem = REPORTS[printout.report].file_stem
    response = stored(printout.file, name=f"{stem}-{pk}")
    log_file(what=f"cetakan {pk}", by=request.user)
    return response
