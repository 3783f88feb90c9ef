"""What hurries the index: every change enqueues a job after its commit, and a job does what the sweep would have done."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses.selection.domain import seats_changed
from courses.selection.models import Offering
from search import indexing
from search.domain import find
from search.queries import Query
from search.tasks import refresh_index, sweep_index
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def at_once(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "media"]}}


def titles(text: str) -> list[str]:
    """Courses and classes; a teacher is found by what she teaches as well."""
    return [hit.title for hit in find(Query(text=text, kinds=("course", "offering"))).hits]


@pytest.mark.usefixtures("at_once")
class TestHurry:
    def test_publishing_and_unpublishing(self, django_capture_on_commit_callbacks: Any) -> None:
        page = make.course("书法")
        page.title = "毛笔字"
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        assert titles("毛笔字") == ["毛笔字"]
        with django_capture_on_commit_callbacks(execute=True):
            page.unpublish()
        assert titles("毛笔字") == []

    def test_offerings_teachers_and_places(self, django_capture_on_commit_callbacks: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            offering = make.offering(make.course("书法"), term=make.term(now=timezone.now()), label="周二班")
        assert titles("周二班") == ["书法 周二班"]
        for thing, field in ((offering.venue, "name"), (offering.term, "name"), (offering.teacher, "name")):
            setattr(thing, field, f"改名后 {type(thing).__name__}")
            with django_capture_on_commit_callbacks(execute=True):
                thing.save()
            assert titles(type(thing).__name__), type(thing).__name__
        with django_capture_on_commit_callbacks(execute=True):
            offering.delete()
        assert titles("周二班") == []

    def test_seats(self, django_capture_on_commit_callbacks: Any) -> None:
        offering = make.offering(make.course("书法"), term=make.term(now=timezone.now()), capacity=1)
        indexing.sweep(now=timezone.now())
        Offering.objects.filter(pk=offering.pk).update(seats_taken=1)
        with django_capture_on_commit_callbacks(execute=True):
            seats_changed.send(sender=Offering, offering_id=offering.pk)
        assert find(Query(open_only=True)).count == 0


def test_picks_of_two_seconds_make_one_job_and_the_next_takes_along_what_came_meanwhile(django_capture_on_commit_callbacks: Any) -> None:
    offerings = make.offering(), make.offering(), make.offering()
    with django_capture_on_commit_callbacks() as calls:
        for offering in offerings * 7:
            seats_changed.send(sender=Offering, offering_id=offering.pk)
        cache.clear()  # as if two seconds were over
        seats_changed.send(sender=Offering, offering_id=offerings[0].pk)
    first, second = [call.args[0] for call in calls if call.func == refresh_index.enqueue]
    assert ["offering", offerings[0].pk] in first
    assert {("offering", one.pk) for one in offerings} <= {(kind, pk) for kind, pk in second}


def test_the_jobs_can_be_done_twice() -> None:
    offering = make.offering(make.course("书法"), term=make.term(now=timezone.now()))
    for _ in range(2):
        sweep_index.func()
        refresh_index.func([["offering", offering.pk], ["course", 999_999], ["teacher", 0]])
    assert sorted(titles("书法")) == ["书法", "书法"]
