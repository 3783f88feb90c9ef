"""The index inside the database. Its rows are the work orders of indexing too: what is missing, old or not yet sent is seen by looking at them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.queries import Document


class Entry(models.Model):
    """One findable thing, as it was when it was read. The words to be matched lie in the table `search_text` (see `backends.tables`)."""

    class Kind(models.TextChoices):
        COURSE = "course", _("Courses")
        TEACHER = "teacher", pgettext_lazy("page", "Teachers")
        OFFERING = "offering", _("Classes")

    SINGULAR = {
        Kind.COURSE.value: pgettext_lazy("one result", "Course"),
        Kind.TEACHER.value: pgettext_lazy("one result", "Teacher"),
        Kind.OFFERING.value: pgettext_lazy("one result", "Class"),
    }

    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    line = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=1000)
    school = models.CharField(max_length=10, blank=True)
    open_seats = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=130)
    source_at = models.DateTimeField(null=True)
    seats_taken = models.PositiveIntegerField(null=True)
    changes_at = models.DateTimeField(null=True)
    indexed_at = models.DateTimeField()
    shipped = models.BooleanField(default=False)  # Elasticsearch has confirmed exactly this row
    withdrawn = models.BooleanField(default=False)  # found no longer; kept until Elasticsearch has forgotten it

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="search_in_order"),
            models.Index(fields=["changes_at"], name="search_changes_by_clock"),
            models.Index(fields=["shipped", "id"], name="search_to_ship"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.title}"

    def document(self) -> Document:
        """The row as the value it was made from. Prefetch `facets` before asking many rows."""
        facets: dict[str, tuple[str, ...]] = {}
        for facet in self.facets.all():
            facets[facet.name] = (*facets.get(facet.name, ()), facet.value)
        return Document(
            kind=self.kind,
            object_id=self.object_id,
            title=self.title,
            summary=self.summary,
            body=self.body,
            line=self.line,
            url=self.url,
            school=self.school,
            open_seats=self.open_seats,
            facets=facets,
            source_at=self.source_at,
            seats_taken=self.seats_taken,
            changes_at=self.changes_at,
            indexed_at=self.indexed_at,
        )


class Facet(models.Model):
    """One value by which an entry can be filtered: a school's code, or the id of a venue, teacher or term."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="facets")
    name = models.CharField(max_length=10)
    value = models.CharField(max_length=20)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name", "value"], name="search_facet_once")]
        indexes = [models.Index(fields=["name", "value", "entry"], name="search_facet_filter")]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
