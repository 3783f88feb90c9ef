"""Refusals about topics, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid
from courses.catalogue.rules.topics import Lack

LACKS: dict[Lack, Promise] = {
    Lack.LEAD: _("Nobody leads this topic yet. Please add a person in charge first."),
    Lack.REPORT: _("The policy report is not there yet. Please add it as a file first."),
    Lack.COURSE: _("No published course belongs to this topic yet. Please add one first, or close the topic and say why."),
    Lack.CLOSED: _("This topic is closed. Open it again first."),
    Lack.FINISHED: _("This topic has come to its end: there is a course."),
}


class CannotGoOn(DomainError):
    """Something is missing for the next station; `lack` says what."""

    code = "cannot_go_on"

    def __init__(self, lack: Lack) -> None:
        self.lack = lack
        super().__init__(LACKS[lack])


class MovedMeanwhile(DomainError):
    """Somebody else has moved it on since the page was drawn."""

    code = "moved_meanwhile"
    message = _("Somebody else has moved this topic on meanwhile. Please look at where it stands now.")


class TopicKept(DomainError):
    """What was approved once is not deleted."""

    code = "topic_kept"
    message = _("This topic has a history, which stays. Close it and say why instead.")


class SayWhy(Invalid):
    """A topic is closed without a course only with a reason."""

    code = "say_why"
    message = _("Please write down in a sentence why it ends without a course.")
