"""The demo college as the command makes it: believable, complete, and unharmed by a second run."""

from collections import Counter
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone

from college.models import Term, User
from college.roles import has_role
from courses.catalogue.errors import PublishRefused
from courses.catalogue.models import CourseDocument, CoursePage, Origin
from courses.catalogue.models.stages import in_stage
from courses.catalogue.rules.stages import Stage
from courses.credits.domain import verify
from courses.credits.domain.report import Asked, open_report
from courses.credits.models import Entry, Exemption
from courses.credits.rules.report import State
from courses.evaluation.domain import Phase, class_result, current_score, turns_of
from courses.evaluation.models import RatingWindow
from courses.learning.domain import progress_of, shares_of
from courses.learning.models import Completion, WatchSummary
from courses.selection import domain
from courses.selection.domain import refusals
from courses.selection.domain.counting import miscounted
from courses.selection.models import Enrolment, Lesson, Offering, SeatOffer, WaitlistEntry
from demo import accounts
from demo.seeding import replays, seed
from demo.seeding.courses import UNFINISHED
from demo.seeding.plan import SHOWCASE
from media.models import CaptionTrack, Recording

pytestmark = pytest.mark.django_db


def offering(course: str, label: str, *, free: bool = False) -> Offering:
    now = timezone.now()
    terms = Term.objects.selecting_at(now) if free else Term.objects.running_at(now)
    return Offering.objects.get(course__slug=course, label=label, term__in=terms)


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for label in ("college", "courses", "media") for model in apps.get_app_config(label).get_models()}


def a_second_run_changes_nothing() -> None:
    before = counts()
    seats = dict(Offering.objects.values_list("pk", "seats_taken"))
    assert seed(now=timezone.now()) == 0
    assert counts() == before
    assert dict(Offering.objects.values_list("pk", "seats_taken")) == seats


def what_people_did_since_is_kept() -> None:
    learner = User.objects.get(username=accounts.LEARNER.username)
    domain.drop(offering_id=offering("baduanjin", "方兴班").pk, learner=learner, now=timezone.now())
    CoursePage.objects.filter(slug="shouji").update(summary="教务改过的话")
    seed(now=timezone.now() + timedelta(hours=1))
    assert not Enrolment.objects.filter(offering=offering("baduanjin", "方兴班"), learner=learner, state=Enrolment.State.ENROLLED).exists()
    assert CoursePage.objects.get(slug="shouji").summary == "教务改过的话"


def the_college_is_believable() -> None:
    assert CoursePage.objects.live().count() == 11 + 1  # one is adapted from another
    assert Origin.objects.get().course.slug == "shouji"
    assert {stage: in_stage(CoursePage.objects.all(), stage).count() for stage in (Stage.TRIAL, Stage.REVIEW, Stage.RELEASE)} == {
        Stage.TRIAL: 1,
        Stage.REVIEW: 1,
        Stage.RELEASE: 2,
    }
    assert CoursePage.objects.get(slug="shouji").versions.count() == 3
    assert CourseDocument.objects.filter(shared=False).count() == 12 * 4 - 1 + 3  # five ones, one without its plan, and the files of topics
    assert CourseDocument.objects.filter(shared=True).count() == 12
    assert Term.objects.count() == 4
    for one in Offering.objects.all():
        assert one.lessons.count() == one.course.units.count()
    assert miscounted() == []
    assert SeatOffer.objects.get(state=SeatOffer.State.OPEN).learner.username == accounts.LEARNER.username
    assert set(Offering.objects.values_list("state", flat=True)) == set(Offering.State.values)
    assert set(Enrolment.objects.values_list("state", flat=True)) == set(Enrolment.State.values)
    assert {WaitlistEntry.State.WAITING, WaitlistEntry.State.PROMOTED} <= set(WaitlistEntry.objects.values_list("state", flat=True))
    assert not Enrolment.objects.filter(picked_at__gt=timezone.now()).exists()


def a_full_class_has_nine_waiting_and_the_learner_is_the_last() -> None:
    full = offering("shufa", "华山路班", free=True)
    queue = WaitlistEntry.objects.filter(offering=full, state=WaitlistEntry.State.WAITING)
    assert full.seats_free == 0
    assert [entry.learner.username for entry in queue][8:] == [accounts.LEARNER.username]


def a_clash_and_a_free_class_wait_for_the_learner() -> None:
    learner, now = User.objects.get(username=accounts.LEARNER.username), timezone.now()
    with pytest.raises(refusals.TimeClash):
        domain.pick(offering_id=offering("shouji", "线上班", free=True).pk, learner=learner, now=now)
    assert domain.pick(offering_id=offering("shouji", "方兴班", free=True).pk, learner=learner, now=now)


def one_course_lacks_its_lesson_plan_and_the_gate_holds() -> None:
    draft = CoursePage.objects.get(slug=UNFINISHED)
    assert not draft.live
    with pytest.raises(PublishRefused) as refused:
        draft.get_latest_revision().publish()
    assert [part.value for part in refused.value.missing] == ["lesson_plan"]


