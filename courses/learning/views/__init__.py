"""The pages of this room: my learning with its replays, the check, and what a teacher confirms and writes."""

from courses.learning.views.check import answers, attempt, check
from courses.learning.views.learner import course, home, replay
from courses.learning.views.teacher import check_preview, results, roll_call, roll_paper, write_check

__all__ = ["answers", "attempt", "check", "check_preview", "course", "home", "replay", "results", "roll_call", "roll_paper", "write_check"]
