"""The addresses of people, regions, imports and accounts."""

from django.contrib.auth.views import PasswordChangeDoneView
from django.urls import path

from registry.views import accounts, appointments, home, office, people, regions, roles, users, workers

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
    path("pengaturan/kantor/", office.OfficeEdit.as_view(), name="office_edit"),
    path("pengaturan/pejabat/tambah/", office.OfficialCreate.as_view(), name="official_create"),
    path("pengaturan/pejabat/<int:pk>/", office.OfficialEdit.as_view(), name="official_edit"),
    path("pengaturan/pengguna/", users.UserList.as_view(), name="users"),
    path("pengaturan/pengguna/tambah/", users.UserCreate.as_view(), name="user_create"),
    path("pengaturan/pengguna/<int:pk>/", users.UserEdit.as_view(), name="user_edit"),
    path("pengaturan/pengguna/<int:pk>/sandi/", users.user_password, name="user_password"),
    path("pengaturan/peran/", roles.RolePage.as_view(), name="roles"),
    path("pengaturan/peran/<int:pk>/", roles.RoleEdit.as_view(), name="role_edit"),
    path("pengaturan/kuota/tambah/", roles.QuotaCreate.as_view(), name="quota_create"),
    path("pengaturan/kuota/<int:pk>/", roles.QuotaEdit.as_view(), name="quota_edit"),
    path("pengaturan/kuota/<int:pk>/hapus/", roles.quota_delete, name="quota_delete"),
    path("pengaturan/sandi/", accounts.PasswordChangeView.as_view(), name="password_change"),
    path(
        "pengaturan/sandi/selesai/",
        PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html"),
        name="password_change_done",
    ),
]
