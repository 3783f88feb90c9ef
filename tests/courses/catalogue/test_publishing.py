"""No way leads half a course onto the site: the button, bulk, the schedule, a review, a copy, and code that calls Wagtail directly."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from college.roles import Role
from courses.catalogue.errors import PublishRefused
from courses.catalogue.models import CoursePage
from courses.catalogue.rules.readiness import Part
from courses.catalogue.tasks import publish_scheduled
from tests.factories.catalogue import CANARY, course, course_file, index
from tests.factories.college import person, school, teacher
from tests.factories.stages import handed_on, reviewed, tried

pytestmark = [pytest.mark.django_db]
HALF = {"lesson_plan": "", "slides": None}


@pytest.fixture
def staff(client):
    user = person("jiaowu", Role.STAFF)
    client.force_login(user)
    return user


def half_course(**given):
    return course("半门课", live=False, **{**HALF, **given})


def is_live(page):
    return CoursePage.objects.get(pk=page.pk).live


def teacher_rows(page):
    rows = [{"teacher": link.teacher_id, "id": link.pk} for link in page.course_teachers.all() if page.pk]
    return inline_formset(rows, initial=len(rows))


def form_of(page, **given):
    """What the edit view posts for a page."""
    values = {
        "title": page.title,
        "slug": page.slug,
        "school": page.school_id or "",
        "summary": page.summary,
        "short_title": "",
        "goals": "",
        "outline": rich_text(page.outline),
        "outline_file": "",
        "lesson_plan": rich_text(page.lesson_plan),
        "lesson_plan_file": "",
        "handout": rich_text(page.handout),
        "handout_file": "",
        "slides": page.slides_id or "",
        "search_description": "",
        "change_note": "",
        "course_teachers": teacher_rows(page),
        "units": inline_formset([]),
        "prerequisites": inline_formset([]),
        "materials": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data({**values, **given})


def words(response):
    return response.content.decode()


@pytest.mark.parametrize("missing", list(Part))
def test_publishing_a_revision_without_a_part_is_refused_by_name(missing):
    empty = {Part.SLIDES: None, Part.SCHOOL: None, Part.TEACHER: []}.get(missing, "")
    page = course(live=False, **{"teachers" if missing == Part.TEACHER else missing.value: empty})
    with pytest.raises(PublishRefused) as refused:
        page.save_revision().publish()
    assert refused.value.missing == (missing,)
    assert refused.value.status == 409
    assert page.title in str(refused.value)
    assert not is_live(page)


def test_a_complete_course_is_published():
    page = course(live=False)
    page.save_revision().publish()
    assert is_live(page)


def test_a_file_instead_of_text_is_enough():
    page = course(live=False, lesson_plan="", lesson_plan_file=course_file("教案.docx"))
    page.save_revision().publish()
    assert is_live(page)


@pytest.mark.both_databases
def test_no_live_half_course_can_be_saved_or_added():
    with pytest.raises(PublishRefused):
        course(live=True, lesson_plan="<p>&nbsp;</p>")
    assert not CoursePage.objects.exists()


def test_the_bare_action_of_wagtail_is_refused_too():
    page = half_course()
    with pytest.raises(PublishRefused):
        PublishPageRevisionAction(page.save_revision()).execute(skip_permission_checks=True)
    assert not is_live(page)


def test_a_draft_of_a_live_course_may_lack_anything_and_the_live_one_stays():
    page = course()
    page.slides = None
    revision = page.save_revision()
    with pytest.raises(PublishRefused):
        revision.publish()
    page.refresh_from_db()
    assert page.live
    assert page.slides_id is not None


# ---- the button


def test_the_button_refuses_with_the_list_keeps_what_was_typed_and_stays(client, staff):
    page = half_course()
    page.save_revision()
    data = form_of(page, summary="刚写的一句话", **{"action-publish": "1"})
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert response.status_code == 200
    assert "刚写的一句话" in words(response)
    errors = response.context["form"].errors
    assert {"lesson_plan", "slides"} <= set(errors)
    assert errors.as_data()["__all__"][0].code == "publish_refused"
    assert not is_live(page)


def test_the_button_publishes_a_complete_course(client, staff):
    page = half_course()
    page.save_revision()
    data = form_of(page, lesson_plan=rich_text("<p>教案</p>"), slides=course_file(by=staff).pk, **{"action-publish": "1"})
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert response.status_code == 302
    assert is_live(page)


@pytest.mark.both_databases
@pytest.mark.parametrize("rows", [1, 2])
def test_the_same_teacher_twice_in_one_window_or_in_two_is_said_in_words(client, staff, rows):
    page = half_course()
    twice = inline_formset([{"teacher": page.course_teachers.first().teacher_id}] * rows)
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, course_teachers=twice))
    assert response.status_code == 200
    form = response.context["form"]
    assert form.non_field_errors() or form.formsets["course_teachers"].non_form_errors()
    assert page.course_teachers.count() == 1


def test_publishing_in_one_go_with_creating_is_refused_and_makes_nothing(client, staff):
    page = CoursePage(title="新课", slug="xinke")
    data = form_of(page, **{"action-publish": "1"})
    response = client.post(reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index().pk]), data)
    assert response.status_code == 200
    assert {"school", "outline", "handout", "slides", "lesson_plan"} <= set(response.context["form"].errors)
    assert not CoursePage.objects.exists()


def test_creating_and_publishing_a_complete_course_in_one_go_works(client, staff):
    page = CoursePage(title="新课", slug="xinke", school=school(), outline="<p>1</p>", lesson_plan="<p>2</p>", handout="<p>3</p>", slides=course_file())
    teachers = inline_formset([{"teacher": teacher().pk}])
    units = inline_formset([{"title": "第一讲", "summary": "", "format": "lecture", "minutes": 45, "practice_minutes": 15, "activity": "learn"}])
    data = form_of(page, course_teachers=teachers, units=units)
    response = client.post(reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index().pk]), {**data, "action-publish": "1"})
    assert response.status_code == 302
    made = CoursePage.objects.get()
    assert made.live
    assert [unit.title for unit in made.units.all()] == ["第一讲"]


def test_a_draft_may_be_saved_with_nothing_but_a_title(client, staff):
    data = form_of(CoursePage(title="新课", slug="xinke"))
    response = client.post(reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index().pk]), data)
    assert response.status_code == 302
    assert not CoursePage.objects.get().live


# ---- bulk


def bulk(client, *pages, action="publish", **data):
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.post(f"{address}?{ids}&next={reverse('wagtailadmin_explore', args=[index().pk])}", data, follow=True)


@pytest.mark.both_databases
def test_bulk_publish_names_every_half_course_and_publishes_none(client, staff):
    whole, half = course("整门课", live=False), half_course()
    response = bulk(client, whole, half)
    assert response.status_code == 200
    said = [str(message) for message in response.context["messages"]]
    assert len(said) == 1
    assert "半门课" in said[0]
    assert not is_live(whole)
    assert not is_live(half)
    bulk(client, whole)
    assert is_live(whole)


def test_bulk_publish_looks_at_the_latest_draft_not_at_the_row(client, staff):
    page = course(live=False)
    page.slides = None
    page.save_revision()
    bulk(client, page)
    assert not is_live(page)


def test_bulk_publish_of_the_list_with_all_below_it_is_refused(client, staff):
    half = half_course()
    response = bulk(client, index(), include_descendants="on")
    assert any("半门课" in str(message) for message in response.context["messages"])
    assert not is_live(half)


# ---- the schedule


def test_scheduling_half_a_course_is_refused():
    page = half_course(go_live_at=timezone.now() + timedelta(days=1))
    with pytest.raises(PublishRefused):
        page.save_revision().publish()
    assert page.scheduled_revision is None


def scheduled(page, **changes):
    """A revision whose hour has come, as the database may hold it after its parts were taken away."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.go_live_at = timezone.now() - timedelta(minutes=5)
    revision = page.save_revision()
    revision.approved_go_live_at = page.go_live_at
    revision.save(update_fields=["approved_go_live_at"])
    return revision


