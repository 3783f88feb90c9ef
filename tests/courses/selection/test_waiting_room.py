"""The first minute of a round: everybody's own start, by chance and for good."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.selection import domain, times
from courses.selection.domain.refusals import NotYourStart
from courses.selection.domain.standing import standing
from courses.selection.models import Enrolment, Offering
from courses.selection.rules.waiting_room import own_start
from tests.factories import selection as make
from tests.factories.selection import NOW

ids = st.integers(1, 2**63 - 1)


@given(secret=st.binary(min_size=1, max_size=64), spread=st.integers(0, 600), term=ids, learner=ids)
def test_a_start_lies_within_the_spread_and_is_the_same_at_every_look(secret: bytes, spread: int, term: int, learner: int):
    start = own_start(secret, NOW, spread, term, learner)
    assert start == own_start(secret, NOW.astimezone(), spread, term, learner)
    assert NOW <= start < NOW + timedelta(seconds=spread) or start == NOW
    assert (start - NOW) % timedelta(milliseconds=1) == timedelta(0)


def test_starts_are_spread_evenly_and_anew_for_each_round_term_and_secret():
    def bins(secret: bytes = b"s", opens: Any = NOW, term: int = 1) -> list[int]:
        return [int((own_start(secret, opens, 60, term, learner) - opens).total_seconds() // 5) for learner in range(1, 6001)]

    first = bins()
    assert sum((first.count(place) - 500) ** 2 / 500 for place in range(12)) < 31.3  # chi square, 11 degrees of freedom: 0.1 %
    for other in (bins(secret=b"t"), bins(opens=NOW + timedelta(days=1)), bins(term=2)):
        assert 0.05 < sum(one == two for one, two in zip(first, other, strict=True)) / 6000 < 0.12  # a twelfth by chance


@pytest.fixture
def offering() -> Offering:
    made = make.offering(capacity=9, term=make.term(selection_opens_at=NOW, selection_spread=60))
    make.lessons(made)
    return made


@pytest.mark.django_db
@pytest.mark.both_databases
def test_nobody_picks_or_waits_before_her_own_start_and_everybody_from_then_on(offering: Offering):
    for learner in make.people(3):
        start = standing(offering_id=offering.pk, learner_id=learner.pk, now=NOW).facts.opens_at
        asked = {"offering_id": offering.pk, "learner": learner}
        early = {"now": start - timedelta(milliseconds=1)}
        for verb in (domain.pick, domain.join_waitlist):
            with pytest.raises(NotYourStart) as refused:
                verb(**asked, **early)
            assert (refused.value.code, refused.value.opens_at) == ("not_open_yet", start)
            assert times.to_the_second(start) in str(refused.value)
        domain.pick(**asked, now=start)
    assert Enrolment.objects.count() == 3
    late = standing(offering_id=offering.pk, learner_id=learner.pk, now=NOW + timedelta(seconds=60)).facts
    assert (late.opens_at, late.own_start) == (NOW, False)


def test_a_moment_that_is_shown_has_come_by_then():
    assert times.to_the_second(NOW + timedelta(milliseconds=1)).endswith("9:00:01")
    assert times.to_the_second(NOW).endswith("9:00:00")


@pytest.mark.django_db
def test_the_page_counts_down_to_her_start_and_works_without_a_script(client: Client):
    now = timezone.now()
    offering = make.offering(term=make.term(now, selection_opens_at=now, selection_spread=600))
    at = f"/selection/offerings/{offering.pk}/"
    later = next(one for one in make.people(40) if standing(offering_id=offering.pk, learner_id=one.pk, now=now).facts.opens_at > now + timedelta(seconds=120))
    assert "data-starts-in" not in client.get(at).content.decode()
    client.force_login(later, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(at).context["shown"]
    assert shown.soon
    assert 110_000 < int(shown.starts_in) < 600_000
    page = client.get(at).content.decode()
    assert "data-starts-in" in page
    assert times.to_the_second(standing(offering_id=offering.pk, learner_id=later.pk, now=now).facts.opens_at) in page
    assert client.post(f"{at}pick/").status_code == 409
    assert not Enrolment.objects.exists()
