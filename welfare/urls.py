"""The addresses of the site: those of the two apps, and the admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("registry.urls")),
    path("", include("trainings.urls")),
]