@pytest.mark.both_databases
def test_the_scheduled_run_puts_half_a_course_back_and_goes_on_with_the_others():
    half, whole = half_course(), course("整门课", live=False)
    refused = scheduled(half)
    scheduled(whole)
    publish_scheduled.call()
    assert not is_live(half)
    assert is_live(whole)
    refused.refresh_from_db()
    assert refused.approved_go_live_at is None
    entry = PageLogEntry.objects.get(page=half.pk, action="courses.publish_refused")
    assert entry.data == {"missing": ["lesson_plan", "slides"]}
    publish_scheduled.call()
    assert PageLogEntry.objects.filter(action="courses.publish_refused").count() == 1


def test_the_history_says_why_the_schedule_was_not_kept(client, staff):
    half = half_course()
    scheduled(half)
    publish_scheduled.call()
    response = client.get(reverse("wagtailadmin_pages:history", args=[half.pk]))
    assert str(PublishRefused([Part.LESSON_PLAN, Part.SLIDES])) in words(response)


@pytest.mark.both_databases
def test_an_old_revision_that_names_a_deleted_file_can_still_be_opened_and_is_refused(client, staff):
    page = course(live=False)
    lost = course_file("旧课件.pptx")
    page.slides = lost
    revision = page.save_revision()
    lost.delete()
    assert revision.as_object().slides_id is None
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    with pytest.raises(PublishRefused):
        revision.publish()


