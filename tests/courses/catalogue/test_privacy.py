"""A teacher sees nothing of a colleague's draft at any address of the admin."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.urls import reverse

from college.roles import Role
from tests.factories.catalogue import course, course_file, index
from tests.factories.college import person
from tests.worlds import shared

pytestmark = [pytest.mark.django_db]
SECRET = "暗号"


def a_draft():
    """A colleague's draft with a file, which she has also saved and looked at in the admin."""
    colleague = person("other", Role.TEACHER)
    page = course(f"{SECRET}课", live=False, owner=colleague, handout_file=course_file(f"{SECRET}讲义.docx", by=colleague))
    page.save_revision(user=colleague, log_action=True)
    return page


made = shared(a_draft)


@pytest.fixture
def draft(made, db, tmp_path):
    return made.own(tmp_path)


@pytest.fixture
def me(client, draft):
    client.force_login(person("chenjing", Role.TEACHER))


def addresses(page):
    """By name: those that a teacher could write into the address line."""
    file, kind = page.handout_file_id, "wagtailcore/page"
    history = reverse("wagtailadmin_reports:site_history")
    return {
        "history": history,
        "history csv": f"{history}?export=csv",
        "history results": reverse("wagtailadmin_reports:site_history_results"),
        "history of one": f"{history}?label={SECRET}",
        "aging pages": reverse("wagtailadmin_reports:aging_pages"),
        "page types": reverse("wagtailadmin_reports:page_types_usage"),
        "locked pages": reverse("wagtailadmin_reports:locked_pages"),
        "home": reverse("wagtailadmin_home"),
        "api page": f"/admin/api/main/pages/{page.pk}/",
        "api pages": "/admin/api/main/pages/",
        "api search": f"/admin/api/main/pages/?search={SECRET}",
        "api children": f"/admin/api/main/pages/?child_of={index().pk}",
        "api parent": f"/admin/api/main/pages/{index().pk}/",
        "api files": "/admin/api/main/documents/",
        "api file": f"/admin/api/main/documents/{file}/",
        "file chosen": reverse("wagtaildocs_chooser:chosen", args=[file]),
        "files chosen": f"{reverse('wagtaildocs_chooser:chosen_multiple')}?id={file}",
        "file chooser": reverse("wagtaildocs_chooser:choose"),
        "files": reverse("wagtaildocs:index"),
        "file": reverse("wagtaildocs:edit", args=[file]),
        "file usage": reverse("wagtaildocs:document_usage", args=[file]),
        "search": f"{reverse('wagtailadmin_pages:search')}?q={SECRET}",
        "search results": f"{reverse('wagtailadmin_pages:search_results')}?q={SECRET}",
        "list": reverse("wagtailadmin_explore", args=[index().pk]),
        "list from the front": f"{reverse('wagtailadmin_explore', args=[index().get_parent().pk])}?q={SECRET}&search_all=1",
        "list of the draft": reverse("wagtailadmin_explore", args=[page.pk]),
        "page chooser": reverse("wagtailadmin_choose_page_child", args=[index().pk]),
        "page chooser at the draft": reverse("wagtailadmin_choose_page_child", args=[page.pk]),
        "page chooser search": f"{reverse('wagtailadmin_choose_page_search')}?q={SECRET}",
        "pages chosen": f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={page.pk}",
        "bulk": f"/admin/bulk/{kind}/publish/?id={page.pk}",
        "bulk delete": f"/admin/bulk/{kind}/delete/?id={page.pk}",
        "bulk of files": f"/admin/bulk/courses/coursedocument/delete/?id={file}",
        "privacy": reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
        "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "readiness": reverse("course_readiness", args=[page.pk]),
    }


NAMES = """
    history, history csv, history results, history of one, aging pages, page types, locked pages, home, api page, api pages, api search, api children,
    api parent, api files, api file, file chosen, files chosen, file chooser, files, file, file usage, search, search results, list, list from the front,
    list of the draft, page chooser, page chooser at the draft, page chooser search, pages chosen, bulk, bulk delete, bulk of files, privacy, edit, readiness
"""


def each(names: Iterable[str]) -> list[Any]:
    """Searching is the databases' own, so those addresses are asked for on both."""
    return [pytest.param(name, marks=[pytest.mark.both_databases] if "search" in name else []) for name in names]


def body(response):
    """With the characters that JSON may have written as numbers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode() + content.decode("unicode_escape")


@pytest.mark.parametrize("name", each(name.strip() for name in NAMES.split(",")))
def test_a_colleagues_draft_and_its_files_show_nowhere(client, me, draft, name):
    response = client.get(addresses(draft)[name], follow=True)
    assert response.status_code < 500
    shown = body(response).replace(f'value="{SECRET}"', "").replace(f"={SECRET}", "")
    assert f"{SECRET}课" not in shown
    assert f"{SECRET}讲义" not in shown


SHOWN_TO_STAFF = [
    "history",
    "page types",
    "api page",
    "api files",
    "api file",
    "file chosen",
    "files",
    "search",
    "list",
    "page chooser",
    "pages chosen",
    "bulk",
]


@pytest.mark.parametrize("name", each(SHOWN_TO_STAFF))
@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMINISTRATOR])
def test_those_who_keep_the_courses_see_them_there(client, draft, role, name):
    """So that the names above are no empty addresses."""
    client.force_login(person("x", role))
    assert SECRET in body(client.get(addresses(draft)[name]))


@pytest.mark.parametrize("name", each(["api page", "file chosen", "search", "list", "files", "api file"]))
def test_her_own_draft_is_there(client, draft, name):
    client.force_login(draft.owner)
    assert SECRET in body(client.get(addresses(draft)[name]))


def test_a_teacher_and_a_head_learn_no_names_of_accounts_by_number(client, me):
    staff = person("jiaowu", Role.STAFF, display_name=SECRET)
    for role in (Role.TEACHER, Role.SCHOOL_HEAD):
        client.force_login(person(f"a-{role}", role))
        assert client.get(f"/admin/bulk/college/user/delete/?id={staff.pk}").status_code == 404


def test_a_link_may_lead_to_a_colleagues_course_that_everybody_sees(client, me):
    course("公开的课", owner=person("third", Role.TEACHER))
    assert "公开的课" in body(client.get(reverse("wagtailadmin_choose_page_child", args=[index().pk])))


def test_strangers_are_still_sent_to_sign_in(client):
    for address in (reverse("wagtailadmin_reports:site_history"), "/admin/bulk/wagtailcore/page/delete/?id=1"):
        assert client.get(address).url.startswith("/accounts/login/")
