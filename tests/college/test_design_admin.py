"""The admin speaks the office's language where Wagtail leaves English or a code."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Task, Workflow

from college.access import ROLE_WORDS
from college.admin_words.scripts import WORDS
from college.models import Teacher
from college.roles import Role
from courses.credits.models import RuleSet
from tests.factories import college

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(college.person("admin", Role.ADMINISTRATOR, Role.STAFF, is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str) -> str:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_review_of_pages_has_a_chinese_name():
    names = {*Workflow.objects.values_list("name", flat=True), *Task.objects.values_list("name", flat=True)}
    assert names == {"上线前审核", "课程四步", "研发", "试讲", "评审", "推广"}


def test_the_list_of_groups_says_the_roles_in_words(administrator: Client):
    html = page(administrator, "wagtailusers_groups:index")
    assert all(str(ROLE_WORDS[role]) in html for role in Role)
    assert "school_head" not in html


def test_lists_have_no_english_label(administrator: Client):
    offerings, corrections = page(administrator, "offering:index"), page(administrator, "reversal:index")
    assert 'aria-label="Actions"' not in offerings
    assert 'aria-label="操作"' in offerings
    assert "Requested by" not in corrections


def test_what_a_teacher_is_called_is_no_heading_of_rules():
    assert [str(model._meta.get_field("title").verbose_name) for model in (RuleSet, Teacher)] == ["标题", "头衔"]


def test_what_the_scripts_of_the_editor_say_is_chinese(administrator: Client):
    said = page(administrator, "wagtailadmin_javascript_catalog")
    with translation.override("zh-hans"):
        chinese = {word: gettext(word) for word in WORDS}
    assert [word for word, words in chinese.items() if words == word] == []
    assert [word for word, words in chinese.items() if json.dumps(words) not in said] == []
