"""Pages kept for all who stand the same way to a course: for each kind of person the course's page and a class's are what she alone would be shown.

What she alone would be shown is drawn from what the verbs and her own pages go by (`listing.viewer`), not from the value that pages are kept by.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from college import facts, member_pages, situations
from college.models import User
from college.roles import Role
from courses.selection import domain, listing, situation
from courses.selection.domain.standing import own_start_of
from courses.selection.models import Offering, Round
from tests.college.test_page_cache import World
from tests.factories import learning, rounds
from tests.factories import selection as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS, settings.STAMPS_ROOT = 600, tmp_path / "stamps"
    monkeypatch.setattr(member_pages, "PLACES", 2**60)  # no two pages of a test push out each other by chance
    caches["pages"].clear()
    yield
    caches["pages"].clear()


class Everybody(World):
    """One course with classes in three terms, and somebody of each kind with the class that her kind is about: `kinds` by name."""

    def __init__(self) -> None:
        super().__init__()
        self.now = timezone.now()
        rounds.a_round(rounds.plan(self.term, limit=2), Round.Kind.FIRST_COME, self.now - timedelta(days=1), days=5)
        self.kinds: dict[str, tuple[User, Offering]] = {}
        self.is_kind("nothing", self.offering)
        self.is_kind("nothing as well", self.offering)
        self.with_seats()
        self.with_queues()
        self.with_rules()
        self.with_wishes()
        self.with_own_starts()
        self.with_work()

    def a_class(self, **fields: Any) -> Offering:
        return make.offering(self.page, **{"term": self.term, "venue": self.venue, "teacher": self.teacher, **fields})

    def elsewhere(self, title: str, **fields: Any) -> Offering:
        return make.offering(make.course(title), **{"term": self.term, "venue": self.venue, **fields})

    def is_kind(self, name: str, about: Offering) -> User:
        self.kinds[name] = (make.person(), about)
        return self.kinds[name][0]

    def with_seats(self) -> None:
        clashing, *others = (self.elsewhere(title) for title in ("合唱", "书法", "国画", "太极拳", "摄影"))
        make.lessons(clashing, first=self.lesson.starts_at + timedelta(minutes=10), number=1)
        make.enrolled(self.offering, self.is_kind("seat", self.offering), now=self.now)
        make.enrolled(clashing, self.is_kind("clash", self.offering), now=self.now)
        make.enrolled(self.a_class(), self.is_kind("another class of the course", self.offering), now=self.now)
        cancelled = self.a_class()
        make.enrolled(cancelled, self.is_kind("seat in a cancelled class", cancelled), now=self.now)
        domain.cancel_offering(offering_id=cancelled.pk, now=self.now)
        for name, two in (("limit", others[:2]), ("limit by two others", others[2:])):
            who = self.is_kind(name, self.offering)
            for of in two:
                make.enrolled(of, who, now=self.now)

    def with_queues(self) -> None:
        full, held = make.full(self.a_class(capacity=1)), self.a_class(capacity=1)
        for name in ("queue", "later in the queue"):
            domain.join_waitlist(offering_id=full.pk, learner=self.is_kind(name, full), now=self.now)
        make.offered(held, self.is_kind("offer", held), now=self.now)

    def with_rules(self) -> None:
        asking, staff = self.a_class(needs_pledge=True), make.person("", Role.STAFF)
        met, waived = self.is_kind("met", asking), self.is_kind("waived", asking)
        self.is_kind("unmet", asking)
        facts.pledge(of=met, by=met, now=self.now)
        domain.waive(offering=asking, learner=waived, reasons=["pledge_missing"], why="膝盖已经好了", by=staff, now=self.now)

    def with_wishes(self) -> None:
        term = make.term(self.now)
        running = rounds.wishing(rounds.plan(term, limit=5), opens_at=self.now - timedelta(days=1))
        wished, others = self.a_class(term=term), [self.elsewhere(f"心愿{number}", term=term).pk for number in range(5)]
        for name, wishes in (("wished second", [others[0], wished.pk]), ("wished first", [wished.pk, others[0]]), ("all wishes used", others)):
            domain.save_wishes(round_id=running.pk, learner=self.is_kind(name, wished), offerings=wishes, now=self.now)

    def with_own_starts(self) -> None:
        """The term opened five minutes ago and spreads starts over ten: of those who come, one whose start is well past and one whose is not near."""
        spread = make.term(self.now, selection_opens_at=self.now - timedelta(seconds=300), selection_spread=600)
        of, people = self.a_class(term=spread), make.people(30)
        left = {who: own_start_of(who.pk, spread.pk, spread.selection_opens_at, spread.selection_spread) - self.now for who in people}
        self.kinds["own start come"] = (min(people, key=lambda who: left[who]), of)
        self.kinds["own start to come"] = (max(people, key=lambda who: left[who]), of)

    def with_work(self) -> None:
        names = {"teacher": Role.TEACHER, "other teacher": Role.TEACHER, "staff": Role.STAFF}
        self.kinds |= {name: (make.person("", role), self.offering) for name, role in names.items()}
        self.teacher.user = self.kinds["teacher"][0]
        self.teacher.save()
        learning.lesson_with_replay(self.offering)


@dataclass(frozen=True)
class Alone:
    """How a person stands to a course, from what her own pages go by; in place of `situation.ToCourse`."""

    viewer: listing.Viewer
    enrolled: frozenset[int]
    teaches: tuple[int, ...]
    keeps: bool = False

    @property
    def signed_in(self) -> bool:
        return self.viewer.signed_in


def alone(person: Any, course: int, now: Any) -> Alone:
    viewer, classes = listing.viewer(person, now), list(Offering.objects.filter(course=course))
    return Alone(viewer, viewer.enrolled & {one.pk for one in classes}, tuple(one.pk for one in classes if domain.may_teach(person, one)))


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def plain(page: bytes) -> list[str]:
    """Its lines, without the token of its forms and the milliseconds to an own start."""
    return re.sub(r'(csrfmiddlewaretoken" value=|data-starts-in=)"\w+"', r"\1", page.decode()).splitlines()


def differing(hers: list[str], kept: list[str]) -> list[str]:
    return list(difflib.unified_diff(hers, kept, "alone", "kept", n=0, lineterm=""))


def test_each_kind_is_shown_what_she_alone_would_be(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody of each kind looks first, so that a page of another kind would be found."""
    world = Everybody()
    monkeypatch.setattr(timezone, "now", lambda: world.now)  # else the own start of one of them comes between two looks
    clients = {name: as_(who) for name, (who, _of) in world.kinds.items()}
    looks = [(name, address) for name, (_who, of) in world.kinds.items() for address in (world.page.get_url(), f"/selection/offerings/{of.pk}/")]
    first = ("limit", world.pages["class"])  # asks for more than others, by which all are kept from then on
    for name, address in dict.fromkeys([first, *(("nothing", address) for _name, address in looks), *looks]):
        clients[name].get(address)
    given = list[Any]()
    monkeypatch.setattr(member_pages, "kept_page", lambda *of, real=member_pages.kept_page, **how: given.append(real(*of, **how)) or given[-1])
    kept = {look: plain(clients[look[0]].get(look[1]).content) for look in looks}
    drawn_alone = {look for look, page in zip(looks, given, strict=True) if page is None or page.personal}
    assert {name for name, _address in drawn_alone} == {"seat", "seat in a cancelled class"}  # of one's own class the page tells of its groups
    assert len(drawn_alone) == 2
    settings.PAGE_CACHE_SECONDS = 0
    monkeypatch.setitem(situations._askers, situation.NAME, alone)
    drawn = {look: plain(clients[look[0]].get(look[1]).content) for look in looks}
    assert {look: differing(drawn[look], kept[look]) for look in looks if drawn[look] != kept[look]} == {}
    told = {name: "\n".join(drawn[name, f"/selection/offerings/{of.pk}/"]).partition("<main")[2] for name, (_who, of) in world.kinds.items()}
    alike = {name for name, page in told.items() if list(told.values()).count(page) > 1}
    assert alike == {"nothing", "nothing as well", "teacher", "other teacher", "staff"}  # or the kinds are not what they are called
    assert ["data-pick" in told[name] for name in ("nothing", "limit", "own start come")] == [True, False, True]
