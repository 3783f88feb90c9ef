"""The app of recordings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    label = "media"
    verbose_name = _("Recordings")

    def ready(self) -> None:
        from media import receivers  # noqa: F401
