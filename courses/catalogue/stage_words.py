"""How the stages of a course, and the pieces of a version, are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.catalogue.rules.stages import Criterion, Stage, Standing
from courses.catalogue.rules.versions import Piece

STAGES: dict[Stage, Promise] = {
    Stage.DEVELOP: pgettext_lazy("stage of a course", "Development"),
    Stage.TRIAL: pgettext_lazy("stage of a course", "Trial lesson"),
    Stage.REVIEW: pgettext_lazy("stage of a course", "Review"),
    Stage.RELEASE: pgettext_lazy("stage of a course", "Release"),
}
WAITS: dict[Stage, Promise] = {
    Stage.DEVELOP: _("Its teachers are working on it."),
    Stage.TRIAL: _("A lesson is held on trial. Then a colleague, or the office, writes down how it went."),
    Stage.REVIEW: _("The head of the school or the office looks at it."),
    Stage.RELEASE: _("The office gives it to all schools and venues."),
}
JUDGED: dict[Criterion, Promise] = {
    Criterion.CONTENT: pgettext_lazy("judged at a review", "Content"),
    Criterion.AUDIENCE: pgettext_lazy("judged at a review", "Fits its people"),
    Criterion.CLARITY: pgettext_lazy("judged at a review", "Easy to understand"),
    Criterion.MATERIALS: pgettext_lazy("judged at a review", "Files"),
}
PIECES: dict[Piece, Promise] = {
    Piece.TITLE: pgettext_lazy("piece of a course", "title"),
    Piece.SCHOOL: pgettext_lazy("piece of a course", "school"),
    Piece.SUMMARY: pgettext_lazy("piece of a course", "one sentence"),
    Piece.GOALS: pgettext_lazy("piece of a course", "what people can do afterwards"),
    Piece.TEACHERS: pgettext_lazy("piece of a course", "teachers"),
    Piece.OUTLINE: pgettext_lazy("piece of a course", "outline"),
    Piece.UNITS: pgettext_lazy("piece of a course", "units"),
    Piece.DESIGNS: pgettext_lazy("piece of a course", "lesson designs"),
    Piece.HANDOUT: pgettext_lazy("piece of a course", "handout"),
    Piece.SLIDES: pgettext_lazy("piece of a course", "PPT"),
    Piece.LESSON_PLAN: pgettext_lazy("piece of a course", "lesson plan"),
}


def standing_words(standing: Standing) -> Promise:
    """Where a course is, as a row of a list says it."""
    if standing.sent_back:
        return pgettext_lazy("stage of a course", "Development, sent back")
    return pgettext_lazy("stage of a course", "Released") if standing.finished else STAGES[standing.stage]
