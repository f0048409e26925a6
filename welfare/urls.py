"""The addresses of the site: those of the two apps, and the admin."""

from django.urls import include, path

from welfare.admin import site

urlpatterns = [
    path("admin/", site.urls),
    path("", include("registry.urls")),
    path("", include("trainings.urls")),
]
