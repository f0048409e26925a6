"""Vacant seats of a region, and acting cover for one of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from registry.actions import appointments
from registry.forms.appointments import CoverForm
from registry.models import Region, Role
from registry.vacancies import vacancies, who_can_cover
from registry.views.regions import OfRegion
from welfare.constraints import explained
from welfare.digits import is_key
from welfare.views import ActView, PageMixin


class VacancyPage(OfRegion, PageMixin, TemplateView):
    """The seats nobody fills inside one region."""

    template_name = "regions/vacancies.html"
    permission_required = "registry.view_region"
    title = _("Vacant seats")

    def get_context_data(self, **kwargs):
        found = vacancies(self.region, on=timezone.localdate())
        return super().get_context_data(**kwargs) | {"region": self.region, "vacancies": found}


class Cover(ActView):
    """Somebody of the same role nearby acts in a vacant post."""

    form_class = CoverForm
    permission_required = "registry.add_appointment"
    title = _("Acting cover")
    save_label = _("Appoint as acting")
    saved = _("Appointed as acting. The seat stays vacant until somebody is appointed to it.")

    @cached_property
    def role(self) -> Role:
        return get_object_or_404(Role, code=self.request.GET.get("role", "").replace("\0", ""))

    @cached_property
    def region(self) -> Region:
        key = self.request.GET.get("region", "")
        if not is_key(key):
            raise Http404
        regions = Region.objects.visible_to(self.request.user).with_path()
        return get_object_or_404(regions, pk=key)

    def trail(self):
        above = self.region.district or self.region
        where = [(above.label, reverse("region", args=[above.pk]))]
        return [*where, (f"{self.role}, {self.region.label}", reverse("vacancies", args=[above.pk]))]

    def get_form_kwargs(self):
        user = self.request.user
        holders = who_can_cover(self.role, self.region, on=timezone.localdate(), user=user)
        return super().get_form_kwargs() | {"user": user, "holders": holders}

    def get_initial(self):
        return {"first_day": timezone.localdate()}

    @explained()
    def save(self, form):
        appointments.appoint(
            worker=form.cleaned_data["holder"].worker,
            role=self.role,
            region=self.region,
            first_day=form.cleaned_data["first_day"],
            is_acting=True,
            decree=form.recorded(),
            by=self.request.user,
        )

    def get_success_url(self):
        return self.cancel_url()
