"""Addresses of this room."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("courses/", views.courses, name="courses"),
    path("teachers/", views.teachers, name="teachers"),
    path("teachers/<str:slug>/", views.teacher, name="teacher"),
]
