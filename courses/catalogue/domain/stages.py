"""Walking a course through its stages, and the story of that. What may be done is held by the tasks in `models.stages`; these are their doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import TaskState, WorkflowState

from college import caching
from college.errors import NotAllowed
from college.models import User
from college.roles import Role, has_role, is_keeper
from courses.catalogue.errors import ReasonMissing, StageOver
from courses.catalogue.models import CoursePage, Release, ReleaseTask
from courses.catalogue.models.stages import asker, courses_to_settle, in_stage, stage_of_task, standing_of, with_standing
from courses.catalogue.rules.stages import Mark, Stage, Standing


@dataclass(frozen=True)
class Step:
    """One stage on the way of a course: how it stands, and when and by whom it was last done."""

    stage: Stage
    mark: Mark
    at: datetime | None = None
    by: User | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened on the way: a stage done or sent back, with what was written down. `state` is Wagtail's row."""

    stage: Stage
    state: TaskState

    @property
    def sent_back(self) -> bool:
        return bool(self.state.status == TaskState.STATUS_REJECTED)


@dataclass(frozen=True)
class Way:
    """The whole way of one course, for its page. `action` is the stage that the asker may settle now, None when there is nothing for her."""

    standing: Standing
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    release: Release | None
    action: Stage | None
    may_hand_on: bool
    may_take_back: bool
    may_end_release: bool

    @property
    def reason(self) -> str:
        """Why it was sent back, in the words of who did."""
        latest = self.events[0] if self.events else None
        return latest.state.comment if self.standing.sent_back and latest else ""


def may_see_way(user: Any, course: CoursePage) -> bool:
    """Teachers and the office see how a course came about, its own teachers always; of a draft only those with something to do there."""
    if not (user.is_authenticated and user.is_active):
        return False
    if course.permissions_for_user(user).can_edit():
        return True
    if not (is_keeper(user) or has_role(user, Role.TEACHER, Role.SCHOOL_HEAD)):
        return False
    return course.live or current_stage_for(user, course) is not None


def current_stage_for(user: Any, course: CoursePage) -> Stage | None:
    """The stage that this person may settle now."""
    state = course.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state is None:
        return None
    task = state.current_task_state.task.specific
    settles = getattr(task, "may_settle", None)
    return stage_of_task(task) if settles and settles(course, user) else None


def way_of(course: CoursePage, user: User) -> Way:
    """Everything that the page of the four stages shows, seen by this person."""
    release = Release.objects.filter(course=course, ended_at__isnull=True).select_related("by").first()
    now = standing_of(course, released=release is not None)
    events = events_of(course)
    state = course.current_workflow_state
    edits = course.permissions_for_user(user).can_edit()
    return Way(
        standing=now,
        steps=tuple(_step(stage, now, events, release) for stage in Stage),
        events=events,
        release=release,
        action=current_stage_for(user, course),
        may_hand_on=edits and (state is None or now.sent_back),
        may_take_back=state is not None and bool(state.user_can_cancel(user)),
        may_end_release=release is not None and asker(user, course).keeper,
    )


def events_of(course: CoursePage) -> tuple[Event, ...]:
    """What was settled, the latest first, each with who did it and with its own kind of row."""
    states = (
        TaskState.objects.for_instance(course)
        .filter(status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED], task__content_type__app_label="courses")
        .select_related("task__content_type", "finished_by")
        .order_by("-finished_at", "-pk")
        .specific()
    )
    return tuple(Event(stage, state) for state in states if (stage := stage_of_task(state.task)) is not None)


def _step(stage: Stage, now: Standing, events: tuple[Event, ...], release: Release | None) -> Step:
    mark = now.mark(stage)
    if stage == Stage.RELEASE and release is not None:
        return Step(stage, mark, release.at, release.by)
    done = next((event.state for event in events if event.stage == stage and not event.sent_back), None) if mark == Mark.DONE else None
    return Step(stage, mark, done.finished_at if done else None, done.finished_by if done else None)


