"""Template tags about the stages, versions and uses of a course."""

from typing import Any

from django import template
from django.db.models import Max
from django.utils.translation import gettext, ngettext, pgettext

from courses.catalogue import domain
from courses.catalogue.models import CoursePage, CourseVersion, Origin
from courses.catalogue.rules.stages import Criterion, Stage, Standing
from courses.catalogue.rules.versions import Piece
from courses.catalogue.stage_words import JUDGED, PIECES, STAGES, WAITS, standing_words

register = template.Library()


@register.filter
def stage_name(stage: Stage) -> str:
    return str(STAGES[stage])


@register.filter
def stage_waits(stage: Stage) -> str:
    """What happens at a stage, in a sentence."""
    return str(WAITS[stage])


@register.filter
def stands(standing: Standing) -> str:
    return str(standing_words(standing))


@register.filter
def piece_name(piece: Piece) -> str:
    return str(PIECES[piece])


@register.filter
def judgements(levels: dict[Criterion, int]) -> list[tuple[str, int]]:
    return [(str(JUDGED[criterion]), level) for criterion, level in levels.items()]


@register.simple_tag
def what_changed(version: CourseVersion, pieces: list[Piece]) -> str:
    """The line that somebody typed, else what differs from the version before."""
    if version.note:
        return version.note
    if version.number == 1:
        return gettext("The first version.")
    if not pieces:
        return gettext("Small changes.")
    words = pgettext("between the entries of a list", ", ").join(str(PIECES[piece]) for piece in pieces)
    return gettext("Changed: %(pieces)s.") % {"pieces": words}


@register.inclusion_tag("courses/catalogue/course_origin.html")
def course_origin(page: CoursePage) -> dict[str, Any]:
    """Whose work the course is, where it is used, and its versions. Constant queries."""
    use = domain.use_of(page)
    return {
        "page": page,
        "use": use,
        "authors": domain.authors_of(page),
        "origin": Origin.objects.filter(copy=page).select_related("course", "version").first(),
        "latest": CourseVersion.objects.filter(course=page).aggregate(number=Max("number"))["number"],
        "places": ngettext("used at %(n)s place", "used at %(n)s places", len(use.places)) % {"n": len(use.places)},
    }


@register.inclusion_tag("courses/catalogue/stages_door.html", takes_context=True)
def stages_door(context: template.Context) -> dict[str, Any]:
    """The way to the stages of courses, with how many wait for this person."""
    user = context.get("user")
    return {"waiting": domain.count_waiting(user) if user is not None and user.is_authenticated else 0}


@register.simple_tag
def course_way(page: CoursePage, user: Any) -> Any:
    """The way of a course, as its page and the edit view show it."""
    return domain.way_of(page, user)
