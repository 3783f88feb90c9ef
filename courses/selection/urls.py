"""Addresses of this room."""

from django.urls import URLPattern

app_name = "selection"
urlpatterns: list[URLPattern] = []
