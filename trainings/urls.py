"""The addresses of events and reports."""

urlpatterns = []
