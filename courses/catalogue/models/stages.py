"""The way of a course through its four stages as tasks of a Wagtail workflow, and what is written down at each.

Wagtail's button, its window, its bulk actions and our own page all end in `on_action` of a task, or in `approve` of what it wrote: who may, and
what must be there, is asked in these two.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState, WorkflowState

from college.duties import schools_of
from college.errors import NotAllowed
from college.models import Venue
from college.roles import KEEPERS, Role, has_role
from courses.catalogue.errors import PublishRefused, ReviewMissing, ReviewTooLow, StageOver, TrialMissing
from courses.catalogue.models.pages import CoursePage, CourseTeacher
from courses.catalogue.models.reuse import Release
from courses.catalogue.models.scope import covers
from courses.catalogue.models.stage_forms import FORMS, SendBackForm, checked
from courses.catalogue.rules.stages import LEVELS, Asker, Criterion, Stage, Standing, may_settle, passes, standing


def school_of(page: Page) -> int | None:
    """The school of a course, of which only the page may be at hand."""
    known = getattr(page, "school_id", None)
    return known if known is not None else CoursePage.objects.filter(pk=page.pk).values_list("school_id", flat=True).first()


def is_author(user: Any, page: Page) -> bool:
    """Whether somebody made the course, teaches it, or handed it on. No superuser is asked twice: her own course stays her own."""
    if page.owner_id == user.pk or CourseTeacher.objects.filter(page=page.pk, teacher__user=user).exists():
        return True
    return bool(WorkflowState.objects.active().for_instance(page).filter(requested_by=user).exists())


def asker(user: Any, page: Page) -> Asker:
    """What somebody is before this course."""
    school = school_of(page)
    return Asker(
        author=is_author(user, page),
        teacher=has_role(user, Role.TEACHER),
        head=covers(user, school, Role.SCHOOL_HEAD),
        keeper=covers(user, school, *KEEPERS),
    )


class StageTask(Task):
    """One stage that somebody must settle: take the course on, or send it back with a reason."""

    stage: ClassVar[Stage]
    on_word: ClassVar[Any]

    class Meta:
        abstract = True

    def may_settle(self, page: Page, user: Any) -> bool:
        return bool(user.is_active and may_settle(self.stage, asker(user, page)))

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_settle(obj, user):
            return []
        return [("reject", _("Send back with a reason"), True), ("approve", self.on_word, True)]

    def get_form_for_action(self, action: str) -> Any:
        return SendBackForm if action == "reject" else FORMS[self.stage]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for this person; courses of her own, and of schools for which she does not act, are left out."""
        waiting = TaskState.objects.filter(task_id=self.pk, status=TaskState.STATUS_IN_PROGRESS)
        wanted = courses_to_settle(self.stage, user).annotate(as_text=Cast("pk", CharField())).values("as_text")
        return waiting.filter(workflow_state__object_id__in=wanted).exclude(workflow_state__requested_by=user)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Settle the stage. Raises NotAllowed, StageOver (somebody was quicker) and Invalid (what is written is not complete)."""
        state = type(task_state).objects.select_for_update(of=("self",)).get(pk=task_state.pk)
        if state.status != TaskState.STATUS_IN_PROGRESS:
            raise StageOver
        if not self.may_settle(state.workflow_state.content_object, user):
            raise NotAllowed
        given = checked(self.get_form_for_action(action_name), kwargs)
        self.write(state, given)
        if action_name == "reject":
            state.reject(user=user, comment=given["comment"])
        else:
            state.approve(user=user, comment=given.get("comment", ""))

    def write(self, state: Any, given: dict[str, Any]) -> None:
        """Put what was said at this stage beside its state."""

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return False  # who settles a stage reads; she need not be able to write


class Held:
    """While others judge, what they judge stays as it is. Who wants to change it takes it back first."""

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.may_settle(obj, user)  # type: ignore[attr-defined]


class DevelopTask(Task):
    """研发: done by handing the course on, which only a whole course can be. Who did it is who made it."""

    stage = Stage.DEVELOP

    class Meta:
        verbose_name = _("development of a course")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        draft = workflow_state.content_object.specific.get_latest_revision_as_object()
        if not draft.readiness().complete:
            raise PublishRefused(draft.readiness().missing, draft.title)
        state = super().start(workflow_state, user=user)
        state.approve(user=user, update=False)
        return state


class TrialState(TaskState):
    """试讲: the lesson that was held on trial."""

    held_on = models.DateField(_("day of the trial lesson"), null=True, blank=True)
    venue = models.ForeignKey(Venue, verbose_name=_("venue"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.CharField(_("where"), max_length=60, blank=True)  # the venue's name then, or another place
    attended = models.PositiveSmallIntegerField(_("how many people came"), null=True, blank=True)
    listeners = models.CharField(_("who listened"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, attended__isnull=True) | Q(held_on__isnull=False, attended__gte=1, attended__lte=1000),
                name="trial_has_day_and_people",
            )
        ]

    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> Any:
        """Raises TrialMissing, whoever calls: without a trial lesson a course cannot go on."""
        if self.held_on is None or not (comment or self.comment):
            raise TrialMissing
        return super().approve(user=user, update=update, comment=comment)


class TrialTask(StageTask):
    """试讲: a lesson is held on trial, and somebody else than its author says how it went."""

    stage = Stage.TRIAL
    on_word = _("Record the trial lesson")
    task_state_class = TrialState

    class Meta:
        verbose_name = _("trial lesson of a course")

    def write(self, state: TrialState, given: dict[str, Any]) -> None:
        if "held_on" not in given:
            return
        venue = Venue.objects.filter(pk=given["venue"]).first() if given["venue"] else None
        state.held_on, state.venue, state.place = given["held_on"], venue, venue.name if venue else given["place"]
        state.attended, state.listeners = given["attended"], given["listeners"]
        state.save()


class ReviewState(TaskState):
    """评审: what a reviewer thinks, by four criteria from 1 to 4."""

    content = models.PositiveSmallIntegerField(null=True, blank=True)
    audience = models.PositiveSmallIntegerField(null=True, blank=True)
    clarity = models.PositiveSmallIntegerField(null=True, blank=True)
    materials = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(*((f"{criterion.value}__isnull", True) for criterion in Criterion))
                | Q(*((f"{criterion.value}__in", LEVELS) for criterion in Criterion)),
                name="review_is_whole",
            )
        ]

    @property
    def levels(self) -> dict[Criterion, int]:
        return {criterion: level for criterion in Criterion if (level := getattr(self, criterion.value)) is not None}

    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> Any:
        """Raises ReviewMissing and ReviewTooLow, whoever calls."""
        if not self.levels:
            raise ReviewMissing
        if not passes(self.levels):
            raise ReviewTooLow
        return super().approve(user=user, update=update, comment=comment)


class ReviewTask(Held, StageTask):
    """评审: the head of the school or the office looks at it; never its author."""

    stage = Stage.REVIEW
    on_word = _("Let it pass")
    task_state_class = ReviewState

    class Meta:
        verbose_name = _("review of a course")

    def write(self, state: ReviewState, given: dict[str, Any]) -> None:
        for criterion in Criterion:
            if criterion.value in given:
                setattr(state, criterion.value, given[criterion.value])
        state.save()


class ReleaseTask(Held, StageTask):
    """推广: the office gives the course to all schools and venues."""

    stage = Stage.RELEASE
    on_word = _("Release it to all venues")

    class Meta:
        verbose_name = _("release of a course")


TASKS = (DevelopTask, TrialTask, ReviewTask, ReleaseTask)


def stage_of_task(task: Task | None) -> Stage | None:
    """The stage of a task; None for one of another workflow. Kinds are kept by Django, so that this asks nobody."""
    kind = ContentType.objects.get_for_id(task.content_type_id).model_class() if task is not None else None
    return getattr(kind, "stage", None)


def standing_of(page: Any, released: bool | None = None) -> Standing:
    """Where a course is. In a list `released` comes with the rows, and Wagtail has the workflow states at hand."""
    state = page.current_workflow_state
    if released is None:
        released = Release.objects.filter(course_id=page.pk, ended_at__isnull=True).exists()
    back = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
    running = stage_of_task(state.current_task_state.task) if state is not None and state.current_task_state and not back else None
    return standing(running=running, sent_back=back and stage_of_task(state.current_task_state.task) is not None, released=released)


def with_release(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Adds `released` to rows of pages or courses."""
    return pages.annotate(released=Exists(Release.objects.filter(course_id=OuterRef("pk"), ended_at__isnull=True)))


