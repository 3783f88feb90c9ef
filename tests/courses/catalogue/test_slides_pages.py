"""The page of slides: what it shows to whom, and how far they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from college.roles import Role
from courses.catalogue.models import ReadingPage
from tests.factories.catalogue import course, course_file, pptx_bytes, reading
from tests.factories.college import person, teacher

pytestmark = pytest.mark.django_db
NOTES = "这一句只给老师看"


def deck(by=None, **fields):
    """A public deck of three slides whose second says something in its notes."""
    document = course_file("课件.pptx", pptx_bytes("一", "二", "三"), by=by, title="课件")
    row = reading(document, pages=3, **{"how": "office", "page_count": 3, **fields})
    for page in row.pages.all():
        page.title, page.html, page.notes = f"第 {page.number} 讲", f"<ul><li>要点{page.number}</li></ul>", NOTES if page.number == 2 else ""
        page.thumbnail = page.picture
        page.save()
    return document


def page_of(client, document, query="", **headers):
    return client.get(f"/documents/{document.pk}/slides/{query}", **headers)


def test_each_slide_has_its_picture_its_words_and_its_place(client):
    document = deck()
    page = course(slides=document)
    answer = page_of(client, document)
    text = answer.content.decode()
    assert text.count("data-slide>") == 3
    for number in (1, 2, 3):
        assert f'id="slide-{number}"' in text
        assert f'src="/documents/{document.pk}/pages/{number}/"' in text
        assert f"<li>要点{number}</li>" in text
    assert document.url in text
    assert page.title in text
    assert "no-store" not in answer.get("Cache-Control", "")


def test_notes_are_for_those_who_teach_and_for_staff(client):
    guide, other = person("guide", Role.TEACHER), person("other", Role.TEACHER)
    document = deck()
    course(slides=document, teachers=[teacher(user=guide)])
    seen = {}
    for who in (None, person("learner"), other, guide, person("desk", Role.STAFF)):
        client.logout()
        if who:
            client.force_login(who)
        answer = page_of(client, document)
        seen[who.username if who else ""] = NOTES in answer.content.decode()
        assert not seen[who.username if who else ""] or "no-store" in answer["Cache-Control"]
    assert seen == {"": False, "learner": False, "other": False, "guide": True, "desk": True}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "waiting", "how": "", "finished_at": None}, 'hx-trigger="every 2s"'),
        ({"state": "failed", "how": "", "reason": "broken"}, "不能在网页上看"),
        ({"state": "waiting"}, "要点1"),  # read before, and being read again
        ({"how": "built-in"}, "本站画出来的"),
        ({"how": "text"}, "只有文字"),
        ({"cut_short": True, "page_count": 900}, "共 900 张，这里显示 3 张"),
    ],
)
def test_how_far_it_is_stands_in_words_and_the_file_stays(client, fields, words):
    document = deck(**fields)
    course(slides=document)
    text = page_of(client, document).content.decode()
    assert words in text
    assert document.url in text


def test_before_anybody_has_begun_it_is_being_prepared(client):
    document = course_file("课件.pptx", pptx_bytes("一"))
    course(slides=document)
    assert 'hx-trigger="every 2s"' in page_of(client, document).content.decode()


def test_htmx_gets_the_slides_alone_and_the_editor_a_frame(client):
    document = deck()
    course(slides=document)
    assert "<html" not in page_of(client, document, headers={"HX-Request": "true"}).content.decode()
    assert "site-foot" not in page_of(client, document, "?framed").content.decode()


def test_the_course_page_shows_the_first_slides(client):
    document = deck()
    page = course(slides=document)
    text = client.get(page.url).content.decode()
    assert text.count(f'href="/documents/{document.pk}/slides/#slide-') == 3
    assert f'src="/documents/{document.pk}/pages/1/?small"' in text


def test_a_deck_without_pictures_has_no_strip(client):
    document = course_file("课件.pptx", pptx_bytes("一"))
    text = client.get(course(slides=document).url).content.decode()
    assert "slide-strip" not in text
    assert f'href="/documents/{document.pk}/slides/"' in text


def test_a_slide_of_a_draft_is_there_for_its_teacher_alone(client):
    guide = person("guide", Role.TEACHER)
    document = deck(by=guide)
    course(slides=document, live=False)
    assert page_of(client, document).status_code == 404
    client.force_login(guide)
    assert page_of(client, document).status_code == 200


def test_the_page_asks_as_often_for_three_slides_as_for_one(client):
    document, counts = deck(), []
    course(slides=document)
    page_of(client, document)  # what is asked once
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page_of(client, document)
        counts.append(len(queries))
        ReadingPage.objects.filter(number__gt=1).delete()
    assert counts[0] == counts[1] <= 8
