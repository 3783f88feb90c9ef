"""The course page made of the five ones (五个一), its teachers and its units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.log_actions import log
from wagtail.models import Orderable, Page, Revision
from wagtail.search import index

from college import caching
from college.models import School, Teacher
from courses.catalogue.errors import ForeignSchool, PublishRefused
from courses.catalogue.models.documents import CourseDocument
from courses.catalogue.models.editing import COURSE_EDITING, WRITTEN
from courses.catalogue.models.permissions import CourseIndexPermissions, CoursePermissions, is_own
from courses.catalogue.models.scope import OFFICE, covers, is_scoped
from courses.catalogue.rules.readiness import Part, Readiness

PROSE = ["h3", "h4", "bold", "ol", "ul", "link", "hr"]
BY_SCHEDULE = "wagtail.publish.scheduled"  # the log action by which Wagtail's `publish_scheduled` says who it is
REFUSED = "courses.publish_refused"


class CourseIndexPage(Page):
    """The parent of all courses. Its own address is answered by the list in `search`, which filters across rooms."""

    parent_page_types = ["college.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count = 1
    template = "courses/catalogue/course_index_page.html"

    class Meta:
        verbose_name = _("course list")

    def permissions_for_user(self, user: Any) -> CourseIndexPermissions:
        return CourseIndexPermissions(user, self)


class CoursePage(Page):
    """A course: exactly one current outline, lesson plan, handout, PPT, and at least one teacher.

    What a revision may point at is SET_NULL or CASCADE, since an old revision that names a deleted row cannot be opened otherwise;
    that nothing in use is deleted is held by `receivers.py`.
    """

    school = models.ForeignKey(School, verbose_name=_("school"), null=True, blank=True, on_delete=models.SET_NULL, related_name="courses")
    short_title = models.CharField(_("short title"), max_length=6, blank=True, help_text=_("At most six characters, for the cover."))
    summary = models.CharField(_("in one sentence"), max_length=160, blank=True)
    goals = models.TextField(_("what people can do afterwards"), blank=True, help_text=_("One per line."))
    outline = RichTextField(_("outline"), features=PROSE, blank=True)
    outline_file = models.ForeignKey(
        CourseDocument, verbose_name=_("outline as a file"), null=True, blank=True, on_delete=models.SET_NULL, related_name="outline_of"
    )
    lesson_plan = RichTextField(_("lesson plan"), features=PROSE, blank=True, help_text=_("Seen by teachers and staff only."))
    lesson_plan_file = models.ForeignKey(
        CourseDocument, verbose_name=_("lesson plan as a file"), null=True, blank=True, on_delete=models.SET_NULL, related_name="lesson_plan_of"
    )
    handout = RichTextField(_("handout"), features=PROSE, blank=True)
    handout_file = models.ForeignKey(
        CourseDocument, verbose_name=_("handout as a file"), null=True, blank=True, on_delete=models.SET_NULL, related_name="handout_of"
    )
    slides = models.ForeignKey(CourseDocument, verbose_name=_("PPT"), null=True, blank=True, on_delete=models.SET_NULL, related_name="slides_of")

    change_note = models.CharField(_("what is new in this version"), max_length=120, blank=True)

    edit_handler = COURSE_EDITING
    search_fields = [*Page.search_fields, index.FilterField("school")]  # of the admin only; the lesson plan is in no index
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types: list[str] = []
    template = "courses/catalogue/course_page.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def permissions_for_user(self, user: Any) -> CoursePermissions:
        return CoursePermissions(user, self)

    def readiness(self) -> Readiness:
        """Which of the five ones are there, on the page as it stands in memory (saved or not)."""
        prose = {part: getattr(self, part.value) for part in WRITTEN}
        files = {part for part in WRITTEN if getattr(self, f"{part.value}_file_id")}
        files |= {Part.SLIDES} if self.slides_id else set()
        teachers = len([link for link in self.course_teachers.all() if link.teacher_id])
        return Readiness.of(prose=prose, files=files, teachers=teachers, school=bool(self.school_id))

    @property
    def teachers(self) -> list[Teacher]:
        """Who teaches the course, in order."""
        return [link.teacher for link in self.course_teachers.select_related("teacher") if link.teacher_id]

    @property
    def slip(self) -> str:
        """The title of at most six characters on the cover."""
        return self.short_title or self.title[:6]

    @property
    def goal_lines(self) -> list[str]:
        return [line.strip() for line in self.goals.splitlines() if line.strip()]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A live course is complete: what a check constraint would hold, were its parts in one table.

        Every way to publish ends in a save, also those that call neither `publish` nor a form (copying a live page, an action used directly).
        """
        if self.live and kwargs.get("update_fields") is None:
            self.refuse_half_a_course(self)
        super().save(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, changed: bool = True, log_action: bool | str = True, **kwargs: Any) -> None:
        """Publishes or schedules a revision; raises PublishRefused when one of the five ones is missing in it."""
        draft = revision.as_object()
        if log_action == BY_SCHEDULE and (not draft.readiness().complete or draft.circle()):
            draft.refuse_on_schedule(revision)
            return
        self.refuse_half_a_course(draft)
        self.refuse_another_school(draft, user)
        revision.published_by = user or revision.user  # for the list of versions, which is written in the same transaction
        with transaction.atomic():
            super().publish(revision, user=user, changed=changed, log_action=log_action, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Of a course that nobody sees yet, the row follows the draft in what says whose it is: its school."""
        if not self.live and self.pk:
            CoursePage.objects.filter(pk=self.pk, live=False).update(school=self.school)
        return super().save_revision(*args, **kwargs)

    def refuse_another_school(self, draft: CoursePage, user: Any) -> None:
        """Whatever door it comes by, a draft that names another school is not published by the office of one."""
        if user is None or not is_scoped(user) or is_own(user, self):
            return
        if not (covers(user, self.school_id, *OFFICE) and covers(user, draft.school_id, *OFFICE)):
            raise ForeignSchool

    @staticmethod
    def refuse_half_a_course(draft: CoursePage) -> None:
        missing = draft.readiness().missing
        if missing:
            raise PublishRefused(missing, draft.title)

    def refuse_on_schedule(self, revision: Revision) -> None:
        """Nobody is there to read a refusal, and others wait in the same run: take the order back and write it into the history."""
        missing, circle = self.readiness().missing, self.circle()
        with transaction.atomic():
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            why = {"missing": [part.value for part in missing]} if missing else {"circle": list(circle)}
            log(instance=self, action=REFUSED, revision=revision, data=why)

    def circle(self, needs: Iterable[int] | None = None) -> tuple[str, ...]:
        """The titles on the way round when this course, needing these (or what it needs in memory), would wait for itself; () when it does not."""
        from courses.catalogue.models.prerequisites import circle_of

        return circle_of(self.pk, [link.needs_id for link in self.prerequisites.all()] if needs is None else needs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        caching.shows(request, caching.course(self.pk))
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "teachers": self.teachers, "units": list(self.units.all()), "readiness": self.readiness()}


class CourseTeacher(Orderable):
    """Who teaches a course (主讲), in order."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="course_teachers")
    teacher = models.ForeignKey(Teacher, verbose_name=_("teacher"), on_delete=models.CASCADE, related_name="course_links")

    class Meta(Orderable.Meta):
        verbose_name = _("lead teacher")
        verbose_name_plural = _("lead teachers")
        constraints = [models.UniqueConstraint(fields=["page", "teacher"], name="course_teacher_once")]

    def __str__(self) -> str:
        return str(self.teacher)
