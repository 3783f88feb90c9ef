"""Addresses of the catalogue, which stand before Wagtail's own and leave the names to those. Course pages themselves are Wagtail's."""

from django.urls import path, re_path

from courses.catalogue import views

urlpatterns = [
    path("documents/<int:document_id>/<path:document_filename>", views.download),
    re_path(r"^admin/(?P<rest>reports/.*|choose-page/chosen-multiple/)$", views.closed_to_teachers),
    path("admin/bulk/<str:app_label>/<str:model_name>/<str:action>/", views.bulk),
]