def hand_on(*, course: CoursePage, by: User) -> None:
    """研发 is done: give the course to be tried, or once more after it was sent back. Raises NotAllowed, StageOver, PublishRefused."""
    if not course.permissions_for_user(by).can_edit():
        raise NotAllowed
    with transaction.atomic():
        CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
        state = WorkflowState.objects.active().for_instance(course).first()
        if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
            raise StageOver
        if state is not None:
            state.resume(user=by)
        else:
            if course.latest_revision is None:
                course.save_revision(user=by, log_action=True)
            course.get_workflow().start(course, by)


def settle(*, course: CoursePage, stage: Stage, on: bool, given: dict[str, Any], by: User) -> None:
    """Take the course on from `stage`, or send it back. Raises StageOver, NotAllowed, Invalid, TrialMissing, ReviewTooLow, PublishRefused."""
    state = WorkflowState.objects.active().for_instance(course).select_related("current_task_state__task").first()
    waiting = state.current_task_state if state and state.status == WorkflowState.STATUS_IN_PROGRESS else None
    if waiting is None or stage_of_task(waiting.task) != stage:
        raise StageOver
    waiting.task.specific.on_action(waiting.specific, by, "approve" if on else "reject", **given)


def take_back(*, course: CoursePage, by: User) -> None:
    """End the walk; what was written down stays to be read. Raises StageOver and NotAllowed."""
    with transaction.atomic():
        state = WorkflowState.objects.active().for_instance(course).first()
        if state is None:
            raise StageOver
        if not state.user_can_cancel(by):
            raise NotAllowed
        state.cancel(user=by)


def ends_in_release(state: WorkflowState) -> bool:
    """Whether what was walked to its end is the way of a course."""
    return bool(state.task_states.filter(status=TaskState.STATUS_APPROVED, task__content_type__model=ReleaseTask._meta.model_name).exists())


def release(*, course_id: int, by: User | None, now: datetime) -> None:
    """The last stage is done: others may use the course. Once more is no harm."""
    Release.objects.get_or_create(course_id=course_id, ended_at=None, defaults={"at": now, "by": by})
    caching.changed(caching.course(course_id), caching.LISTS)


def end_release(*, course: CoursePage, reason: str, by: User, now: datetime) -> None:
    """Take the mark away. Who uses the course already goes on; nobody new may begin. Raises NotAllowed, ReasonMissing, StageOver."""
    if not asker(by, course).keeper:
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    ended = Release.objects.filter(course=course, ended_at__isnull=True).update(ended_at=now, ended_by=by, reason=reason.strip()[:200])
    if not ended:
        raise StageOver
    caching.changed(caching.course(course.pk), caching.LISTS)


def waiting_for(user: User, stage: Stage) -> list[CoursePage]:
    """The courses in which this person can settle a stage now, by title."""
    handed_on_by_her = WorkflowState.objects.active().filter(requested_by=user).values_list("object_id", flat=True)
    found = in_stage(courses_to_settle(stage, user), stage).select_related("school").order_by("title")
    if stage != Stage.RELEASE:
        found = found.exclude(pk__in=[int(key) for key in handed_on_by_her])
    return list(found)


def count_waiting(user: User) -> int:
    """How many courses wait for this person, in any stage."""
    return sum(len(waiting_for(user, stage)) for stage in (Stage.TRIAL, Stage.REVIEW, Stage.RELEASE))


def courses_of(user: User) -> list[tuple[CoursePage, Standing]]:
    """The courses that somebody made or teaches, with where each of them is, by title. Constant queries."""
    own = CoursePage.objects.filter(Q(owner=user) | Q(course_teachers__teacher__user=user)).distinct()
    pages = with_standing(own).select_related("school").order_by("title")
    return [(page, standing_of(page, released=page.released)) for page in pages]
