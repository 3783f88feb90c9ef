"""The demo stands on top of every room and owns no model."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    label = "demo"

    def ready(self) -> None:
        from demo import receivers  # noqa: F401
