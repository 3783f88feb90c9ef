"""Counting what is watched: the verbs, and everybody who would like to have watched more than she did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from math import inf, nan
from uuid import uuid4

import pytest
from django.db import connection, connections

from college.roles import Role
from courses.learning import domain, rules
from courses.learning.models import PlaySession, WatchClock, WatchSummary
from courses.selection.domain import drop as give_back_seat
from courses.selection.models import Enrolment
from tests.factories import learning as make
from tests.factories import selection
from tests.factories.selection import NOW

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def offering():
    return make.running_offering()


@pytest.fixture
def lesson(offering):
    return make.lesson_with_replay(offering)


@pytest.fixture
def learner(offering):
    person = selection.person("wang")
    selection.enrolled(offering, person)
    return person


class Tab:
    """One open player, with a watch of its own."""

    def __init__(self, learner, lesson, now=NOW):
        self.learner, self.sequence = learner, 0
        self.key = domain.open_session(learner=learner, lesson=lesson, now=now).session.pk

    def beat(self, *intervals, after=15.0, position=0.0, rate=1.0, sequence=None, learner=None):
        self.sequence = sequence or self.sequence + 1
        return domain.beat(
            session_key=self.key,
            learner=learner or self.learner,
            sequence=self.sequence,
            intervals=intervals,
            position=position,
            rate=rate,
            now=NOW + timedelta(seconds=after),
        )


# ---- who may watch


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("learner", "learner"),
        ("teacher", "guest"),
        ("staff", "guest"),
        ("administrator", "guest"),
        ("committee", "none"),
        ("other teacher", "none"),
        ("stranger", "none"),
        ("dropped", "none"),
    ],
)
def test_who_may_watch(offering, lesson, who, expected):
    people = {
        "learner": lambda: selection.enrolled(offering, selection.person())[0].learner,
        "teacher": lambda: offering.teacher.user,
        "staff": lambda: selection.person("", Role.STAFF),
        "administrator": lambda: selection.person("", Role.ADMINISTRATOR),
        "committee": lambda: selection.person("", Role.COMMITTEE),
        "other teacher": lambda: selection.teacher(user=selection.person("", Role.TEACHER)).user,
        "stranger": selection.person,
        "dropped": lambda: dropped(offering),
    }
    user = people[who]()
    assert domain.access_of(user, lesson) is rules.Access(expected)
    assert domain.may_watch(user, lesson) is (expected != "none")


def dropped(offering):
    [seat] = selection.enrolled(offering, selection.person())
    Enrolment.objects.filter(pk=seat.pk).update(state="dropped", dropped_at=NOW)
    return seat.learner


def test_a_sample_lesson_is_for_everybody_who_is_signed_in(lesson):
    from django.contrib.auth.models import AnonymousUser

    lesson.is_sample = True
    assert domain.access_of(selection.person(), lesson) is rules.Access.LEARNER
    assert not domain.may_watch(AnonymousUser(), lesson)


def test_opening_is_refused_without_a_seat_or_a_replay(offering, lesson, learner):
    with pytest.raises(domain.LearnersOnly):
        domain.open_session(learner=selection.person(), lesson=lesson, now=NOW)
    second = domain.find_lesson(lesson_id=offering.lessons.get(number=2).pk)
    with pytest.raises(domain.RecordingNotReady):
        domain.open_session(learner=learner, lesson=second, now=NOW)
    second.recording = make.unfinished(offering.teacher.user, "encoding")
    with pytest.raises(domain.RecordingNotReady):
        domain.open_session(learner=learner, lesson=second, now=NOW)
    assert not PlaySession.objects.exists()


def test_teachers_and_staff_watch_uncounted(offering, lesson):
    for guest in (offering.teacher.user, selection.person("", Role.STAFF)):
        assert domain.open_session(learner=guest, lesson=lesson, now=NOW).session is None
    assert not PlaySession.objects.exists()
    assert not WatchClock.objects.exists()


# ---- honest watching


@pytest.mark.both_databases
def test_watching_counts_and_goes_on_at_the_same_second_on_another_device(lesson, learner):
    tab = Tab(learner, lesson)
    tab.beat((0, 12.4), after=12.4, position=12.4)
    answer = tab.beat((12, 27.9), after=28, position=27.9)
    assert (answer.spans, answer.seconds, answer.gained, answer.total) == (((0, 28),), 28, 16, 600)
    elsewhere = domain.open_session(learner=learner, lesson=lesson, now=NOW + timedelta(minutes=5))
    assert elsewhere.progress.position_ms == 27_900
    assert elsewhere.progress.spans == ((0, 28),)


def test_time_before_the_player_was_opened_does_not_count(lesson, learner):
    Tab(learner, lesson)
    late = Tab(learner, lesson, now=NOW + timedelta(hours=2))
    assert late.beat((0, 600), after=7_200).gained == 2


def test_beats_gathered_without_network_count(lesson, learner):
    assert Tab(learner, lesson).beat((0, 300), after=300).gained == 300


def test_a_beat_whose_answer_was_lost_is_told_again_with_more(lesson, learner):
    tab = Tab(learner, lesson)
    tab.beat((0, 15), after=15)
    assert tab.beat((0, 30), after=30).spans == ((0, 30),)


def test_a_renewed_address_keeps_the_session(lesson, learner):
    tab = Tab(learner, lesson)
    player = domain.reopen_session(session_key=tab.key, learner=learner, lesson=lesson, now=NOW + timedelta(seconds=15))
    assert player.session.pk == tab.key
    assert tab.beat((0, 15)).gained == 15


@pytest.mark.both_databases
def test_old_sessions_go_when_a_new_one_is_opened(lesson, learner):
    tab = Tab(learner, lesson)
    Tab(learner, lesson, now=NOW + timedelta(days=2))
    with pytest.raises(domain.SessionUnknown):
        tab.beat((0, 15))


# ---- attacks: none brings more than the time that passed


def test_seeking_to_the_end_counts_nothing(lesson, learner):
    answer = Tab(learner, lesson).beat(position=600)
    assert (answer.seconds, answer.position_ms) == (0, 600_000)
    assert rules.resume_ms(answer.position_ms, 600_000) == 0


def test_hopping_counts_only_what_was_played(lesson, learner):
    assert Tab(learner, lesson).beat(*[(place, place + 0.3) for place in range(0, 600, 6)]).gained == 0


def test_looping_one_passage_counts_it_once(lesson, learner):
    tab = Tab(learner, lesson)
    for turn in range(1, 11):
        answer = tab.beat((0, 15), after=15 * turn)
    assert answer.seconds == 15


def test_two_tabs_share_one_clock(lesson, learner):
    one, two = Tab(learner, lesson), Tab(learner, lesson)
    gained = one.beat((0, 15), after=15).gained + two.beat((100, 115), after=15).gained
    assert gained <= 17


def test_two_recordings_at_once_share_one_clock(offering, lesson, learner):
    other = make.lesson_with_replay(offering, 2)
    one, two = Tab(learner, lesson), Tab(learner, other)
    for turn in range(1, 9):
        one.beat((15 * turn - 15, 15 * turn), after=15 * turn)
        two.beat((15 * turn - 15, 15 * turn), after=15 * turn)
    assert sum(summary.seconds for summary in WatchSummary.objects.all()) <= 8 * 15 + 2


def test_a_forged_beat_brings_the_time_that_passed(lesson, learner):
    assert Tab(learner, lesson).beat((0, 600), after=15).gained == 17


def test_many_forged_beats_bring_no_more_than_one(lesson, learner):
    tab = Tab(learner, lesson)
    assert sum(tab.beat((0, 600), after=15).gained for _ in range(30)) == 17


def test_a_replayed_beat_changes_nothing(lesson, learner):
    tab = Tab(learner, lesson)
    tab.beat((0, 15), position=15)
    before = WatchSummary.objects.values().get()
    again = tab.beat((100, 160), after=600, position=160, sequence=1)
    assert (again.gained, again.sequence, again.seconds, again.position_ms) == (0, 1, 15, 15_000)
    assert WatchSummary.objects.values().get() == before
    assert WatchClock.objects.get().credited_until == NOW + timedelta(seconds=15)


def test_an_older_beat_that_arrives_late_changes_nothing(lesson, learner):
    tab = Tab(learner, lesson)
    tab.beat((0, 30), after=30, sequence=2, position=30)
    assert tab.beat((0, 15), after=31, sequence=1, position=15).position_ms == 30_000


def test_a_clock_set_back_brings_nothing(lesson, learner):
    tab = Tab(learner, lesson)
    tab.beat((0, 30), after=30)
    assert tab.beat((30, 90), after=-300).gained == 0
    assert tab.beat((30, 90), after=45).gained <= 17
    assert PlaySession.objects.get().last_beat_at == NOW + timedelta(seconds=45)


@pytest.mark.parametrize(("rate", "gained"), [(16, 34), (inf, 17), (nan, 17), (-1, 17), (2, 34), (0.5, 17)])
def test_speed_counts_up_to_double(lesson, learner, rate, gained):
    assert Tab(learner, lesson).beat((0, 600), after=15, rate=rate).gained == gained


def test_a_session_of_somebody_else_is_unknown(offering, lesson, learner):
    thief = selection.person("thief")
    selection.enrolled(offering, thief)
    Tab(thief, lesson)
    tab = Tab(learner, lesson)
    with pytest.raises(domain.SessionUnknown):
        tab.beat((0, 15), learner=thief)
    with pytest.raises(domain.SessionUnknown):
        domain.reopen_session(session_key=tab.key, learner=thief, lesson=lesson, now=NOW)
    assert not WatchSummary.objects.exists()


def test_a_player_left_open_counts_no_longer_once_the_seat_is_given_back(offering, lesson, learner):
    tab = Tab(learner, lesson)
    tab.beat((0, 15), after=15)
    give_back_seat(offering_id=offering.pk, learner=learner, now=NOW + timedelta(seconds=20))
    with pytest.raises(domain.LearnersOnly):
        tab.beat((15, 30), after=30)
    assert WatchSummary.objects.get().seconds == 15


def test_a_sample_lesson_goes_on_counting_after_a_drop(offering, lesson, learner):
    lesson.is_sample = True
    lesson.save(update_fields=["is_sample"])
    tab = Tab(learner, lesson)
    give_back_seat(offering_id=offering.pk, learner=learner, now=NOW)
    assert tab.beat((0, 15), after=15).gained == 15


@pytest.mark.both_databases
def test_an_invented_session_is_unknown(lesson, learner):
    tab = Tab(learner, lesson)
    tab.key = uuid4()
    with pytest.raises(domain.SessionUnknown):
        tab.beat((0, 15))


def test_a_session_counts_for_its_own_recording_only(offering, lesson, learner):
    other = make.lesson_with_replay(offering, 2)
    tab = Tab(learner, lesson)
    with pytest.raises(domain.SessionUnknown):
        domain.reopen_session(session_key=tab.key, learner=learner, lesson=other, now=NOW)
    tab.beat((0, 15))
    assert [summary.recording_id for summary in WatchSummary.objects.all()] == [lesson.recording_id]


@pytest.mark.both_databases
@pytest.mark.parametrize("claim", [(nan, 5), (0, nan), (0, inf), (-10, 5), (9, 3), (700, 800), (5, 5)])
def test_nonsense_brings_nothing(lesson, learner, claim):
    assert Tab(learner, lesson).beat(claim).gained == 0


@pytest.mark.parametrize(("position", "kept"), [(99_999, 600_000), (-3, 0), (nan, 0), (inf, 0)])
def test_positions_stay_in_the_recording(lesson, learner, position, kept):
    assert Tab(learner, lesson).beat(position=position).position_ms == kept


@pytest.mark.both_databases
def test_seconds_beyond_a_shorter_replacement_do_not_count(lesson, learner):
    make.watched(learner, lesson, (0, 10), (590, 600))
    lesson.recording.duration_ms = 60_000
    lesson.recording.save(update_fields=["duration_ms"])
    progress = domain.progress_of(learner=learner, recording=lesson.recording)
    assert (progress.spans, progress.seconds, progress.total) == (((0, 10),), 10, 60)


# ---- at once


def in_threads(calls):
    def run(call):
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_beats_at_once_are_counted_one_after_the_other(lesson, learner):
    """Sixteen tabs on sixteen connections claim sixteen passages in one moment: together they get the time that passed."""
    tabs = [Tab(learner, lesson) for _ in range(16)]
    answers = in_threads([lambda tab=tab, place=place: tab.beat((place * 30, place * 30 + 15)) for place, tab in enumerate(tabs)])
    assert sum(answer.gained for answer in answers) == WatchSummary.objects.get().seconds == 17


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_one_beat_sent_many_times_at_once_counts_once(lesson, learner):
    tab = Tab(learner, lesson)
    answers = in_threads([lambda: tab.beat((0, 15), sequence=1)] * 8)
    assert sorted(answer.gained for answer in answers) == [0] * 7 + [15]


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_opening_many_players_at_once(lesson, learner):
    in_threads([lambda: Tab(learner, lesson)] * 8)
    assert (WatchClock.objects.count(), PlaySession.objects.count()) == (1, 8)


# ---- cost


@pytest.mark.both_databases
def test_a_beat_is_one_small_transaction(lesson, learner, django_assert_num_queries):
    tab = Tab(learner, lesson)
    tab.beat((0, 15))
    transaction_frame = 2  # the savepoint that the test's own transaction makes of it
    with django_assert_num_queries(3 + 3 + transaction_frame):
        tab.beat((15, 30), after=30)


@pytest.mark.both_databases
def test_a_lecture_hour_takes_less_than_200_bytes(lesson, learner):
    make.watched(learner, lesson, *[(place, place + 200) for place in range(0, 3600, 300)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT spans FROM courses_watchsummary")
        [[stored]] = cursor.fetchall()
    assert len(str(stored)) < 200
