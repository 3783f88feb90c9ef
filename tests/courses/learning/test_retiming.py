"""A recording is cut anew: nobody loses what she has watched and still exists, and undoing a cut brings back the rest."""

import random
from datetime import timedelta

import pytest

from courses.learning import domain, rules
from courses.learning.models import PlaySession, WatchSummary
from media.models import Recording
from media.rules.cuts import EditList, whole
from media.signals import recording_recut
from tests.factories import learning as make
from tests.factories import selection
from tests.factories.selection import NOW

WHOLE = whole(60_400)
CUT = EditList(60_400, ((0, 10_400), (20_600, 60_400)))
OTHER = EditList(60_400, ((5_000, 30_000),))


@pytest.mark.parametrize(
    ("seen", "after", "kept"),
    [
        ([(0, 60)], CUT, ((0, 50),)),  # all of it is all of the cut
        ([(0, 10)], CUT, ((0, 10),)),
        ([(12, 20)], CUT, ()),
        ([(8, 30)], CUT, ((8, 20),)),
        ([(30, 60)], CUT, ((20, 50),)),
        ([(2, 4), (6, 8)], OTHER, ((1, 3),)),
        ([], CUT, ()),
    ],
)
def test_seconds_move_along_and_come_back(seen: list[rules.Span], after: EditList, kept: tuple[rules.Span, ...]) -> None:
    moved, exact = rules.retimed(seen, [], WHOLE, after)
    assert moved == kept
    assert rules.retimed(moved, exact, after, WHOLE)[0] == tuple(seen)


def test_any_cuts_one_after_the_other_lose_nothing() -> None:
    dice = random.Random(7)
    for _ in range(300):
        duration = dice.randrange(20_000, 90_000)
        lists = [whole(duration), *(_any(duration, dice) for _ in range(4))]
        seen = rules.clip([tuple(sorted(dice.sample(range(duration // 1000 + 1), 2))) for _ in range(3)], duration // 1000)
        spans, exact = seen, []
        for before, after in zip(lists, [*lists[1:], lists[0]], strict=True):
            spans, exact = rules.retimed(spans, exact, before, after)
            assert spans == rules.clip(spans, rules.whole_seconds(after.length))
        assert spans == seen


def _any(duration: int, dice: random.Random) -> EditList:
    a, b, c, d = sorted(dice.sample(range(0, duration - 2_000, 100), 4))
    return EditList(duration, ((a, b), (c, d + 1_500)))


@pytest.mark.django_db
@pytest.mark.both_databases
class TestOnRows:
    @pytest.fixture
    def lesson(self):
        return make.lesson_with_replay(make.running_offering(), seconds=60.4, whole="whole", whole_ms=60_400)

    @pytest.fixture
    def learner(self, lesson):
        person = selection.person("wang")
        selection.enrolled(lesson.offering, person)
        return person

    def recut(self, lesson, before: EditList, after: EditList) -> None:
        recording_recut.send(Recording, recording_id=lesson.recording_id, before=before, after=after)
        edits = [] if after.is_whole else [list(part) for part in after.kept]
        Recording.objects.filter(pk=lesson.recording_id).update(edits=edits, duration_ms=after.length)
        lesson.recording.refresh_from_db()

    def test_seconds_and_position_of_everybody(self, lesson, learner) -> None:
        make.watched(learner, lesson, (8, 30), position=25)
        make.watched(selection.person("li"), lesson, (0, 60), position=15)
        self.recut(lesson, WHOLE, CUT)
        rows = list(WatchSummary.objects.order_by("pk").values_list("spans", "seconds", "position_ms", "exact"))
        assert rows == [([[8, 20]], 12, 14_800, [[8_000, 30_000]]), ([[0, 50]], 50, 10_400, [[0, 60_400]])]
        self.recut(lesson, CUT, WHOLE)
        rows = list(WatchSummary.objects.order_by("pk").values_list("spans", "seconds", "position_ms", "exact"))
        assert rows == [([[8, 30]], 22, 25_000, [[8_000, 30_000]]), ([[0, 60]], 60, 20_600, [[0, 60_400]])]

    def test_a_player_that_is_open_counts_on_in_its_old_time(self, lesson, learner) -> None:
        session = domain.open_session(learner=learner, lesson=lesson, now=NOW).session
        self.recut(lesson, WHOLE, CUT)
        told = {"session_key": session.pk, "learner": learner, "rate": 1.0}
        progress = domain.beat(**told, sequence=1, intervals=[[25, 35]], position=35, now=NOW + timedelta(seconds=15))
        assert (progress.spans, progress.gained, progress.position_ms) == (((15, 25),), 10, 24_800)
        gone = domain.beat(**told, sequence=2, intervals=[[11, 20]], position=20, now=NOW + timedelta(seconds=30))
        assert (gone.spans, gone.gained) == (((15, 25),), 0)  # that part is no longer there

    def test_fresh_addresses_bring_the_new_time(self, lesson, learner) -> None:
        session = domain.open_session(learner=learner, lesson=lesson, now=NOW).session
        self.recut(lesson, WHOLE, CUT)
        domain.reopen_session(session_key=session.pk, learner=learner, lesson=lesson, now=NOW)
        assert PlaySession.objects.get().edits == [[0, 10_400], [20_600, 60_400]]
        progress = domain.beat(
            session_key=session.pk, learner=learner, rate=1.0, sequence=1, intervals=[[11, 20]], position=20, now=NOW + timedelta(seconds=15)
        )
        assert progress.spans == ((11, 20),)

    def test_another_file_has_no_former_time(self, lesson, learner) -> None:
        session = domain.open_session(learner=learner, lesson=lesson, now=NOW).session
        PlaySession.objects.update(edits=[[0, 900_000]])
        progress = domain.beat(
            session_key=session.pk, learner=learner, rate=1.0, sequence=1, intervals=[[11, 20]], position=20, now=NOW + timedelta(seconds=15)
        )
        assert progress.spans == ((11, 20),)
