"""The app that holds the five slices."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from college import health, merging, notices, page_cache, personal, rooms, teacher_merging, terms, triggers
        from courses.catalogue import receivers, teacher_moves  # noqa: F401
        from courses.catalogue import triggers as catalogue_triggers
        from courses.catalogue.domain import reuse
        from courses.credits import merging as credits_merging
        from courses.credits import personal as credits_data
        from courses.credits import receivers as credits  # noqa: F401
        from courses.credits import triggers as credits_triggers
        from courses.evaluation import merging as evaluation_merging
        from courses.evaluation import personal as evaluation_data
        from courses.evaluation import teacher_moves as evaluation_moves
        from courses.learning import merging as learning_merging
        from courses.learning import personal as learning_data
        from courses.learning import receivers as learning  # noqa: F401
        from courses.learning.domain import completed_among
        from courses.selection import booking_triggers, decks, held, places, room_fits, situation, starts, turns, with_others
        from courses.selection import merging as selection_merging
        from courses.selection import personal as selection_data
        from courses.selection import receivers as selection
        from courses.selection import teacher_moves as selection_moves
        from courses.selection import triggers as selection_triggers
        from courses.selection.domain import eligibility, plans
        from media import decks as media_decks
        from media import places as media_places

        post_migrate.connect(selection.book_after_migrate, sender=self, dispatch_uid="bookings")
        triggers.guard(*catalogue_triggers.GUARDS, *selection_triggers.GUARDS, *booking_triggers.GUARDS, *credits_triggers.GUARDS)
        media_decks.know(decks.deck_of)
        terms.know_plans(plans.keeps_window)
        reuse.register(held.places_of)
        eligibility.know_completed(completed_among)
        media_places.know(places.PLACES)
        teacher_merging.register(teacher_moves.COURSES, teacher_moves.TOPICS, selection_moves.CLASSES, evaluation_moves.SCORES)
        situation.register()
        starts.register()
        notices.tell_beside(with_others.told_beside)
        rooms.warn_of(room_fits.too_small_for)
        page_cache.turns_at(turns.between)
        health.register("ledger", triggers.check_health)
        merging.register(selection_merging.MOVER, learning_merging.MOVER, evaluation_merging.MOVER, credits_merging.MOVER)
        personal.register(selection_data.TOPIC, learning_data.TOPIC, evaluation_data.TOPIC, credits_data.TOPIC)
