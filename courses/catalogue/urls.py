"""Addresses of the catalogue, which stand before Wagtail's own and leave the names to those. Course pages themselves are Wagtail's."""

from django.urls import include, path, re_path

from courses.catalogue import views

named = (
    [
        path("documents/<int:pk>/read/", views.read, name="document_read"),
        path("documents/<int:pk>/pictures/<int:number>/", views.picture, name="document_picture"),
        path("documents/<int:pk>/pages/<int:number>/", views.page_picture, name="document_page"),
    ],
    "catalogue",
)
urlpatterns = [
    path("", include(named)),
    path("documents/<int:document_id>/<path:document_filename>", views.download),
    re_path(r"^admin/(?P<rest>reports/.*|choose-page/chosen-multiple/)$", views.closed_to_teachers),
    path("admin/bulk/<str:app_label>/<str:model_name>/<str:action>/", views.bulk),
]
