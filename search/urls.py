"""Addresses of this room."""

from django.urls import path

from search import map_views, views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("courses/", views.courses, name="courses"),
    path("map/", map_views.curriculum_map, name="map"),
    path("map/level/", map_views.map_level, name="map_level"),
    path("map/branch/", map_views.map_branch, name="map_branch"),
    path("teachers/", views.teachers, name="teachers"),
    path("teachers/<str:slug>/", views.teacher, name="teacher"),
]
