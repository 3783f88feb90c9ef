"""The trail of teachers who were kept twice: written once, never changed. The database itself refuses it (college.triggers)."""

from __future__ import annotations

from django.db import models


class TeacherMerge(models.Model):
    """One teacher's row was joined to another's. Nobody is named by a key that could vanish: the trail outlives rows and accounts.

    `moved` says how many of what went along, by the names of the movers; `gone_facts` what the row said that is no more.
    """

    kept_slug = models.CharField(max_length=80)
    kept_name = models.CharField(max_length=60)
    gone_slug = models.CharField(max_length=80, db_index=True)
    gone_name = models.CharField(max_length=60)
    gone_facts = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"
