"""Who hears of it when a class changes, and in which words: its lessons are looked at before and after a verb's work, and one notice says all that is new.

Everybody with a seat or a place in the queue is told, and the teacher; where somebody else teaches it from now on, both teachers. What is over changes
nobody's day and is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from college import notices
from courses.selection import times
from courses.selection.domain.clashes import clashes_of
from courses.selection.models import Enrolment, Lesson, Offering, WaitlistEntry, Wish
from courses.selection.rules import Clash, Slot

CHANGED = frozenset({"time_changed", "teacher_changed"})  # kinds that are news to whoever wishes for the class
MOST = 3  # changes that are told one by one; the page has all of them


@dataclass(frozen=True)
class Meeting:
    """A lesson to come, as people plan their day by it."""

    number: int
    slot: Slot
    place: str


@dataclass(frozen=True)
class Guide:
    """Who teaches a class: the teacher's key and name, and the key of her account, if she has one."""

    key: int
    name: str
    account: int | None


@dataclass(frozen=True)
class Seen:
    """A class at one moment: whether it is held, who teaches it (None: the class is gone), and its lessons to come by key."""

    is_held: bool
    guide: Guide | None
    meetings: dict[int, Meeting]


@contextmanager
def telling(offering_ids: Iterable[int], now: datetime, *, but: Collection[int] = ()) -> Iterator[None]:
    """Around the work of a verb, inside its transaction: what the work changed of these classes is told once to everybody concerned.

    `but`: learners whom the verb tells something else; it is looked at after the work.
    """
    keys = sorted(set(offering_ids))
    before = {key: look(key, now) for key in keys}
    yield
    for key in keys:
        _tell(key, before[key], look(key, now), now, but)


def look(offering_id: int, now: datetime) -> Seen:
    offering = Offering.objects.filter(pk=offering_id).select_related("teacher").only("state", "teacher__name", "teacher__user").first()
    lessons = Lesson.objects.filter(offering=offering_id, ends_at__gt=now).select_related("offering__room__venue", "offering__venue", "room__venue")
    met = {lesson.pk: Meeting(lesson.number, Slot(lesson.starts_at, lesson.ends_at), _place(lesson)) for lesson in lessons.order_by("starts_at", "pk")}
    if offering is None:
        return Seen(False, None, met)
    return Seen(offering.state != Offering.State.CANCELLED, Guide(offering.teacher_id, offering.teacher.name, offering.teacher.user_id), met)


def _place(lesson: Lesson) -> str:
    """The room with its venue, or the venue; nothing for a class online."""
    offering = lesson.offering
    if lesson.room is None and offering.mode == Offering.Mode.ONLINE:
        return ""
    return str(lesson.room or offering.room or offering.venue or "")


Words = Callable[[str], str]


def _tell(offering_id: int, before: Seen, after: Seen, now: datetime, but: Collection[int]) -> None:
    news = _news(offering_id, before, after)
    if news is None:
        return
    kind, say = news
    learners, teachers = concerned(offering_id).difference(but), _teachers(kind, before, after)
    wishers = wishing(offering_id) - learners if kind in CHANGED else set[int]()
    if not (learners or wishers or before.meetings) and kind == "time_changed" and len(teachers) < 2:
        return  # the first plan of a class that nobody has yet is news to nobody
    told = partial(say, str(Offering.objects.select_related("course").get(pk=offering_id)))
    link, clashes = notices.address("selection:offering", offering_id), _clashes(offering_id, before, after, now) if kind == "time_changed" else {}
    notices.tell(learners - clashes.keys(), kind=kind, text=told, link=link, now=now)
    for other, people in _together(clashes).items():
        notices.tell(people & learners, kind=kind, text=partial(_clashing, told, *other), link=link, now=now)
    notices.tell(wishers, kind="wish_changed", text=told, link=notices.address("selection:wishes"), now=now)
    for account, page in teachers.items():
        if account not in learners:
            notices.tell([account], kind=kind, text=told, link=notices.address(page, offering_id), now=now)


def _clashes(offering_id: int, before: Seen, after: Seen, now: datetime) -> dict[int, tuple[Clash, str]]:
    """Of those who have a seat, the first lesson at a new time that runs into another class of theirs."""
    moved = [one.slot for key, one in after.meetings.items() if key not in before.meetings or before.meetings[key].slot != one.slot]
    return clashes_of(offering_id, _seated(offering_id), moved, now) if moved else {}


def _together(clashes: dict[int, tuple[Clash, str]]) -> dict[tuple[str, Slot], set[int]]:
    """Whom one text fits, by the other course and its lesson."""
    found: dict[tuple[str, Slot], set[int]] = defaultdict(set)
    for learner, (clash, title) in clashes.items():
        found[title, clash.held].add(learner)
    return found