def people_completed_by_what_they_did_and_some_did_not() -> None:
    learner = User.objects.get(username=accounts.LEARNER.username)
    done = Completion.objects.filter(enrolment__learner=learner)
    assert set(done.values_list("basis", flat=True)) == {"attendance", "check"}
    past = Offering.objects.filter(term__ends_on__lt=timezone.localdate())
    reached = {one.pk: sum(share.reaches(50) for share in shares_of(one.enrolments.filter(state="enrolled")).values()) for one in past}
    assert max(reached.values()) >= 38
    assert 4 in reached.values()
    held = Enrolment.objects.filter(offering__in=past, state=Enrolment.State.ENROLLED)
    assert 0 < Completion.objects.filter(enrolment__in=held).count() < held.count()
    assert not Completion.objects.filter(completed_at__gt=timezone.now()).exists()


def ratings_are_shown_hidden_or_can_still_be_given() -> None:
    closed = RatingWindow.objects.filter(closed_at__isnull=False)
    assert {4, 38} <= set(closed.values_list("answers", flat=True))
    assert current_score(closed.get(answers=4).offering.course) is None
    assert current_score(closed.get(answers=38).offering.course).answers == 38
    learner = User.objects.get(username=accounts.LEARNER.username)
    (turn,) = [turn for turn in turns_of(learner=learner, now=timezone.now()) if turn.phase is Phase.OPEN]
    assert not turn.has_rated
    taught = Offering.objects.get(course__slug="shouji", label="华山路班", term__ends_on__lt=timezone.localdate())
    assert class_result(teacher=User.objects.get(username=accounts.TEACHER.username), offering_id=taught.pk, now=timezone.now()).score


def the_ledger_has_one_mistake_and_the_report_every_kind_of_line() -> None:
    (taken_back,) = Entry.objects.filter(kind=Entry.Kind.REVERSAL)
    assert taken_back.account.owner.username == accounts.LEARNER.username
    assert taken_back.actor != taken_back.approver
    assert verify().broken is None
    assert sorted(bool(one.approved_by) for one in Exemption.objects.all()) == [False, True]
    last = Entry.objects.latest("effective_on").effective_on.year
    states = Counter(line.state for line in open_report(year=last, asked=Asked(), now=timezone.now()).lines)
    assert states[State.EXEMPT] == 1
    assert min(states[State.MET], states[State.UNMET]) >= 5


def everybody_can_sign_in_and_has_the_role() -> None:
    for account in accounts.ACCOUNTS:
        user = authenticate(username=account.username, password=accounts.PASSWORD)
        assert user is not None
        assert has_role(user, account.role)
    teacher = User.objects.get(username=accounts.TEACHER.username)
    assert offering(SHOWCASE[0], SHOWCASE[2]).teacher.user == teacher


def recordings_wait_for_the_worker_at_lessons_that_were_held() -> None:
    assert Recording.objects.filter(state=Recording.State.UPLOADED).count() == 5
    assert not Lesson.objects.filter(recording__isnull=False, ends_at__gt=timezone.now()).exists()
    assert Lesson.objects.filter(recording__isnull=False, is_sample=True).count() == 1
    assert CaptionTrack.objects.count() == 3
    assert CaptionTrack.objects.first().file.read().startswith(b"WEBVTT")


def the_learner_has_watched_half_of_one_replay_and_all_of_another() -> None:
    """Whichever was ready first."""
    ready = {"state": Recording.State.READY, "folder": "made", "progress": 100, "duration_ms": 120_400}
    Recording.objects.filter(title__startswith="字大").update(**ready)
    assert replays.watch(timezone.now()) == 1
    Recording.objects.update(**ready)
    assert replays.watch(timezone.now()) == 1
    assert replays.watch(timezone.now()) == 0
    learner = User.objects.get(username=accounts.LEARNER.username)
    half, whole = (progress_of(learner=learner, recording=WatchSummary.objects.get(recording__title__startswith=title).recording) for title in ("字大", "站好"))
    assert 0.45 < half.seconds / half.total < 0.6
    assert len(half.spans) == 2
    assert half.position_ms == pytest.approx(120_400 * 0.72, abs=1000)
    assert whole.seconds >= whole.total - 2


def the_accounts_are_printed(printed: str) -> None:
    assert accounts.PASSWORD in printed
    assert all(account.username in printed for account in accounts.ACCOUNTS)


def test_the_command_wants_a_demo(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=true"):
        call_command("seed_demo")
    assert not User.objects.filter(username=accounts.LEARNER.username).exists()


@pytest.mark.both_databases
def test_the_command_makes_a_believable_college(settings: Any, subtests: pytest.Subtests) -> None:
    """One seeding, looked at from all sides: it takes seconds. The second run comes first, so all that is looked at has gone through it too; the last three
    change something."""
    settings.DEMO = True
    out = StringIO()
    call_command("seed_demo", stdout=out)
    the_accounts_are_printed(out.getvalue())
    for look in (
        a_second_run_changes_nothing,
        the_college_is_believable,
        a_full_class_has_nine_waiting_and_the_learner_is_the_last,
        one_course_lacks_its_lesson_plan_and_the_gate_holds,
        everybody_can_sign_in_and_has_the_role,
        people_completed_by_what_they_did_and_some_did_not,
        ratings_are_shown_hidden_or_can_still_be_given,
        the_ledger_has_one_mistake_and_the_report_every_kind_of_line,
        recordings_wait_for_the_worker_at_lessons_that_were_held,
        the_learner_has_watched_half_of_one_replay_and_all_of_another,
        a_clash_and_a_free_class_wait_for_the_learner,
        what_people_did_since_is_kept,
    ):
        with subtests.test(look.__name__):
            look()
