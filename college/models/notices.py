"""What the college tells a person, and how far it got to her by e-mail and SMS."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Notice(models.Model):
    """One thing told to one person, in her words, with the page of ours where she can do something about it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)  # a word for programs; college.notices.BY_SMS names those that are worth an SMS
    text = models.CharField(max_length=500)
    link = models.CharField(max_length=200)  # a path of ours
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)  # when its ways out were settled; until then it waits for the queue

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(link__startswith="/") & ~Q(link__startswith="//"), name="notice_leads_to_us")]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["person", "-created_at"], name="notice_of_person"),
            models.Index(fields=["id"], condition=Q(planned_at__isnull=True), name="notice_to_plan"),
        ]

    def __str__(self) -> str:
        return self.text


class NoticeDelivery(models.Model):
    """A notice on one way out. It is `sending` before anything leaves the house, so that a crash costs one message and never sends it twice."""

    class Way(models.TextChoices):
        MAIL = "mail", _("E-mail")
        SMS = "sms", pgettext_lazy("a way to tell somebody", "SMS")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("of a message", "Waits to be sent")
        SENDING = "sending", pgettext_lazy("of a message", "Is being sent")
        SENT = "sent", pgettext_lazy("of a message", "Sent")
        UNCLEAR = "unclear", pgettext_lazy("of a message", "Perhaps sent")
        FAILED = "failed", pgettext_lazy("of a message", "Could not be sent")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    way = models.CharField(max_length=4, choices=Way.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()  # not before this moment
    changed_at = models.DateTimeField()
    reference = models.CharField(max_length=80, blank=True)  # the provider's number of it

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "way"], name="notice_once_each_way")]
        indexes = [models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "sending"]), name="notice_delivery_due")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.get_state_display()}"
