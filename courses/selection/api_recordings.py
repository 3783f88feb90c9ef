"""The API of recordings, for their teachers: send one by parts, and see what becomes of it."""

from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, ConfigDict, Field

from college.api import Refusal, limit, signed_in
from college.models import User
from courses.selection import domain
from courses.selection.domain.refusals import NotYourClass
from courses.selection.models import Lesson
from courses.selection.views import sending
from media import rules
from media.domain import answering, cutting, joining
from media.failures import words
from media.joins import Join
from media.models import Recording
from media.rules.cuts import MAX_PARTS

router = Router(tags=["recordings"], auth=signed_in)
BIGGEST_ID = 2**63 - 1
Second = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Part = Annotated[list[Second], Field(min_length=2, max_length=2)]
REFUSALS = {401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal, 410: Refusal, 413: Refusal, 422: Refusal, 423: Refusal, 429: Refusal, 507: Refusal}


class UploadIn(Schema):
    """`name` is the file's name for people, `size` its length in bytes."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=1000)]
    size: Annotated[int, Field(ge=0, le=BIGGEST_ID)]


class UploadOut(Schema):
    """Where the parts go (tus 1.0), how large they should be at most in bytes, and until when the upload is kept; each part prolongs that."""

    address: str
    part_bytes: int
    expires_at: AwareDatetime


class CutIn(Schema):
    """`keep`: the parts that stay, [start, end] in seconds of the uncut recording, in order; none are all of it. `version`: the last one that you know."""

    model_config = ConfigDict(extra="forbid")

    keep: Annotated[list[Part], Field(max_length=MAX_PARTS)]
    version: Annotated[int, Field(ge=0, le=2**31 - 1)]


class JoinIn(Schema):
    """`second`: the recording that goes on where this one ends; none takes the last one off again. `version`: the last one that you know."""

    model_config = ConfigDict(extra="forbid")

    second: Annotated[int, Field(ge=1, le=BIGGEST_ID)] | None
    version: Annotated[int, Field(ge=0, le=2**31 - 1)]


class CutOut(Schema):
    """What is wanted now, and its version; `state` and `step` tell how far the new replay is. Until it is there the former one plays."""

    recording: int
    keep: list[tuple[float, float]]
    version: int
    duration: float
    state: str
    step: str


class RecordingState(Schema):
    """`state` is uploaded, checking, encoding, ready or failed; `step` what is being done; `reason` a stable word and `words` a sentence when it failed;
    with `ready` they tell why the last cut did not come about: the replay of before plays on.

    `version` and `uncut` (the length in seconds) are what `cutRecording` goes by.
    `playable` can be true long before `ready`, and stays true while another file is prepared in its place.
    """

    lesson: int
    recording: int
    name: str
    size: int
    sha256: str
    state: str
    step: str
    percent: int
    reason: str
    words: str
    playable: bool
    version: int
    uncut: float


@router.post(
    "/lessons/{int:lesson_id}/uploads",
    operation_id="uploadRecording",
    response={201: UploadOut, **REFUSALS},
    summary="Begin to send a recording of a lesson",
)
def upload_recording(request: HttpRequest, lesson_id: int, body: UploadIn) -> Status:
    """Then send the file to `address` by PATCH with `Tus-Resumable: 1.0.0`, `Content-Type: application/offset+octet-stream` and `Upload-Offset`, part by part.

    HEAD tells the offset after a break, DELETE ends the upload. When all has arrived, the last answer names the recording in `Upload-Recording`;
    `Upload-Undecided: yes` instead says that another of your lessons has this very file: call `useUpload` if it is meant, else DELETE.
    """
    limit(request)
    upload = sending.begun(_lesson(request, lesson_id), _person(request), body.name, body.size, timezone.now())
    address = request.build_absolute_uri(f"/api/v1/uploads/{lesson_id}/{upload.token}")
    return Status(201, UploadOut(address=address, part_bytes=rules.PART_BYTES, expires_at=upload.expires_at))


@router.api_operation(["HEAD", "PATCH", "DELETE"], "/uploads/{int:lesson_id}/{token}", include_in_schema=False)
def recording_part(request: HttpRequest, lesson_id: int, token: str) -> HttpResponse:
    """The tus address. Parts are not counted as calls: a large file has a thousand."""
    return sending.sent(request, _lesson(request, lesson_id), token)


@router.post(
    "/uploads/{int:lesson_id}/{token}/use",
    operation_id="useUpload",
    response={200: RecordingState, **REFUSALS},
    summary="Use a file that another lesson has too",
)
def use_upload(request: HttpRequest, lesson_id: int, token: str) -> RecordingState:
    """For an upload that has arrived and is `Upload-Undecided`. Asked again, it changes nothing."""
    limit(request)
    lesson = _lesson(request, lesson_id)
    upload = sending.used(lesson, _person(request), token, timezone.now())
    return _state(lesson, cast(Recording, upload.recording))


@router.get(
    "/lessons/{int:lesson_id}/recording",
    operation_id="recordingState",
    response={200: RecordingState, **REFUSALS},
    summary="How far the recording of a lesson is",
)
def recording_state(request: HttpRequest, lesson_id: int) -> RecordingState:
    """For the lesson's teacher and staff. 404 `no_recording` while there is none."""
    limit(request)
    lesson = _lesson(request, lesson_id)
    if lesson.recording is None:
        raise domain.NoRecording
    return _state(lesson, lesson.recording)


