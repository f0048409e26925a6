"""Addresses for the tests of the building blocks: one list, one form, and pages that go wrong."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.urls import path

from registry.models import Worker
from welfare import urls
from welfare.forms import RevisedForm
from welfare.lists import Column, ListView
from welfare.views import EditView


class PeopleFilter(django_filters.FilterSet):
    sex = django_filters.MultipleChoiceFilter(choices=Worker.Sex.choices, label="Sex")
    born = django_filters.DateFromToRangeFilter(field_name="birth_date", label="Born")

    class Meta:
        model = Worker
        fields = ("sex", "born")


class PeopleList(ListView):
    model = Worker
    permission_required = "registry.view_worker"
    title = "People"
    columns = (Column("name", "Name", ("name_key",)), Column("sex", "Sex", ("sex", "name_key")))
    search_fields = ("name",)
    filterset_class = PeopleFilter
    row_template = "people_row.html"


class PersonForm(RevisedForm):
    fieldsets = (("Identity", ("name", "sex")),)

    class Meta:
        model = Worker
        fields = ("name", "sex", "birth_date", "education")


class PersonEdit(EditView):
    model = Worker
    form_class = PersonForm
    permission_required = "registry.change_worker"
    title = "Edit"
    success_url = "/people/"

    def trail(self):
        return [("People", "/people/")]


def refused(request):
    raise PermissionDenied


urlpatterns = [
    path("people/", PeopleList.as_view(), name="people"),
    path("people/<int:pk>/", PersonEdit.as_view(), name="person"),
    path("refused/", refused),
    *urls.urlpatterns,
]
