"""The app of the college."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollegeConfig(AppConfig):
    name = "college"
    label = "college"
    verbose_name = _("College")

    def ready(self) -> None:
        from college import checks  # noqa: F401