@router.post(
    "/recordings/{int:recording_id}/cut",
    operation_id="cutRecording",
    response={200: CutOut, **REFUSALS},
    summary="Keep only parts of a recording",
)
def cut_recording(request: HttpRequest, recording_id: int, wanted: CutIn) -> CutOut:
    """For whoever uploaded it, and staff. The uploaded file stays whole: an empty `keep` brings all of it back. 409 `edits_changed` for an old version."""
    limit(request)
    recording = _own(request, recording_id)
    kept = cutting.read(recording, [(round(start * 1000), round(end * 1000)) for start, end in wanted.keep])
    recording = cutting.cut(recording=recording, by=request.user, kept=kept, version=wanted.version, now=timezone.now())
    return _wished(recording, [list(part) for part in kept.kept])


@router.post(
    "/recordings/{int:recording_id}/join",
    operation_id="joinRecordings",
    response={200: CutOut, **REFUSALS},
    summary="Let another recording go on where one ends",
)
def join_recordings(request: HttpRequest, recording_id: int, wanted: JoinIn) -> CutOut:
    """For whoever uploaded both, in one course, and staff. Both files stay as they are, and the second recording stays what it was.

    `keep` then counts in seconds of both, one after the other: `cutRecording` cuts them together. 409 `join_pending` while one is being joined or taken off.
    """
    limit(request)
    asked: dict[str, Any] = {"recording": _own(request, recording_id), "by": request.user, "version": wanted.version, "now": timezone.now()}
    recording = joining.take_off(**asked) if wanted.second is None else joining.join(**asked, second=wanted.second)
    last = cast(Join, recording.joins.last())
    return _wished(recording, recording.edits_wanted or [[0, last.begins_ms + (last.length_ms if wanted.second else 0)]])


def _own(request: HttpRequest, recording_id: int) -> Recording:
    recording = Recording.objects.kept().filter(pk=min(recording_id, BIGGEST_ID)).first()
    if recording is None or not answering.answers_for(request.user, recording):
        raise cutting.NoCutting
    return recording


def _wished(recording: Recording, kept: list[list[int]]) -> CutOut:
    return CutOut(
        recording=recording.pk,
        keep=[(start / 1000, end / 1000) for start, end in kept],
        version=recording.edits_version,
        duration=sum(end - start for start, end in kept) / 1000,
        state=recording.state,
        step=recording.step,
    )


def _state(lesson: Lesson, recording: Recording) -> RecordingState:
    uncut = recording.left_out.get("cut", "") if recording.state == Recording.State.READY else ""
    shown: dict[str, Any] = {name: getattr(recording, name) for name in ("size", "sha256", "state", "step")}
    return RecordingState(
        lesson=lesson.pk,
        recording=recording.pk,
        name=recording.original_name,
        percent=recording.progress,
        reason=recording.error_code or uncut,
        words=recording.reason or (words(uncut, "cut") if uncut else ""),
        playable=recording.is_playable,
        version=recording.edits_version,
        uncut=recording.whole_ms / 1000,
        **shown,
    )


def _lesson(request: HttpRequest, lesson_id: int) -> Lesson:
    if lesson_id > BIGGEST_ID:
        raise NotYourClass  # beyond what a database can hold
    return domain.lesson_to_teach(lesson_id=lesson_id, by=_person(request))


def _person(request: HttpRequest) -> User:
    """Who is signed in, which `signed_in` has made sure of."""
    return cast(User, request.user)
