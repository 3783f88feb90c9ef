"""Addresses of the catalogue. Course pages themselves are Wagtail's."""

from django.urls import path

from courses.catalogue import views

urlpatterns = [path("documents/<int:document_id>/<path:document_filename>", views.download)]  # before Wagtail's own, which names it
