"""The app of recordings."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    label = "media"
    verbose_name = _("Recordings")

    def ready(self) -> None:
        from media import checks, receivers  # noqa: F401

        settings.FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)  # Django writes into it, but does not make it
