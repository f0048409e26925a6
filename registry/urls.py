"""The addresses of people, regions, imports and accounts."""

from django.contrib.auth.views import PasswordChangeDoneView
from django.urls import path

from registry.views import accounts, home

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("masuk/", accounts.LoginView.as_view(), name="login"),
    path("keluar/", accounts.LogoutView.as_view(), name="logout"),
    path("bahasa/", accounts.set_language, name="set_language"),
    path("pengaturan/", accounts.SettingsView.as_view(), name="settings"),
    path("pengaturan/sandi/", accounts.PasswordChangeView.as_view(), name="password_change"),
    path(
        "pengaturan/sandi/selesai/",
        PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html"),
        name="password_change_done",
    ),
]