def _news(offering_id: int, before: Seen, after: Seen) -> tuple[str, Words] | None:
    """The kind of what is new, and its words; None where nothing is."""
    if before.is_held != after.is_held:
        return ("class_held", _held_after_all) if after.is_held else ("class_cancelled", _cancelled)
    changes, guides = changes_between(before.meetings, after.meetings), _guides(offering_id, before, after)
    if not after.is_held or not (changes or guides):
        return None
    return "time_changed" if changes else "teacher_changed", partial(_changed, changes, guides)


def _guides(offering_id: int, before: Seen, after: Seen) -> tuple[Guide, Guide] | None:
    """Who taught the class and who does now; None where that is the same, or nothing of it is left to teach."""
    if before.guide is None or after.guide is None or before.guide.key == after.guide.key:
        return None
    over = not after.meetings and Lesson.objects.filter(offering=offering_id).exists()
    return None if over else (before.guide, after.guide)


def _teachers(kind: str, before: Seen, after: Seen) -> dict[int, str]:
    """The accounts of the teachers whom it concerns, each with the page that she may open."""
    pages = {"selection:offering": before.guide if kind != "class_held" else None, "selection:roster": after.guide}
    return {guide.account: page for page, guide in pages.items() if guide is not None and guide.account is not None}


def concerned(offering_id: int) -> set[int]:
    """The keys of those who have a seat or wait for one."""
    queue = WaitlistEntry.objects.filter(offering=offering_id, state=WaitlistEntry.State.WAITING)
    return {*_seated(offering_id), *queue.values_list("learner", flat=True)}


def _seated(offering_id: int) -> set[int]:
    return set(Enrolment.objects.filter(offering=offering_id, state=Enrolment.State.ENROLLED).values_list("learner", flat=True))


def wishing(offering_id: int) -> set[int]:
    """The keys of those who wish for it in a round that is not drawn yet."""
    return set(Wish.objects.filter(offering=offering_id, ballot__round__draw__drawn_at=None).values_list("ballot__learner", flat=True))


Change = tuple[Meeting | None, Meeting | None]


def changes_between(before: dict[int, Meeting], after: dict[int, Meeting]) -> list[Change]:
    """(before, after) of every lesson that is new, gone, or at another time or place; in the order of time."""
    pairs = [(before.get(key), after.get(key)) for key in {*before, *after}]
    changed = [(old, new) for old, new in pairs if old is None or new is None or (old.slot, old.place) != (new.slot, new.place)]
    return sorted(changed, key=_moment)


def _moment(change: Change) -> tuple[Slot, int]:
    old, new = change
    one = new or old
    assert one
    return one.slot, one.number


def _cancelled(name: str) -> str:
    return _("“%(class)s” has been cancelled. Please do not come to its lessons; you can choose another class.") % {"class": name}


def _held_after_all(name: str) -> str:
    return _("“%(class)s” is held after all. Your seat, or your place in the queue, is as it was.") % {"class": name}


def _changed(changes: list[Change], guides: tuple[Guide, Guide] | None, name: str) -> str:
    told = [_("the teacher is now %(name)s (before: %(before)s)") % {"name": guides[1].name, "before": guides[0].name}] if guides else []
    told += [_one(old, new) for old, new in changes[:MOST]]
    if (more := len(changes) - MOST) > 0:
        told.append(ngettext("and %(count)s more change", "and %(count)s more changes", more) % {"count": more})
    words = {"class": name, "changes": pgettext("between changes of a class", "; ").join(told)}
    return _("“%(class)s”: %(changes)s. Please look at its page.") % words


def _clashing(told: Callable[[], str], other: str, slot: Slot) -> str:
    words = {"news": told(), "other": other, "when": times.slot(slot)}
    return _("%(news)s You also have “%(other)s” on %(when)s and cannot be in both: please give one back, or ask the front desk.") % words


def _one(old: Meeting | None, new: Meeting | None) -> str:
    if new is None and old is not None:
        return _("lesson %(number)s on %(when)s is not held") % {"number": old.number, "when": times.slot(old.slot)}
    if old is None and new is not None:
        return _("a new lesson %(number)s on %(when)s, %(place)s") % _words(new)
    assert old is not None
    assert new is not None
    if old.slot == new.slot:
        return _("lesson %(number)s on %(when)s is now at: %(place)s (before: %(old_place)s)") % {**_words(new), "old_place": old.place or _("Online")}
    return _("lesson %(number)s is now on %(when)s, %(place)s (before: %(before)s)") % {**_words(new), "before": times.slot(old.slot)}


def _words(one: Meeting) -> dict[str, object]:
    return {"number": one.number, "when": times.slot(one.slot), "place": one.place or _("Online")}
