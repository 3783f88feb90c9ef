"""Addresses of the catalogue, which stand before Wagtail's own and leave the names to those. Course pages themselves are Wagtail's."""

from django.urls import include, path, re_path, register_converter
from django.urls.converters import IntConverter

from courses.catalogue import views
from courses.catalogue.views import drops, library, needs, paper, stages, surveys, topics, versions


class Row(IntConverter):
    """The key of a row. Longer ones are beyond what a database can hold, so they are no address at all."""

    regex = "[0-9]{1,18}"


register_converter(Row, "row")

NEEDS = [
    path("needs/", needs.needs, name="needs"),
    path("needs/<int:pk>/", paper.by_number, name="survey_by_number"),
    path("needs/<str:slug>/", surveys.survey, name="survey"),
    path("needs/<str:slug>/thanks/", surveys.survey_thanks, name="survey_thanks"),
    path("needs/<str:slug>/results/", needs.survey_results, name="survey_results"),
    path("needs/<str:slug>/results.csv", needs.survey_csv, name="survey_csv"),
    path("needs/<str:slug>/make-need/", needs.make_need, name="make_need"),
    path("needs/<str:slug>/poster/", paper.survey_poster, name="survey_poster"),
    path("needs/<str:slug>/slips/", paper.survey_slips, name="survey_slips"),
    path("modules/<str:slug>/", needs.module, name="module"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<str:slug>/", topics.topic, name="topic"),
]

named = (
    [
        path("courses/<str:slug>/versions/", versions.versions, name="versions"),
        path("courses/<str:slug>/versions/compare/", versions.comparison, name="comparison"),
        path("courses/<str:slug>/versions/<row:number>/", versions.version, name="version"),
        path("teach/courses/", stages.stages, name="stages"),
        path("teach/courses/<row:pk>/", stages.course_stages, name="course_stages"),
        path("teach/courses/<row:pk>/hand-on/", stages.hand_on, name="hand_on"),
        path("teach/courses/<row:pk>/take-back/", stages.take_back, name="take_back"),
        path("teach/courses/<row:pk>/settle/<slug:stage>/", stages.settle, name="settle"),
        path("teach/courses/<row:pk>/end-release/", stages.end_release, name="end_release"),
        path("teach/courses/<row:pk>/uses/", stages.take_over, name="take_over"),
        path("teach/courses/<row:pk>/uses/<row:rollout>/end/", stages.give_back, name="give_back"),
        path("teach/courses/<row:pk>/adapt/", stages.adapt, name="adapt"),
        path("documents/<int:pk>/read/", views.read, name="document_read"),
        path("documents/<int:pk>/pictures/<int:number>/", views.picture, name="document_picture"),
        path("documents/<int:pk>/pages/<int:number>/", views.page_picture, name="document_page"),
        path("teach/courses/from-files/", drops.start, name="drops"),
        path("teach/courses/from-files/<int:pk>/", drops.proposal, name="drop"),
        path("teach/courses/from-files/<int:pk>/files/", drops.send, name="drop_file"),
        path("teach/courses/from-files/<int:pk>/give-up/", drops.give_up, name="drop_give_up"),
        path("library/", library.library, name="library"),
        path("library/add/", library.add, name="library_add"),
        path("library/licence/", library.license_many, name="library_licence"),
        path("library/<int:pk>/", library.resource, name="resource"),
        path("library/<int:pk>/describe/", library.describe, name="resource_describe"),
        path("library/<int:pk>/replace/", library.replace, name="resource_replace"),
        path("library/<int:pk>/delete/", library.delete, name="resource_delete"),
        path("library/<int:pk>/versions/<int:number>/", library.version, name="resource_version"),
        path("documents/<int:pk>/slides/", views.slides, name="document_slides"),
        *NEEDS,
    ],
    "catalogue",
)
urlpatterns = [
    path("", include(named)),
    path("documents/<int:document_id>/<path:document_filename>", views.download),
    re_path(r"^admin/(?P<rest>reports/.*|choose-page/chosen-multiple/)$", views.closed_to_teachers),
    path("admin/bulk/<str:app_label>/<str:model_name>/<str:action>/", views.bulk),
]
