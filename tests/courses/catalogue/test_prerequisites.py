"""What should be learnt first: no course waits for itself, whichever way it is saved and whoever saves at the same time."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.catalogue.errors import CycleRefused
from courses.catalogue.models import Prerequisite
from tests.factories.catalogue import course
from tests.races import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return course("认识手机"), course("手机支付"), course("防诈骗")


def needs(page, *others):
    page.prerequisites = [Prerequisite(needs=other) for other in others]
    return page


def chained(one, two, three):
    """Each needs the one before it."""
    needs(two, one).save()
    needs(three, two).save()


def test_the_path_is_said_in_words(three):
    chained(*three)
    with pytest.raises(CycleRefused) as refused:
        needs(three[0], three[2]).save()
    assert refused.value.titles == ("认识手机", "防诈骗", "手机支付", "认识手机")
    assert "认识手机 → 防诈骗 → 手机支付 → 认识手机" in str(refused.value)
    assert Prerequisite.objects.count() == 2


def test_a_draft_cannot_be_published_into_a_circle(three):
    chained(*three)
    revision = needs(three[0], three[2]).save_revision()
    with pytest.raises(CycleRefused):
        revision.publish()
    three[0].refresh_from_db()
    assert Prerequisite.objects.count() == 2


def test_the_schedule_takes_its_order_back_and_says_why(three):
    chained(*three)
    draft = needs(three[0], three[2])
    draft.go_live_at = timezone.now()
    revision = draft.save_revision()
    revision.approved_go_live_at = draft.go_live_at
    revision.save()
    revision.publish(log_action="wagtail.publish.scheduled")
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert Prerequisite.objects.count() == 2


def test_once_and_never_itself(three):
    with pytest.raises(CycleRefused):
        Prerequisite.objects.create(page=three[0], needs=three[0])
    Prerequisite.objects.create(page=three[0], needs=three[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Prerequisite.objects.create(page=three[0], needs=three[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Prerequisite.objects.bulk_create([Prerequisite(page=three[0], needs=three[0])])


def test_both_courses_say_it_at_once(client, three):
    one, two, _ = three
    assert "先修课程" not in client.get(two.url).content.decode()
    needs(two, one).save()
    assert one.title in client.get(two.url).content.decode()
    assert two.title in client.get(one.url).content.decode()
    two.unpublish()
    assert two.title not in client.get(one.url).content.decode()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_cannot_close_a_circle():
    one, two = course("认识手机"), course("手机支付")
    works = [lambda page=page, other=other: Prerequisite.objects.create(page=page, needs=other) for page, other in ((one, two), (two, one))]
    assert all_at_once(*works) == {"done": 1, CycleRefused.code: 1}
    assert Prerequisite.objects.count() == 1