def with_standing(courses: QuerySet[CoursePage]) -> QuerySet[CoursePage]:
    """Courses with what `standing_of` asks, in two queries however many there are."""
    states = WorkflowState.objects.active().select_related("current_task_state__task")
    return with_release(courses).prefetch_related(Prefetch("_specific_workflow_states", states, to_attr="_current_workflow_states"))


def in_stage(pages: QuerySet[Any], stage: Stage) -> QuerySet[Any]:
    """The pages of a queryset that are in this stage, as `standing_of` tells it."""
    here = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state=models.F("pk"),
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
        task__content_type__app_label="courses",
    )
    running = {one: Exists(here.filter(task__content_type__model=task._meta.model_name)) for one, task in zip(Stage, TASKS, strict=True)}
    back = Exists(
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_NEEDS_CHANGES,
            object_id=Cast(OuterRef("pk"), CharField()),
            current_task_state__task__content_type__app_label="courses",
        )
    )
    moving = Q(running[Stage.TRIAL]) | Q(running[Stage.REVIEW]) | Q(running[Stage.RELEASE])
    released = Q(Exists(Release.objects.filter(course_id=OuterRef("pk"), ended_at__isnull=True)))
    if stage == Stage.DEVELOP:
        return pages.filter(Q(back) | ~released & ~moving)
    if stage == Stage.RELEASE:
        return pages.filter(Q(running[stage]) | released & ~moving & ~Q(back))
    return pages.filter(running[stage])


def courses_to_settle(stage: Stage, user: Any) -> QuerySet[CoursePage]:
    """The courses of which somebody may settle this stage, were they in it: those of her schools, none of her own."""
    office = (*KEEPERS,) if stage == Stage.RELEASE else (*KEEPERS, Role.SCHOOL_HEAD)
    courses = CoursePage.objects.all()
    if stage == Stage.TRIAL and has_role(user, Role.TEACHER):
        pass  # any teacher may listen to a colleague
    elif has_role(user, *office):
        schools = schools_of(user, *office)
        courses = courses if schools is None else courses.filter(Q(school__in=schools) | Q(school=None))
    else:
        return courses.none()
    if stage == Stage.RELEASE:
        return courses
    taught = CourseTeacher.objects.filter(teacher__user=user).values("page_id")
    return courses.exclude(owner=user).exclude(pk__in=taught)
