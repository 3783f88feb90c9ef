"""Verbs and questions of this room."""

from courses.learning.domain.access import LearnersOnly, RecordingNotReady, access_of, find_lesson, may_watch, ready_recording, refusal_of
from courses.learning.domain.attempts import (
    Result,
    find_attempt,
    open_check,
    result_of,
    save_answers,
    sheet_of,
    submit_check,
)
from courses.learning.domain.attendance import Line, confirm_roll_call, roll_of
from courses.learning.domain.checks import (
    Draft,
    check_of,
    drafts_of,
    paper_of,
    publish_check,
    reusable_check,
    reuse_check,
    withdraw_check,
    write_check,
)
from courses.learning.domain.completing import complete, completed_among, completion_of, sweep_completions
from courses.learning.domain.events import completed
from courses.learning.domain.evidence import Evidence, evidence_of, policy_of, share_of, shares_of
from courses.learning.domain.overview import CourseProgress, Overview, Replay, latest_replay, my_learning, replays_of
from courses.learning.domain.refusals import AnswersMissing, CheckIncomplete
from courses.learning.domain.standing import ClassRow, Standing, class_of, confirmed_lessons, standing_of
from courses.learning.domain.watching import Player, Progress, SessionUnknown, beat, open_session, progress_of, reopen_session, slides_of, watched

__all__ = [
    "AnswersMissing",
    "CheckIncomplete",
    "ClassRow",
    "CourseProgress",
    "Draft",
    "Evidence",
    "LearnersOnly",
    "Line",
    "Overview",
    "Player",
    "Progress",
    "RecordingNotReady",
    "Replay",
    "Result",
    "SessionUnknown",
    "Standing",
    "access_of",
    "beat",
    "check_of",
    "class_of",
    "complete",
    "completed",
    "completed_among",
    "completion_of",
    "confirm_roll_call",
    "confirmed_lessons",
    "drafts_of",
    "evidence_of",
    "find_attempt",
    "find_lesson",
    "latest_replay",
    "may_watch",
    "my_learning",
    "open_check",
    "open_session",
    "paper_of",
    "policy_of",
    "progress_of",
    "publish_check",
    "ready_recording",
    "refusal_of",
    "reopen_session",
    "replays_of",
    "result_of",
    "reusable_check",
    "reuse_check",
    "roll_of",
    "save_answers",
    "share_of",
    "shares_of",
    "sheet_of",
    "slides_of",
    "standing_of",
    "submit_check",
    "sweep_completions",
    "watched",
    "withdraw_check",
    "write_check",
]
