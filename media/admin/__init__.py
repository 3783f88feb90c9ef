"""The library of recordings (录播) in the Wagtail admin: the list, a page for each, and what staff can do there."""

from media.admin.actions import register_log_actions
from media.admin.doors import URLS
from media.admin.library import RecordingViewSet

VIEWSETS = (RecordingViewSet,)

__all__ = ["URLS", "VIEWSETS", "register_log_actions"]
