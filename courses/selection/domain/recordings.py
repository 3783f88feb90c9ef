"""A file becomes the recording of a lesson. Files that are known are recognised before anything is encoded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.errors import DomainError, NotFound
from college.models import User
from courses.selection.domain.lessons import attach_recording
from courses.selection.models import Lesson, Offering
from media.domain import Arrived, AskFirst, discard, note, receive, replace
from media.models import Recording


class NoRecording(NotFound):
    """The lesson has no recording yet."""

    code = "no_recording"


class SameFile(DomainError):
    """The very file of the lesson's recording was sent again."""

    code = "same_file"
    message = gettext_lazy("This is the file that the lesson has already. Nothing was changed.")


class SameRecording(AskFirst):
    """Another lesson has this very file: a slip as a rule, sometimes meant."""

    code = "same_recording"

    def __init__(self, twin: Lesson) -> None:
        names = {"course": twin.offering.course.title, "lesson": twin.shown_title}
        super().__init__(_("This very file is the recording of “%(lesson)s” in “%(course)s” already.") % names)


def take_recording(*, lesson: Lesson, file: UploadedFile | Arrived, sha256: str, by: User, sure: bool, now: datetime) -> Recording:
    """Make `file` the lesson's recording. `sha256` is its hash, "" when no recording here can be the same.

    Raises SameFile, SameRecording unless somebody is `sure`, AnotherUpload, NotYourClass, and what `receive` raises.
    """
    current = lesson.recording
    if current and current.sha256 == sha256 and current.state != Recording.State.FAILED:
        raise SameFile
    twin = None if sure else twin_of(lesson=lesson, sha256=sha256, by=by)
    if twin:
        raise SameRecording(twin)
    if current:
        replaced = replace(recording=current, upload=file, now=now)
        note(recording=replaced, action="media.replace", by=by)
        return replaced
    owner = lesson.offering.teacher.user or by  # also when the office uploads: she looks after it
    return _spare(lesson, owner, sha256, by, now) or _new(lesson, owner, file, by, now)


def twin_of(*, lesson: Lesson, sha256: str, by: User) -> Lesson | None:
    """Another lesson that has this very file, among those that `by` may know of."""
    lessons = Lesson.objects.filter(recording__sha256=sha256).exclude(pk=lesson.pk).exclude(recording__state=Recording.State.FAILED)
    known = lessons.filter(offering__in=Offering.objects.kept_or_taught_by(by))
    return known.select_related("offering__course", "offering__term", "unit").order_by("pk").first() if sha256 else None


def _spare(lesson: Lesson, owner: Any, sha256: str, by: User, now: datetime) -> Recording | None:
    """Attach a recording of this file that belongs to no lesson yet, such as an imported one: it is prepared already. Half of a split one is not the file."""
    if not sha256:
        return None
    same = Recording.objects.kept().filter(owner=owner, sha256=sha256, edits=[], edits_wanted=[]).exclude(state=Recording.State.FAILED)
    with transaction.atomic():
        # The lesson first, as whoever attaches does; and without the key, which a lesson that is being attached to one of them looks at.
        Lesson.objects.select_for_update(of=("self",)).filter(pk=lesson.pk).first()
        for known in same.select_for_update(of=("self",), no_key=True):
            if not Lesson.objects.filter(recording=known).exists():
                attach_recording(lesson=lesson, recording=known, by=by, now=now)
                return known
    return None


def _new(lesson: Lesson, owner: Any, file: UploadedFile | Arrived, by: User, now: datetime) -> Recording:
    """Take the file in. When the lesson cannot have it, nothing is kept: no page would ever lead to it."""
    made = receive(upload=file, owner=owner, title=f"{lesson.offering.course.title} {lesson.shown_title}", now=now)
    try:
        attach_recording(lesson=lesson, recording=made, by=by, now=now)
    except Exception:
        discard(recording=made)
        raise
    return made
