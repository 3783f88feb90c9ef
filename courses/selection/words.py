"""The rules of a class in plain words, the same for everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from courses.selection.domain.eligibility import limit_of
from courses.selection.domain.groups import kept_of
from courses.selection.domain.refusals import quoted
from courses.selection.models import Offering
from courses.selection.rules import GROUPS, Group, Reason


def rules(offering: Offering, needed: Iterable[str] = ()) -> list[str]:
    """What the class asks, a sentence each, its audience first. `needed`: the titles of the courses to be completed first."""
    year = offering.term.starts_on.year
    told = [_("%(people)s.") % {"people": offering.audience_words}] if offering.audience else []
    if offering.age_words:
        told.append(_("%(ages)s (the age that you reach in %(year)s).") % {"ages": offering.age_words, "year": year})
    if offering.needs_courses and (listed := quoted(needed)):
        told.append(_("You have completed %(courses)s.") % {"courses": listed})
    if offering.needs_pledge:
        told.append(_("You say first that you feel well enough for it (health pledge)."))
    return [*told, *_limit(offering)]


def _limit(offering: Offering) -> list[str]:
    limit = limit_of(offering)
    if limit is None:
        return []
    said = ngettext("In this term everybody can have %(n)s class in a classroom.", "In this term everybody can have up to %(n)s classes in a classroom.", limit)
    return [said % {"n": limit}]


def in_short(offering: Offering) -> list[str]:
    """The same in a word or two each, for cards."""
    pledge = [pgettext("in short", "with a health pledge")] if offering.needs_pledge else []
    courses = [pgettext("in short", "after another course")] if offering.needs_courses else []
    return [word for word in (offering.audience_words, offering.age_words, *courses, *pledge) if word]


def group_words(group: Group) -> str:
    """For whom such seats are kept."""
    return {
        Group.RESERVE: _("people of 80 and older, and disabled people"),
        Group.NEIGHBOUR: _("people who live within 15 minutes on foot"),
        Group.NEWCOMER: _("people who never had a class before"),
    }[group]


def kept(offering: Offering) -> list[str]:
    """Which seats the draw keeps, and for whom; empty where none are kept."""
    return [
        ngettext("%(n)s seat for %(people)s", "%(n)s seats for %(people)s", seats) % {"n": seats, "people": group_words(group)}
        for group, seats in kept_of(offering).items()
    ]


def order_of_giving_up() -> str:
    """What becomes of kept seats when not all of them can be filled or met."""
    first, then, last = (group_words(group) for group in reversed(GROUPS))
    told = _(
        "Kept seats for which nobody comes are opened for everybody. If not all can be met, those for %(first)s are opened first, "
        "then those for %(then)s, and last those for %(last)s."
    )
    return told % {"first": first, "then": then, "last": last}


def flag(reason: Reason) -> str:
    """What stands against somebody's seat, as the office and the teacher read it, in a word or two."""
    return {
        Reason.NOT_FOR_HER: _("role has ended"),
        Reason.AGE_UNKNOWN: _("year of birth not known"),
        Reason.TOO_YOUNG: _("younger than the class is for"),
        Reason.TOO_OLD: _("older than the class is for"),
        Reason.COURSE_MISSING: _("course needed first not completed"),
        Reason.PLEDGE_MISSING: _("health pledge has run out"),
        Reason.LIMIT: _("has as many classes as allowed"),
        Reason.CLASH: _("has another class at a lesson’s time"),
        Reason.CANCELLED: _("the class is cancelled"),
        Reason.CLOSED: _("the class is over"),
    }[reason]


def flags(unmet: Mapping[int, Collection[Reason]]) -> dict[int, list[str]]:
    """By learner, what she does not meet any more, the strongest first."""
    return {learner: [flag(reason) for reason in Reason if reason in reasons] for learner, reasons in unmet.items()}


def rule_names() -> list[tuple[str, str]]:
    """What the office may leave out of account, as (code, words)."""
    return [
        (Reason.NOT_FOR_HER.value, _("for whom the class is")),
        (Reason.TOO_YOUNG.value, _("younger than the class is for")),
        (Reason.TOO_OLD.value, _("older than the class is for")),
        (Reason.AGE_UNKNOWN.value, _("year of birth not known")),
        (Reason.COURSE_MISSING.value, _("courses needed first")),
        (Reason.PLEDGE_MISSING.value, _("health pledge")),
        (Reason.LIMIT.value, _("number of classes in a term")),
    ]


def listed_rules(codes: Iterable[str]) -> str:
    """The named rules in words, as a list; “none” where an exception was taken back."""
    known = dict(rule_names())
    return pgettext("between roles", ", ").join(known[code] for code in codes if code in known) or pgettext("exceptions", "none")
