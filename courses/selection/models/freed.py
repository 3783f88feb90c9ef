"""Seats on their way from one learner to the next (docs/waitlist.md). Until somebody has one, or it is back among the free ones, it counts as taken."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.selection.models.offerings import Offering


class FreedSeat(models.Model):
    """A seat that is offered along the queue. Its key is the number of the chain: along one chain nobody is asked twice.

    It counts in `Offering.seats_taken` while it is offered or rests. It rests when nobody in the queue wants it, until an hour that nobody knows,
    so that a seat cannot be handed to a friend by giving it up while she presses.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered to somebody")
        RESTING = "resting", _("Comes back at its hour")
        GIVEN = "given", _("Given to somebody")
        BACK = "back", _("Free again")

    LIVE = (State.OFFERED, State.RESTING)

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="freed_seats")
    state = models.CharField(max_length=10, choices=State.choices)
    was_scarce = models.BooleanField()  # nobody could pick a seat in the class when it was freed; else it never rests
    freed_at = models.DateTimeField()
    returns_at = models.DateTimeField(null=True)  # its hour, chosen and kept when it came to rest
    settled_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="resting") | Q(returns_at__isnull=False), name="freed_seat_rests_until"),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "resting"], settled_at__isnull=True) | Q(state__in=["given", "back"], settled_at__isnull=False),
                name="freed_seat_settled_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["offering"], condition=Q(state__in=["offered", "resting"]), name="freed_seat_live"),
            models.Index(fields=["returns_at"], condition=Q(state="resting"), name="freed_seat_due"),
        ]

    def __str__(self) -> str:
        return f"{self.offering} {self.pk}"


class SeatOffer(models.Model):
    """A freed seat held for one learner of the queue until `lapses_at`. She keeps her place in the queue, whatever she says, until she has a seat."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for her answer")
        ACCEPTED = "accepted", pgettext_lazy("of an offered seat", "Accepted")
        DECLINED = "declined", pgettext_lazy("of an offered seat", "Declined")
        LAPSED = "lapsed", _("Not answered in time")
        WITHDRAWN = "withdrawn", pgettext_lazy("of an offered seat", "Withdrawn")

    seat = models.ForeignKey(FreedSeat, on_delete=models.PROTECT, related_name="offers")
    offering = models.ForeignKey(Offering, verbose_name=_("offering"), on_delete=models.PROTECT, related_name="seat_offers")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("learner"), on_delete=models.PROTECT, related_name="seat_offers")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    offered_at = models.DateTimeField(_("offered at"))
    lapses_at = models.DateTimeField(_("held until"))
    reminders = models.PositiveSmallIntegerField(default=0)  # sent so far
    settled_at = models.DateTimeField(_("settled at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("offer of a seat")
        verbose_name_plural = _("offers of seats")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "learner"], condition=Q(state="open"), name="seat_offer_one_open_each"),
            models.UniqueConstraint(fields=["seat"], condition=Q(state__in=["open", "accepted"]), name="seat_offer_to_one"),
            models.UniqueConstraint(fields=["seat", "learner"], name="seat_offer_never_twice"),
            models.CheckConstraint(condition=Q(lapses_at__gt=F("offered_at")), name="seat_offer_lapses_later"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True) | (~Q(state="open") & Q(settled_at__isnull=False)), name="seat_offer_settled_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["lapses_at"], condition=Q(state="open"), name="seat_offer_due"),
            models.Index(fields=["learner"], condition=Q(state="open"), name="seat_offer_of_learner"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.offering}"
