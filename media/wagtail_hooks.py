"""Wires the recordings into the Wagtail admin."""

from typing import Any

from django.urls import URLPattern
from wagtail import hooks

from media import admin

hooks.register("register_log_actions", admin.register_log_actions)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return admin.URLS


@hooks.register("register_admin_viewset")
def library() -> Any:
    return [viewset() for viewset in admin.VIEWSETS]
