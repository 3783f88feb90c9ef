"""The words of the six questions, the five things of a review, and the answers. A reworded question is a new version in rules.FORM."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.evaluation.rules import ITEMS


class Question(NamedTuple):
    """A statement to agree with, and the short word that scores are listed under."""

    text: object
    short: object


QUESTIONS = {
    "clear": Question(_("Where it was hard, the teacher spoke so that I understood"), pgettext_lazy("rating item", "Clear")),
    "relevant": Question(_("It was what I wanted to learn and can use"), pgettext_lazy("rating item", "To the point")),
    "engaging": Question(_("I liked to listen and did not want to leave"), pgettext_lazy("rating item", "Engaging")),
    "effective": Question(_("Now I can do it myself"), pgettext_lazy("rating item", "Effective")),
    "interactive": Question(_("What I asked and said was taken up by the teacher"), pgettext_lazy("rating item", "Dialogue")),
    "materials": Question(_("Handout and PPT are large enough to read, and clear at home"), pgettext_lazy("rating item", "Materials")),
}
ANSWERS = (
    (1, pgettext_lazy("answer to a statement", "No")),
    (2, pgettext_lazy("answer to a statement", "Rather not")),
    (3, pgettext_lazy("answer to a statement", "So-so")),
    (4, pgettext_lazy("answer to a statement", "Mostly")),
    (5, pgettext_lazy("answer to a statement", "Yes")),
)


def levels_of(review: Any) -> list[tuple[str, str]]:
    """The five things of a review in words, each with its level as a number and a word."""
    things = [(review._meta.get_field(thing).verbose_name, getattr(review, thing), getattr(review, f"get_{thing}_display")()) for thing in review.THINGS]
    return [(str(name), f"{level} {word}") for name, level, word in things]


def short(item: str) -> str:
    return str(QUESTIONS[item].short)


assert tuple(QUESTIONS) == ITEMS
