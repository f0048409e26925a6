"""The addresses of people, regions, imports and accounts."""

urlpatterns = []
