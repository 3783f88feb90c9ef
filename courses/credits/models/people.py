"""Who is in the promotion report, who is exempt, and when a year's report may be read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.credits.models.accounts import Account


class MemberCategory(models.Model):
    """A kind of member with its own requirement: community worker, building lead, head of an organisation."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("member category")
        verbose_name_plural = _("member categories")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody belongs to a category for a time, and so is in scope of the report. `unit` is where she works or serves."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    category = models.ForeignKey(MemberCategory, verbose_name=_("category"), on_delete=models.PROTECT, related_name="memberships")
    unit = models.CharField(pgettext_lazy("of a person", "unit"), max_length=60, blank=True)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "category", "valid_from"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_dates",
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account.owner or self.account} · {self.category}"


class Exemption(models.Model):
    """A year in which somebody need not earn (豁免), approved by a second person."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="exemptions")
    year = models.PositiveSmallIntegerField(_("year"))
    reason = models.CharField(_("reason"), max_length=200)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "year"], name="exemption_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_reason"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(proposed_by__isnull=True) | ~Q(approved_by=F("proposed_by")), name="exemption_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account.owner or self.account} · {self.year}"


class ReportYear(models.Model):
    """A year's promotion report (年度学分达标表): its members read their own line first, the committee ten working days later."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    members_from = models.DateField(_("members see their own line from"))
    committee_from = models.DateField(_("the committee may open it from"))

    class Meta:
        verbose_name = _("report year")
        verbose_name_plural = _("report years")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(committee_from__gt=F("members_from")),
                name="report_members_first",
                violation_error_message=_("Members see their own line before the committee does."),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)
