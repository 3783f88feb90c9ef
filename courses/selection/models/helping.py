"""Who picks classes for whom (代办), and what was done for somebody by somebody else."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.selection.models.offerings import Offering
from courses.selection.rules.helping import MOST_ELDERS, MOST_HELPERS


class Helping(models.Model):
    """A helper picks for an elder, from `since` until one of them ends it.

    `slot` is the elder's place among those of her helper, `place` the helper's among those of his elder: both are numbered from 1, so that the database
    itself holds how many there may be, however many ask at once.
    """

    class Agreed(models.TextChoices):
        DESK = "desk", pgettext_lazy("agreed", "at the front desk")
        ACCOUNT = "account", pgettext_lazy("agreed", "on the account")
        CARD = "card", pgettext_lazy("agreed", "with the paper card")

    helper = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("helper"), on_delete=models.PROTECT, related_name="helps")
    elder = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("who is helped"), on_delete=models.PROTECT, related_name="helped_by")
    slot = models.PositiveSmallIntegerField(editable=False)
    place = models.PositiveSmallIntegerField(editable=False)
    agreed = models.CharField(_("agreed"), max_length=8, choices=Agreed.choices)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # she herself, or who was at the desk
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("helper of somebody")
        verbose_name_plural = _("helpers")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(helper=F("elder")), name="helping_never_oneself"),
            models.CheckConstraint(condition=Q(slot__range=(1, MOST_ELDERS)), name="helping_slot"),
            models.CheckConstraint(condition=Q(place__range=(1, MOST_HELPERS)), name="helping_place"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="helping_ends_later"),
            models.UniqueConstraint(fields=["helper", "slot"], condition=Q(until__isnull=True), name="helping_slot_once"),
            models.UniqueConstraint(fields=["elder", "place"], condition=Q(until__isnull=True), name="helping_place_once"),
            models.UniqueConstraint(fields=["helper", "elder"], condition=Q(until__isnull=True), name="helping_pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.helper} · {self.elder}"


class Acted(models.Model):
    """Somebody did something for a learner. Written in the transaction of what was done; no row is changed or removed (triggers.py)."""

    class What(models.TextChoices):
        PICK = "pick", _("Picked a class")
        DROP = "drop", _("Dropped a class")
        WAIT = "wait", _("Joined a waitlist")
        LEAVE = "leave", _("Left a waitlist")
        WISHES = "wishes", _("Changed the wishes")
        ACCEPT = "accept", _("Accepted an offered seat")
        DECLINE = "decline", _("Declined an offered seat")
        ACCOUNT = "account", _("Opened the account")
        PLEDGE = "pledge", _("Wrote down the health pledge")
        FACTS = "facts", _("Wrote down year of birth or neighbourhood")
        RESERVE = "reserve", _("Wrote down that a seat is kept")
        GROUPS = "groups", _("Answered the questions before groups are made")
        ASK = "ask", _("Asked for a course")
        SIGN = "sign", _("Gave a name for a course that is asked for")
        UNSIGN = "unsign", _("Took the name back from a course that is asked for")
        FEED = "feed", _("Made an address for the calendar")
        FEED_END = "feed_end", _("Ended the address of the calendar")
        HELPER = "helper", _("Let a helper in")
        HELPER_END = "helper_end", _("Ended a helper")

    class Role(models.TextChoices):
        HELPER = "helper", pgettext_lazy("who acted", "Helper")
        DESK = "desk", pgettext_lazy("who acted", "Front desk")

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("who did it"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=Role.choices)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("for whom"), on_delete=models.PROTECT, related_name="done_for_her")
    what = models.CharField(_("what"), max_length=12, choices=What.choices)
    offering = models.ForeignKey(Offering, verbose_name=_("class"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(_("course"), max_length=200, blank=True, db_default="")  # where it is about no class: the course, as it was called then
    at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("done for somebody")
        verbose_name_plural = _("done for others")
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(actor=F("learner")), name="acted_for_somebody_else")]
        indexes = [models.Index(fields=["learner", "-at"], name="acted_for_learner")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} · {self.at:%Y-%m-%d}"
