"""Addresses of this room. `id` is the converter of the room below."""

from django.urls import path

from courses.learning import views
from courses.selection import urls as selection  # noqa: F401  # registers the converter

app_name = "learning"
urlpatterns = [
    path("learning/", views.home, name="home"),
    path("learning/offerings/<id:pk>/", views.course, name="course"),
    path("learning/offerings/<id:pk>/check/", views.check, name="check"),
    path("learning/checks/<uuid:key>/", views.attempt, name="attempt"),
    path("learning/checks/<uuid:key>/answers/", views.answers, name="answers"),
    path("replay/<int:lesson_id>/", views.replay, name="replay"),
    path("teach/lessons/<id:pk>/attendance/", views.roll_call, name="roll_call"),
    path("teach/lessons/<id:pk>/attendance/paper/", views.roll_paper, name="roll_paper"),
    path("teach/offerings/<id:pk>/check/", views.write_check, name="write_check"),
    path("teach/offerings/<id:pk>/check/preview/", views.check_preview, name="check_preview"),
    path("teach/offerings/<id:pk>/results/", views.results, name="results"),
]
