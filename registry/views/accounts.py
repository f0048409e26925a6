"""Coming in, going out, and what everybody sets for himself."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from registry.actions import logins
from registry.models import Office, User
from welfare import shown
from welfare.forms import LaidOut, RevisedForm
from welfare.network import client_address
from welfare.views import EditView, FormPageMixin

LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60


class LoginForm(auth.AuthenticationForm):
    """Name and password; who tried too many waits."""

    def clean(self):
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not username or not password:
            return self.cleaned_data
        address = client_address(self.request)
        user, until = logins.log_in(self.request, username=username, password=password, address=address)
        if until:
            message = _("Too many wrong passwords. Try again at %(time)s, or ask your administrator.")
            raise forms.ValidationError(message, "held", {"time": shown.clock(until)})
        if user is None:
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(user)
        self.user_cache = user
        return self.cleaned_data


class LoginView(auth.LoginView):
    """The way in; names the office where there is only one."""

    authentication_form = LoginForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        offices = Office.objects.all()[:2]
        return super().get_context_data(**kwargs) | {
            "title": _("Log in"),
            "office": offices[0] if len(offices) == 1 else None,
        }

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "held"):
            response.status_code = 429
        return response


class LogoutView(auth.LogoutView):
    """The way out, saying so."""

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        messages.info(request, _("You are logged out."))
        return response


class PasswordForm(LaidOut, auth.PasswordChangeForm):
    """The old password once, the new one twice."""


class PasswordChangeView(FormPageMixin, auth.PasswordChangeView):
    """Everybody may change his own password."""

    form_class = PasswordForm
    template_name = "accounts/password_change.html"
    title = _("Change password")
    save_label = _("Change password")
    permission_required = ()
    success_url = reverse_lazy("password_change_done")

    def trail(self):
        return [(_("Settings"), reverse("settings"))]

    def save(self, form):
        auth.update_session_auth_hash(self.request, form.save())


class SettingsForm(RevisedForm):
    """What a user sets for himself."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "language", "shortcuts")


class SettingsView(EditView):
    """Name, language and keys; the way to the password; for administrators the way to the admin."""

    form_class = SettingsForm
    template_name = "accounts/settings.html"
    title = _("Settings")
    permission_required = ()
    success_url = reverse_lazy("settings")

    def get_object(self, queryset=None):
        return self.request.user

    def cancel_url(self):
        return reverse("home")


@login_not_required
@require_POST
def set_language(request):
    """Speak another language from now on: a cookie for strangers, kept with the account for users."""
    wanted = request.POST.get("language", "")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if wanted not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(language=wanted)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, wanted, max_age=LANGUAGE_COOKIE_AGE, httponly=True, samesite="Lax"
    )
    return response
