"""Recordings of lessons: received like any upload and left to the real pipeline; one upload that broke off; what the demo learner has watched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File

from college.models import User
from courses.learning import domain as learning
from courses.learning.models import WatchClock, WatchSummary
from courses.selection import domain as selection
from courses.selection.models import Lesson, Offering
from demo import content
from demo.accounts import LEARNER
from demo.seeding.classes import Key
from demo.seeding.plan import BROKEN, REPLAYS, SAMPLE
from media import domain as media
from media.models import CaptionTrack, Recording

FOLDER = Path(__file__).resolve().parents[1] / "recordings"
BEAT = 15  # seconds between two heartbeats of a player
# What the demo learner has seen, as parts of the length: one replay half watched, with a gap, one whole.
WATCHED = {"shouji-2": ((0.0, 0.38), (0.55, 0.72)), "baduanjin-1": ((0.0, 1.0),)}


def replays(offerings: dict[Key, Offering], now: datetime) -> list[Recording]:
    """Attach every recording to its lesson, where there is none yet; the new ones, waiting for the worker."""
    made = [_replay(name, offerings[key], number, now) for name, (key, number) in REPLAYS.items()]
    made.append(_broken(offerings[BROKEN[1]], now))
    return [recording for recording in made if recording]


def file_of(name: str) -> Path:
    return FOLDER / f"{name}.mp4"


def broken_upload(name: str = BROKEN[0]) -> bytes:
    """A recording of which the last two fifths never arrived: its head still promises all of it."""
    whole = file_of(name).read_bytes()
    return whole[: len(whole) * 6 // 10]


def _replay(name: str, offering: Offering, number: int, now: datetime) -> Recording | None:
    if offering.lessons.filter(number=number, recording__isnull=False).exists():
        return None
    text = next(text for text in content.recordings() if text.name == name)
    with file_of(name).open("rb") as stream:
        recording = _receive(File(stream, name=f"{text.title}.mp4"), offering, number, text.title, now)
    if recording:
        # The sample lesson shows downloads as well.
        media.answer(recording=recording, consent=Recording.Consent.ALONE, may_download=name == SAMPLE, by=_teacher(offering))
    if recording and text.captions:
        _caption(recording, file_of(name).with_suffix(".vtt").read_bytes())
    if recording and name == SAMPLE:
        lesson = Lesson.objects.select_related("offering__teacher").get(recording=recording)
        selection.set_sample(lesson=lesson, is_sample=True, by=_teacher(offering))
    return recording


def _broken(offering: Offering, now: datetime) -> Recording | None:
    lesson = offering.lessons.select_related("unit").get(number=BROKEN[2])
    return _receive(ContentFile(broken_upload(), name="VID_20260908.mp4"), offering, lesson.number, lesson.shown_title, now)


def _receive(upload: File[Any], offering: Offering, number: int, title: str, now: datetime) -> Recording | None:
    """Upload a file to a lesson as its teacher; None when the lesson has a recording."""
    lesson = offering.lessons.select_related("offering__teacher__user").get(number=number)
    if lesson.recording_id:
        return None
    teacher = _teacher(offering)
    recording = media.receive(upload=upload, owner=teacher, title=title, now=now)
    selection.attach_recording(lesson=lesson, recording=recording, by=teacher, now=now)
    return recording


def _teacher(offering: Offering) -> User:
    if offering.teacher.user is None:
        raise LookupError(f"{offering.teacher} has no account")
    return offering.teacher.user


def _caption(recording: Recording, vtt: bytes) -> None:
    CaptionTrack.objects.create(recording=recording, language="zh-Hans", label="中文", file=ContentFile(vtt, name="zh.vtt"))


def watch(now: datetime) -> int:
    """Let the demo learner watch what is ready and not opened yet, at the speed of real time, yesterday. Returns the number of replays."""
    learner = User.objects.filter(username=LEARNER.username).first()
    if learner is None:
        return 0
    titles = {text.title: text.name for text in content.recordings() if text.name in WATCHED}
    lessons = Lesson.objects.select_related("recording", "offering__teacher").filter(
        recording__title__in=titles, recording__folder__gt="", offering__enrolments__learner=learner, offering__enrolments__state="enrolled"
    )
    unseen = [lesson for lesson in lessons if not WatchSummary.objects.filter(learner=learner, recording=lesson.recording).exists()]
    for lesson in unseen:
        if lesson.recording:
            _watch(learner, lesson, lesson.recording, WATCHED[titles[lesson.recording.title]], _free_from(learner, now - timedelta(days=1)))
    return len(unseen)


def _free_from(learner: User, clock: datetime) -> datetime:
    """Her real time is spent once: what is watched next begins after what was watched before, whichever replay was ready first."""
    spent = WatchClock.objects.filter(learner=learner).values_list("credited_until", flat=True).first()
    return max(clock, spent + timedelta(minutes=5)) if spent else clock


def _watch(learner: User, lesson: Lesson, recording: Recording, parts: Iterable[tuple[float, float]], clock: datetime) -> None:
    session = learning.open_session(learner=learner, lesson=lesson, now=clock).session
    if session is None:
        return
    for sequence, (begins, ends) in enumerate(_stretches(parts, recording.duration_ms / 1000), start=1):
        clock += timedelta(seconds=ends - begins)
        learning.beat(session_key=session.key, learner=learner, sequence=sequence, intervals=[[begins, ends]], position=ends, rate=1.0, now=clock)


def _stretches(parts: Iterable[tuple[float, float]], length: float) -> Iterator[tuple[float, float]]:
    """What a player reports of these parts: one stretch of at most BEAT seconds for each heartbeat."""
    for begins, ends in parts:
        position, end = begins * length, ends * length
        while position < end:
            yield position, min(position + BEAT, end)
            position += BEAT
