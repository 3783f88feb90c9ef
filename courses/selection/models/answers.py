"""What was answered to requests that came with a key."""

from django.conf import settings
from django.db import models


class KeptAnswer(models.Model):
    """The one answer to all requests of an account with the same `Idempotency-Key`; written in the transaction of what it answers, kept for a day.

    `request` is a digest of what was asked. `answer` is {"refused": code, "status", "message"} or {"of": kind of row, and its fields}.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="answer_once")]
        indexes = [models.Index(fields=["at"], name="answer_by_age")]

    def __str__(self) -> str:
        return self.key
