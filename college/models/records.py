"""What the college keeps of its own doings: who looked at whose data, and what people complained about or suggested."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccessLog(models.Model):
    """Somebody looked at personal data of somebody else. The subject can read her lines."""

    class Action(models.TextChoices):
        VIEW = "view", _("Looked at")
        EVIDENCE = "evidence", _("Opened the evidence")
        EXPORT = "export", _("Took with an export")

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_role = models.CharField(max_length=20)
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_log")
    action = models.CharField(max_length=10, choices=Action.choices)
    topic = models.CharField(max_length=60)  # such as "report:2026"
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "-at"], name="access_of_subject")]

    def __str__(self) -> str:
        return f"{self.topic} · {self.at:%Y-%m-%d}"


class Complaint(models.Model):
    """A complaint or suggestion (投诉建议), signed in or not, followed by its number and a code that only the sender has."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", _("Complaint")
        SUGGESTION = "suggestion", _("Suggestion")
        QUESTION = "question", _("Question")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        WORKING = "working", _("Being looked into")
        ANSWERED = "answered", _("Answered")

    number = models.CharField(_("number"), max_length=12, unique=True)  # such as 2026-00017
    code = models.CharField(max_length=64)  # hash of the code that opens it without an account
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    text = models.TextField(pgettext_lazy("feedback", "what it is about"), max_length=2000)
    page = models.CharField(_("page"), max_length=200, blank=True)  # where it was written
    contact = models.CharField(_("how to reach you"), max_length=80, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="complaints")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField(_("received at"))
    due_on = models.DateField(_("answer due"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("complaint or suggestion")
        verbose_name_plural = _("complaints and suggestions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="complaint_has_text"),
            models.CheckConstraint(
                condition=(Q(state="answered") & Q(answered_at__isnull=False) & ~Q(answer="")) | (~Q(state="answered") & Q(answered_at__isnull=True)),
                name="complaint_answered_has_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.number
