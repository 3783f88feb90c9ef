"""The verbs and questions of evaluation. Each verb is one transaction and takes its clock as `now` (aware)."""

from courses.evaluation.domain.closing import close_due, close_window, scrub
from courses.evaluation.domain.eligibility import eligible_seats, policy_at
from courses.evaluation.domain.overview import ClassLine, Turn, class_line, turns_of
from courses.evaluation.domain.rating import Phase, Standing, my_rating, rating_standing, submit_rating
from courses.evaluation.domain.results import ClassResult, class_result, comments_to_see, moderate
from courses.evaluation.domain.reviews import ClassReviews, class_reviews, may_read, read_words, review_for, save_review, submit_review
from courses.evaluation.domain.scores import current_score, recount, score_log, score_of, scores_of_courses, scores_of_teachers
from courses.evaluation.domain.windows import open_windows

__all__ = [
    "ClassLine",
    "ClassResult",
    "ClassReviews",
    "Phase",
    "Standing",
    "Turn",
    "class_line",
    "class_result",
    "class_reviews",
    "close_due",
    "close_window",
    "comments_to_see",
    "current_score",
    "eligible_seats",
    "may_read",
    "moderate",
    "my_rating",
    "open_windows",
    "policy_at",
    "rating_standing",
    "read_words",
    "recount",
    "review_for",
    "save_review",
    "score_log",
    "score_of",
    "scores_of_courses",
    "scores_of_teachers",
    "scrub",
    "submit_rating",
    "submit_review",
    "turns_of",
]
