"""Pages of this room."""

from courses.evaluation.views.learner import rate, words
from courses.evaluation.views.public import course_log, scores, teacher_log
from courses.evaluation.views.teacher import result, reviews

__all__ = ["course_log", "rate", "result", "reviews", "scores", "teacher_log", "words"]
