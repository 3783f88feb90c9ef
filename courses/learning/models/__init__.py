"""Nouns of this room: what was watched, who was there, the check, and what was completed."""

from courses.learning.models.attendance import Attendance, RollCall
from courses.learning.models.checks import Check, CheckAttempt, Choice, Question
from courses.learning.models.completion import Completion, CompletionPolicy
from courses.learning.models.watching import PlaySession, WatchClock, WatchSummary

__all__ = [
    "Attendance",
    "Check",
    "CheckAttempt",
    "Choice",
    "Completion",
    "CompletionPolicy",
    "PlaySession",
    "Question",
    "RollCall",
    "WatchClock",
    "WatchSummary",
]
