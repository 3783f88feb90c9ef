"""Verbs and questions of this room."""

from courses.learning.domain.access import LearnersOnly, RecordingNotReady, access_of, find_lesson, may_watch, ready_recording, refusal_of
from courses.learning.domain.overview import CourseProgress, Overview, Replay, latest_replay, my_learning, replays_of
from courses.learning.domain.watching import Player, Progress, SessionUnknown, beat, open_session, progress_of, reopen_session, watched

__all__ = [
    "CourseProgress",
    "LearnersOnly",
    "Overview",
    "Player",
    "Progress",
    "RecordingNotReady",
    "Replay",
    "SessionUnknown",
    "access_of",
    "beat",
    "find_lesson",
    "latest_replay",
    "may_watch",
    "my_learning",
    "open_session",
    "progress_of",
    "ready_recording",
    "refusal_of",
    "reopen_session",
    "replays_of",
    "watched",
]
