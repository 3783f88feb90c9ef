"""A spreadsheet of people between its upload and the moment when its rows become accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PeopleImport(models.Model):
    """One file. `rows` are its people (see `college.rules.people_rows.Row`), `choices` what was chosen by row number, `made` account keys by row number.

    What it says of people is forgotten a month later; that it took place, by whom and how many, stays.
    """

    file_name = models.CharField(_("file"), max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(_("started at"))
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
