"""What this room refuses about lists and checks, each with a stable code and a sentence that says what to do now."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid, NotAllowed, NotFound


class LessonNotBegun(DomainError):
    """Nobody can have been at a lesson that is still to come."""

    code = "lesson_not_begun"
    message = _("This lesson has not begun yet. The list can be confirmed from its beginning on.")


class NotHeld(DomainError):
    """The class was cancelled."""

    code = "offering_cancelled"
    message = _("This class has been cancelled, so there is no list to confirm.")


class NotInClass(Invalid):
    """The list names somebody who has no seat in this class (any more), or a state that there is not."""

    code = "not_in_class"
    message = _("The list names somebody who is not in this class any more. Nothing was saved. Please look at the list again.")


class AttendanceSettled(DomainError):
    """A completion stands on what was confirmed before."""

    code = "attendance_settled"
    message = _("This learner has completed the course; what was confirmed stays as it is.")

    def __init__(self, name: str = "") -> None:
        words = gettext("%(name)s has completed the course on what was confirmed before, so this line stays as it is. Nothing was saved.")
        super().__init__(words % {"name": name} if name else None)


class CheckIncomplete(Invalid):
    """A question cannot be asked yet; `number` says which, 0 when there is none at all."""

    code = "check_incomplete"
    message = _("There is no question yet. Please write at least one.")

    def __init__(self, number: int = 0, several: bool = False) -> None:
        self.number = number
        super().__init__(self._words(number, several) if number else None)

    @staticmethod
    def _words(number: int, several: bool) -> str:
        if several:
            return gettext("Question %(number)s needs at least two answers, and at least one of them marked as right.") % {"number": number}
        return gettext("Question %(number)s needs at least two answers, and exactly one of them marked as right.") % {"number": number}


class TooManyQuestions(Invalid):
    code = "too_many_questions"
    message = _("A check has 30 questions at most, each with 6 answers at most. A few good ones are better.")


class HasQuestions(DomainError):
    """Nothing that was written is overwritten."""

    code = "has_questions"
    message = _("This check has questions already. Nothing was changed.")


class NothingToReuse(DomainError):
    code = "nothing_to_reuse"
    message = _("No other class of this course has a check that you could take over.")


class NotInThisClass(NotAllowed):
    """The check is for those who hold a seat."""

    code = "not_enrolled"
    message = _("This check is for people who have the class. If you think you do, please call the desk.")


class CheckNotPublished(DomainError):
    code = "not_published"
    message = _("The teacher has not published the check yet. Please come back later.")


class CheckLocked(DomainError):
    """Not enough was attended or watched yet; `missing` lessons are left."""

    code = "locked"
    message = _("The check opens when you have attended or watched enough lessons.")

    def __init__(self, missing: int) -> None:
        self.missing = missing
        words = ngettext(
            "The check is not open yet: please attend one more lesson, or watch its replay.",
            "The check is not open yet: please attend %(missing)s more lessons, or watch their replays.",
            missing,
        )
        super().__init__(words % {"missing": missing})


class TriesUsed(DomainError):
    code = "tries_used"
    message = _("You have used all your tries. Please talk to your teacher, or call the desk.")


class PassedAlready(DomainError):
    code = "passed_already"
    message = _("You have passed this check already. There is nothing more to do.")


class CompletedAlready(DomainError):
    code = "completed_already"
    message = _("You have completed this course already. There is no need for the check.")


class AttemptUnknown(NotFound):
    """Somebody else's paper, or none."""

    code = "attempt_unknown"


class HandedIn(DomainError):
    """The paper was handed in, perhaps from another window: it is not changed any more."""

    code = "handed_in"
    message = _("This check has been handed in already, perhaps in another window. Your marks stay as they are.")


class UnknownAnswer(Invalid):
    """An answer that is not on the paper, or two where one is to be picked."""

    code = "unknown_answer"
    message = _("One of the answers does not belong to this check. Please open the page again; what you chose before is kept.")


class AnswersMissing(Invalid):
    """`numbers` are the questions without an answer, from 1. What was answered is saved."""

    code = "answers_missing"
    message = _("Some questions have no answer yet.")

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers
        which = gettext(", ").join(str(number) for number in numbers)
        words = ngettext(
            "Question %(which)s has no answer yet. The others are saved.", "Questions %(which)s have no answer yet. The others are saved.", len(numbers)
        )
        super().__init__(words % {"which": which})
