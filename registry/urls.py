"""The addresses of people, regions, imports and accounts."""

from django.contrib.auth.views import PasswordChangeDoneView
from django.urls import path

from registry.views import accounts, appointments, home, people, regions, workers

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("masuk/", accounts.LoginView.as_view(), name="login"),
    path("keluar/", accounts.LogoutView.as_view(), name="logout"),
    path("bahasa/", accounts.set_language, name="set_language"),
    path("cari/", workers.WorkerSearch.as_view(), name="search"),
    path("psks/", workers.WorkerList.as_view(), name="workers"),
    path("psks/tambah/", people.WorkerCreate.as_view(), name="worker_create"),
    path("psks/<int:pk>/", people.WorkerPage.as_view(), name="worker"),
    path(
        "psks/<int:pk>/penugasan/",
        people.WorkerPage.as_view(tab="appointments"),
        name="worker_appointments",
    ),
    path("psks/<int:pk>/pelatihan/", people.WorkerPage.as_view(tab="trainings"), name="worker_trainings"),
    path("psks/<int:pk>/riwayat/", people.WorkerPage.as_view(tab="history"), name="worker_history"),
    path("psks/<int:pk>/ubah/", people.WorkerEdit.as_view(), name="worker_edit"),
    path("psks/<int:pk>/lihat/", people.worker_reveal, name="worker_reveal"),
    path("psks/<int:pk>/angkat/", appointments.AppointmentCreate.as_view(), name="appointment_create"),
    path("penugasan/akhiri/", appointments.AppointmentEnd.as_view(), name="appointment_end"),
    path("penugasan/perpanjang/", appointments.AppointmentExtend.as_view(), name="appointment_extend"),
    path(
        "penugasan/<int:pk>/pindah/", appointments.AppointmentTransfer.as_view(), name="appointment_transfer"
    ),
    path("wilayah/", regions.RegionPage.as_view(), name="regions"),
    path("wilayah/cari/", regions.regions_suggested, name="regions_suggested"),
    path("wilayah/<int:pk>/", regions.RegionPage.as_view(), name="region"),
    path("wilayah/<int:pk>/nama/", regions.region_name_add, name="region_name_add"),
    path("wilayah/nama/<int:pk>/hapus/", regions.region_name_delete, name="region_name_delete"),
    path("pengaturan/", accounts.SettingsView.as_view(), name="settings"),
    path("pengaturan/sandi/", accounts.PasswordChangeView.as_view(), name="password_change"),
    path(
        "pengaturan/sandi/selesai/",
        PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html"),
        name="password_change_done",
    ),
]
