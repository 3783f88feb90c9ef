"""What evaluation refuses, each with a stable code and a sentence that says what to do now."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid, NotAllowed


class NotYet(DomainError):
    """The last lesson has not ended."""

    code = "rating_not_open"
    message = _("You can rate this class after its last lesson.")


class TooLate(DomainError):
    """The window has closed."""

    code = "rating_closed"
    message = _("The time to rate this class is over. What was handed in has been counted; thank you.")


class OwnClass(NotAllowed):
    """A teacher, or staff who look after all classes."""

    code = "own_class"
    message = _("Teachers and staff of the college do not rate classes.")


class MissedTooMuch(NotAllowed):
    """Too few lessons attended or watched."""

    code = "not_eligible"
    message = _("You can rate a class when you have attended, or watched, enough of its lessons.")


class WordsRead(DomainError):
    """She has read what the teacher wrote of her."""

    code = "words_read"
    message = _("You have read what the teacher wrote to you, so your rating stays as it is.")


class QuestionsChanged(DomainError):
    """Answers to another version of the six questions."""

    code = "questions_changed"
    message = _("The questions have changed since you opened this page. Please answer them once more.")


class NotAnswered(Invalid):
    """Some of the six answers are missing or not from one to five; `items` names them."""

    code = "items_missing"
    message = _("Please answer all six questions, each from 1 to 5.")

    def __init__(self, items: Sequence[str]) -> None:
        self.items = tuple(items)
        super().__init__()


class TextTooLong(Invalid):
    code = "text_too_long"
    message = _("Please say it in 300 characters or less.")


class TextWithoutWords(Invalid):
    code = "text_without_words"
    message = _("Please write it in words. You can also leave it out.")


class NothingToRead(DomainError):
    """The teacher's words are not there yet, or not to be seen yet."""

    code = "nothing_to_read"
    message = _("There is nothing to read yet. You see the teacher's words once both of you have written, or when the time to rate is over.")


class ReviewsNotYet(NotYet):
    message = _("You can write reviews after the last lesson of the class.")


class ReviewFinal(DomainError):
    """It has been handed in."""

    code = "review_final"
    message = _("This review has been handed in. The learner may have read it, so it stays as it is.")


class ReviewNotWhole(Invalid):
    code = "review_not_whole"
    message = _("Please choose a level for all five things.")


class ReviewsDue(DomainError):
    """The teacher speaks before she hears."""

    code = "reviews_due"
    status = 403
    message = _("First write your reviews of all learners, then you see how the class rated.")


class StillSealed(DomainError):
    """The window has not closed."""

    code = "still_sealed"
    status = 403
    message = _("Nobody sees the ratings before the time to rate is over.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    message = _("Please say why these words are taken down.")