# ---- review


@pytest.fixture
def before_release():
    """A course at its last stage, from which half of it was taken meanwhile (the office may still write in it)."""
    page = course("半门课", live=False, owner=person("laoshi", Role.TEACHER))
    page = reviewed(tried(handed_on(page, page.owner), person("", Role.TEACHER)), person("", Role.SCHOOL_HEAD))
    page.slides, page.lesson_plan = None, ""
    page.save_revision()
    return page


def test_a_review_that_approves_half_a_course_is_refused_and_stays_open(client, staff, before_release):
    with pytest.raises(PublishRefused):
        before_release.current_workflow_task_state.approve(user=staff)
    assert CoursePage.objects.get(pk=before_release.pk).current_workflow_state.status == "in_progress"
    assert not is_live(before_release)


def test_approving_from_the_list_says_what_is_missing_and_leads_back(client, staff, before_release):
    task = before_release.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[before_release.pk, "approve", task.pk])
    response = client.post(address, {"comment": ""}, headers={"referer": "http://testserver/admin/"}, follow=True)
    assert response.status_code == 200
    assert any("半门课" in str(message) for message in response.context["messages"])
    assert not is_live(before_release)


def test_approving_with_a_comment_in_the_window_says_what_is_missing(client, staff, before_release):
    """The window of “approve with comment” is a script's request: it follows an address it is told, and drops a page silently."""
    task = before_release.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[before_release.pk, "approve", task.pk])
    script = {"referer": "http://testserver/admin/", "x-requested-with": "XMLHttpRequest"}
    assert client.get(address, headers=script).json()["step"] == "action"
    answer = client.post(address, {"comment": "很好", "next": "/admin/"}, headers=script)
    assert answer.json() == {"step": "success", "redirect": "http://testserver/admin/"}
    assert "半门课" in words(client.get("/admin/"))
    assert not is_live(before_release)
    task.refresh_from_db()
    assert task.status == "in_progress"


def test_approving_in_the_edit_view_names_the_parts(client, staff, before_release):
    data = form_of(before_release, **{"action-workflow-action": "true", "workflow-action-name": "approve"})
    response = client.post(reverse("wagtailadmin_pages:edit", args=[before_release.pk]), data)
    assert response.status_code == 200
    assert "slides" in response.context["form"].errors
    assert not is_live(before_release)


def test_handing_half_a_course_on_names_the_parts(client, staff):
    page = half_course()
    page.save_revision()
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **{"action-submit": "1"}))
    assert "slides" in response.context["form"].errors
    assert not page.workflow_states.exists()


def test_a_complete_course_is_live_when_it_is_released(client, staff):
    page = course(live=False, owner=person("laoshi", Role.TEACHER))
    page = reviewed(tried(handed_on(page, page.owner), person("", Role.TEACHER)), person("", Role.SCHOOL_HEAD))
    page.current_workflow_task_state.approve(user=staff)
    assert is_live(page)


# ---- copies


@pytest.mark.both_databases
def test_a_live_copy_carries_the_live_parts_and_a_draft_copy_is_a_draft():
    page = course()
    live = CopyPageAction(page, to=index(), update_attrs={"slug": "kopie"}, keep_live=True).execute()
    assert live.live
    assert live.readiness().complete
    draft = CopyPageAction(half_course(), to=index(), update_attrs={"slug": "kopie-2"}, keep_live=True).execute()
    assert not is_live(draft)


def test_a_copy_of_a_course_whose_parts_are_gone_cannot_be_live():
    page = course()
    CoursePage.objects.filter(pk=page.pk).update(slides=None)  # past every guard, as a restored backup might be
    with pytest.raises(PublishRefused):
        CopyPageAction(CoursePage.objects.get(pk=page.pk), to=index(), update_attrs={"slug": "kopie"}, keep_live=True).execute()


def test_the_canary_is_in_every_lesson_plan_made_here():
    assert CANARY in course().lesson_plan
