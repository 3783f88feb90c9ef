"""Texts of the editor that did not arrive whole. They are refused before a database is asked."""

import pytest
from django.urls import reverse

from college.roles import Role
from tests.courses.catalogue.test_publishing import form_of
from tests.factories.catalogue import course
from tests.factories.college import person

pytestmark = [pytest.mark.django_db]
TORN = [
    '{"blocks":[]',
    "",
    "[]",
    '"x"',
    '{"blocks":[1],"entityMap":{}}',
    '{"blocks":{"a":1},"entityMap":[]}',
    '{"blocks":[{"key":"a","text":"x","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[{"offset":0,"length":1,"key":7}]}],"entityMap":{}}',
    '{"blocks":[{"key":"a","text":"x","type":"unstyled","depth":"b","inlineStyleRanges":[{"offset":"a"}],"entityRanges":[]}],"entityMap":{}}',
    "[" * 100_000,
]


@pytest.mark.parametrize("sent", TORN)
def test_a_text_that_did_not_arrive_whole_is_refused_in_words_and_the_stored_one_stays(client, sent):
    page = course("我的", live=False)
    page.save_revision()
    client.force_login(person("jiaowu", Role.STAFF))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, form_of(page, outline=sent))
    assert "outline" in response.context["form"].errors
    assert "智能手机不求人" in response.content.decode("unicode_escape")
    assert "智能手机不求人" in page.get_latest_revision_as_object().outline
