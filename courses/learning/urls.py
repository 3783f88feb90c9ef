"""Addresses of this room."""

from django.urls import path

from courses.learning import views

app_name = "learning"
urlpatterns = [
    path("learning/", views.home, name="home"),
    path("replay/<int:lesson_id>/", views.replay, name="replay"),
]
