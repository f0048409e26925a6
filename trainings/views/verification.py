"""Verifying a certificate: for everybody, without an account. Nothing personal but the name as printed."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from trainings.actions import verification
from trainings.actions.certificates import event_of
from welfare.network import client_address

TEMPLATE = "certificates/verify.html"
CODE = r"^(?=.*[0-9A-Za-z])[0-9A-Za-z\s-]{1,40}$"


class CodeForm(forms.Form):
    """The code as it stands on the paper."""

    code = forms.RegexField(
        CODE, label=_("Code"), error_messages={"invalid": _("A code has letters and digits only.")}
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request):
    """Type a code; it leads to the page a scanned one opens."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = verification.written(form.cleaned_data["code"])
        return HttpResponseRedirect(reverse("verify_code", args=[code]))
    return answer(request, status=422 if form.is_bound else 200, form=form)


@login_not_required
@never_cache
@require_safe
def verify_code(request, code):
    """What a code certifies; 404 for one that certifies nothing, 429 for who tried too many."""
    certificate, until = verification.find(code=code, address=client_address(request))
    if certificate:
        return answer(request, status=200, certificate=certificate, event=event_of(certificate))
    return answer(request, status=429 if until else 404, form=CodeForm(), until=until, is_unknown=not until)


def answer(request, *, status: int, **context):
    """The page; search engines keep away from it."""
    context["title"] = _("Verify a certificate")
    response = render(request, TEMPLATE, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
