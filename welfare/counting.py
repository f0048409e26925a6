"""The exact number of rows of a long list, told after its page."""

from django.http import HttpResponseBadRequest
from django.shortcuts import render

from welfare.digits import is_number


class ExactCount:
    """For a list of more rows than a page counts: their number, fetched by htmx once the page is drawn.

    Stands before the ListView among the bases.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        if is_number(request.GET.get("q", "")):
            return HttpResponseBadRequest()
        self.count_limit = None
        chips, total = self.chips(), self.whole()
        found = self.get_queryset().order_by().count() if chips else total
        context = {
            "title": self.title,
            "number": self.number(found),
            "count": self.counted(found),
            "total": self.counted(total),
            "chips": chips,
        }
        return render(request, "generic/_exact_count.html", context)
