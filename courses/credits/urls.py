"""Addresses of the ledger, the statement and the promotion report."""

from django.urls import URLPattern

app_name = "credits"
urlpatterns: list[URLPattern] = []
