"""Released courses are used by others as they are, or adapted; whose work they are stays written."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from college.errors import Invalid, NotAllowed, NotFound
from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.errors import NotReleased, UsedAlready
from courses.catalogue.models import CoursePage, Origin
from tests.factories import selection
from tests.factories.catalogue import course, index
from tests.factories.college import person, school, teacher
from tests.factories.selection import venue

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def staff():
    return person("jiaowu", Role.STAFF)


@pytest.fixture
def released(staff):
    page = course("智能手机零基础", live=False, teachers=[teacher("陈静")])
    page.save_revision().publish()
    domain.release(course_id=page.pk, by=staff, now=timezone.now())
    return CoursePage.objects.get(pk=page.pk)


def use(page, by, **where):
    return domain.take_over(course=page, by=by, since=timezone.localdate(), **where)


@pytest.mark.both_databases
def test_a_place_uses_a_released_course_once(released, staff):
    place = venue()
    use(released, staff, venue=place, note="周三晚上")
    with pytest.raises(UsedAlready), transaction.atomic():
        use(released, staff, venue=place)
    use(released, staff, school=school("citizen"))
    assert set(domain.use_of(released).places) == {place.name, school("citizen").name}
    with pytest.raises(Invalid):
        use(released, staff)
    with pytest.raises(NotAllowed):
        use(released, person("", Role.TEACHER), venue=place)


def test_where_classes_are_held_counts_once(released, staff):
    first = selection.offering(released)
    selection.offering(released, venue=first.venue, term=first.term)
    use(released, staff, venue=first.venue)
    assert domain.use_of(released).places == (first.venue.name,)


def test_what_is_not_released_is_not_used(released, staff):
    with pytest.raises(NotReleased):
        use(course("别的课"), staff, venue=venue())
    domain.end_release(course=released, reason="旧了", by=staff, now=timezone.now())
    with pytest.raises(NotReleased):
        use(released, staff, venue=venue())
    with pytest.raises(NotReleased):
        domain.adapt(course=released, by=staff, now=timezone.now())


def test_who_ends_a_use(released, staff):
    rollout = use(released, staff, venue=venue())
    with pytest.raises(NotAllowed):
        domain.give_back(course=released, rollout_id=rollout.pk, by=person("", Role.SCHOOL_HEAD))
    with pytest.raises(NotFound):
        domain.give_back(course=course("别的课"), rollout_id=rollout.pk, by=staff)
    domain.give_back(course=released, rollout_id=rollout.pk, by=staff)
    assert domain.use_of(released).places == ()


def test_an_adapted_copy_says_both_ways_whose_work_it_is(client, released):
    me = person("limin", Role.TEACHER)
    teacher("李敏", me)
    made = domain.adapt(course=released, by=me, now=timezone.now())
    again = domain.adapt(course=released, by=me, now=timezone.now())
    assert made.slug != again.slug
    assert not made.live
    assert made.owner == me
    assert (made.origin.course, made.origin.version.number, made.origin.authors) == (released, 1, "陈静")
    made.get_latest_revision().publish(user=me)  # editing and publishing leave it
    shown = client.get(CoursePage.objects.get(pk=made.pk).url).content.decode()
    assert released.title in shown
    assert "陈静" in shown
    assert made.title in client.get(released.url).content.decode()


def test_a_copy_made_in_the_admin_says_it_too_and_outlives_its_original(client, staff, released):
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    data = {"new_title": "抄一份", "new_slug": "chao", "new_parent_page": index().pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[released.pk]), data)
    assert Origin.objects.get().title == "智能手机零基础"
    released.delete()
    assert (Origin.objects.get().course, Origin.objects.get().authors) == (None, "陈静")


def test_the_page_of_the_course_says_where_it_is_used(client, staff, released):
    place = venue()
    use(released, staff, venue=place)
    shown = client.get(released.url).content.decode()
    assert place.name in shown
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("catalogue:take_over", args=[released.pk])
    twice = {"venue": place.pk, "school": "", "since": "2026-10-01", "note": ""}
    answer = client.post(address, twice, follow=True)
    assert any("已经在用" in str(message) for message in answer.context["messages"])
    adapted = client.post(reverse("catalogue:adapt", args=[released.pk]))
    assert adapted.url == reverse("wagtailadmin_pages:edit", args=[Origin.objects.get().copy_id])
