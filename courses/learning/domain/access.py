"""Who may watch a lesson's replay, and whether there is one."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, NotAllowed, NotFound
from courses.learning.rules import Access
from courses.selection.domain import may_teach
from courses.selection.models import Enrolment, Lesson, Offering
from media.models import Recording


class LearnersOnly(NotAllowed):
    """The replay is for those who hold a seat."""

    code = "learners_only"
    message = _("This replay is for people who picked the course. Pick it first, then you can watch.")


class RecordingNotReady(DomainError):
    """The lesson has no replay yet."""

    code = "recording_not_ready"
    message = _("The replay is not ready yet. Please come back later.")


def find_lesson(*, lesson_id: int) -> Lesson:
    """The lesson with all that a replay page says about it, in one query. Raises NotFound."""
    wanted = Lesson.objects.select_related("recording", "unit", "offering__course__school", "offering__teacher", "offering__venue", "room__venue")
    lesson = wanted.filter(pk=lesson_id).first()
    if lesson is None:
        raise NotFound
    return lesson


def access_of(user: Any, lesson: Lesson) -> Access:
    """What this person may do: a seat makes a learner (of a teacher too), the offering's teacher and staff are guests.

    To all others a course that is not published, or a cancelled class, opens nothing, its sample neither.
    """
    if not user.is_authenticated:
        return Access.NONE
    if Enrolment.objects.filter(offering=lesson.offering_id, learner=user, state=Enrolment.State.ENROLLED).exists():
        return Access.LEARNER
    if may_teach(user, lesson.offering):
        return Access.GUEST
    return Access.LEARNER if lesson.is_sample and _is_announced(lesson) else Access.NONE


def refusal_of(lesson: Lesson) -> DomainError:
    """What those are told who may not watch: how to get in; of a class that is not announced not even that it exists."""
    return LearnersOnly() if _is_announced(lesson) else NotFound()


def _is_announced(lesson: Lesson) -> bool:
    return lesson.offering.course.live and lesson.offering.state != Offering.State.CANCELLED


def still_counted(learner: Any) -> Q:
    """Which open players of a learner go on counting: those of a class whose seat she still holds, and of sample lessons that are announced."""
    seat = Enrolment.objects.filter(offering=OuterRef("recording__lesson__offering"), learner=learner, state=Enrolment.State.ENROLLED)
    sample = Q(recording__lesson__is_sample=True, recording__lesson__offering__course__live=True)
    return Q(Exists(seat)) | (sample & ~Q(recording__lesson__offering__state=Offering.State.CANCELLED))


def may_watch(user: Any, lesson: Lesson) -> bool:
    """True for learners with a seat, the offering's teacher and staff; of an announced sample lesson for everybody who is signed in."""
    return access_of(user, lesson) is not Access.NONE


def ready_recording(lesson: Lesson, viewer: Any) -> Recording:
    """The lesson's recording. Raises RecordingNotReady when there is none, it is still being prepared, or nobody has answered who can be seen in it.

    The teacher and staff see it before that is answered.
    """
    recording = lesson.recording
    if recording is None or not recording.is_playable or not (recording.is_shown or may_teach(viewer, lesson.offering)):
        raise RecordingNotReady
    return recording
