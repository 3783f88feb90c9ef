"""What should be learnt before a course (先修课程). The order has no cycle, whoever writes it and whenever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Orderable, Page

from college.choosing import PageChoice
from courses.catalogue.errors import CycleRefused
from courses.catalogue.models.pages import CourseIndexPage, CoursePage
from courses.catalogue.rules.prerequisites import path_back


class PrerequisiteForm(WagtailAdminModelForm):
    """The row in the course editor, with a chooser that survives any number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "needs" in self.fields:
            self.fields["needs"].widget = PageChoice(target_models=[CoursePage])


class Prerequisite(Orderable):
    """A course that should be learnt before another.

    A page saves these rows whichever way it is published, so the refusal stands in `save`. Two editors at once are put in a row by a lock
    on the course list: the second one looks at what the first has written.
    """

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="prerequisites")
    needs = models.ForeignKey(CoursePage, verbose_name=_("course"), on_delete=models.CASCADE, related_name="leads_to")

    base_form_class = PrerequisiteForm

    class Meta(Orderable.Meta):
        verbose_name = _("course needed first")
        verbose_name_plural = _("courses needed first")
        constraints = [
            models.UniqueConstraint(fields=["page", "needs"], name="prerequisite_once", violation_error_message=_("This course stands here already.")),
            models.CheckConstraint(condition=~Q(page=F("needs")), name="prerequisite_not_itself", violation_error_message=_("A course cannot need itself.")),
        ]

    def __str__(self) -> str:
        return str(self.needs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            list(CourseIndexPage.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
            refuse_cycle(self.page_id, [*needed_by(self.page_id, but=self.pk), self.needs_id])
            super().save(*args, **kwargs)


def needed_by(page: int, *, but: int | None = None) -> list[int]:
    """The courses that one needs, as stored, without one row."""
    return list(Prerequisite.objects.filter(page=page).exclude(pk=but).values_list("needs", flat=True))


def refuse_cycle(page: int | None, needs: Iterable[int]) -> None:
    """Raises CycleRefused when the course, needing these, would wait for itself."""
    if titles := circle_of(page, needs):
        raise CycleRefused(titles)


def circle_of(page: int | None, needs: Iterable[int]) -> tuple[str, ...]:
    """The titles on the way round, () when there is none. A course that needs nothing, or is not stored yet, waits for nobody. Two queries at most."""
    wanted = set(needs)
    if page is None or not wanted:
        return ()
    graph: dict[int, set[int]] = defaultdict(set)
    for course, needed in Prerequisite.objects.exclude(page=page).values_list("page", "needs"):
        graph[course].add(needed)
    graph[page] = wanted
    way = path_back(graph, page)
    titles = dict(Page.objects.filter(pk__in=way).values_list("pk", "draft_title")) if way else {}
    return tuple(titles.get(course, "") for course in way)
