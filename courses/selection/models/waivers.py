"""Exceptions that the office makes for one learner and one class."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.selection.models.offerings import Offering


class Waiver(models.Model):
    """Reasons (codes of `rules.WAIVABLE`) that do not count for a learner at a class, with who said so, when and why.

    Rows are added and never changed or removed (a trigger holds that); the latest one of a learner and a class counts, and one without reasons
    takes the earlier ones back. Only the words go when she leaves the college.
    """

    offering = models.ForeignKey(Offering, verbose_name=_("offering"), on_delete=models.PROTECT, related_name="waivers")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("learner"), on_delete=models.PROTECT, related_name="waivers")
    reasons = models.JSONField(_("does not count for her"), default=list, blank=True)
    why = models.CharField(_("why"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("decided at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(by=models.F("learner")), name="waiver_not_for_oneself")]
        indexes = [models.Index(fields=["learner", "offering"], name="waiver_of_learner")]

    def __str__(self) -> str:
        return f"{self.learner} · {self.offering}"
