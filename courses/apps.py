"""The app that holds the five slices."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from college import health, situations
        from courses.catalogue import receivers  # noqa: F401
        from courses.credits import receivers as credits  # noqa: F401
        from courses.credits import triggers
        from courses.learning import receivers as learning  # noqa: F401
        from courses.selection import decks, places, situation
        from courses.selection import receivers as selection  # noqa: F401
        from media import decks as media_decks
        from media import places as media_places

        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="ledger triggers")
        register(triggers.check_system, Tags.database)
        media_decks.know(decks.deck_of)
        media_places.know(places.PLACES)
        situations.register(situation.NAME, situation.to_course)
        health.register("ledger", triggers.check_health)
