"""Who holds a seat, and who waits for one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.selection.models.offerings import Offering


class Enrolment(models.Model):
    """A seat held, or once held, by a learner (选课)."""

    class State(models.TextChoices):
        ENROLLED = "enrolled", _("Enrolled")
        DROPPED = "dropped", _("Dropped")

    offering = models.ForeignKey(Offering, verbose_name=_("offering"), on_delete=models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("learner"), on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ENROLLED)
    picked_at = models.DateTimeField(_("picked at"))
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    dropped_late = models.BooleanField(_("dropped late"), default=False, db_default=False, help_text=_("Given back after the second lesson had begun."))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["picked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "learner"], condition=Q(state="enrolled"), name="enrolment_one_seat_each"),
            models.CheckConstraint(
                condition=Q(state="enrolled", dropped_at__isnull=True) | Q(state="dropped", dropped_at__isnull=False), name="enrolment_dropped_has_time"
            ),
            models.CheckConstraint(condition=Q(dropped_late=False) | Q(state="dropped"), name="enrolment_late_is_dropped"),
        ]
        indexes = [models.Index(fields=["learner", "state"], name="enrolment_of_learner")]

    def __str__(self) -> str:
        return f"{self.learner} · {self.offering}"


class WaitlistEntry(models.Model):
    """A place in the queue for a full offering (候补). The order is the order of joining."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        PROMOTED = "promoted", _("Got a seat")
        LEFT = "left", _("Left")

    offering = models.ForeignKey(Offering, verbose_name=_("offering"), on_delete=models.PROTECT, related_name="waitlist")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("learner"), on_delete=models.PROTECT, related_name="waitlist_entries")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    joined_at = models.DateTimeField(_("joined at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("waitlist place")
        verbose_name_plural = _("waitlist places")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "learner"], condition=Q(state="waiting"), name="waitlist_one_place_each"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True) | (~Q(state="waiting") & Q(settled_at__isnull=False)), name="waitlist_settled_has_time"
            ),
        ]
        indexes = [models.Index(fields=["offering", "state", "joined_at"], name="waitlist_in_order")]

    def __str__(self) -> str:
        return f"{self.learner} · {self.offering}"
