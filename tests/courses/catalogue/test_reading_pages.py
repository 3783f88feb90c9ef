"""The web pages of course files: who reads them, what they show, and how far they are."""

import pytest
from django.utils import timezone

from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.models import Reading
from tests.factories.catalogue import course, course_file, docx_bytes, reading
from tests.factories.college import person

pytestmark = pytest.mark.django_db
HTML = """<h2 id="@h-1">课件讲义</h2>
<p>长按电源键。</p>
<h3 id="@h-2">第二步</h3>
<div class="paper-table"><table><tbody><tr><td>一</td></tr></tbody></table></div>
<p><img src="@1" alt="" width="8" height="6"></p>"""
HEADINGS = [[2, "h-1", "课件讲义"], [3, "h-2", "第二步"]]


def page_of(client, document, query="", **headers):
    return client.get(f"/documents/{document.pk}/read/{query}", **headers)


def handout(**fields):
    document = course_file("讲义.docx", title="课件 讲义")
    page = course(handout="", handout_file=document, **fields)
    return page, document


def test_a_file_is_read_and_shown_with_its_title_once(client):
    page, document = handout()
    reading(document, HTML, headings=HEADINGS, pictures=1)
    answer = page_of(client, document)
    text = answer.content.decode()
    assert text.count("课件讲义") == 0  # the file's own title says the same as the page's
    assert f'<h2 id="d{document.pk}-h-2">第二步</h2>' in text  # one level below the page's own
    assert f'src="/documents/{document.pk}/pictures/1/"' in text
    assert 'alt=""' not in text.split('class="paper', 1)[1].split("</article>")[0]
    assert f'href="{document.url}"' in text
    assert page.title in text
    assert "no-store" not in answer.get("Cache-Control", "")


def test_the_course_page_shows_a_file_where_nothing_is_written(client):
    page, document = handout()
    reading(document, HTML + "\n" + "\n".join(f"<p>{'很长的一段。' * 40}{number}</p>" for number in range(20)), headings=HEADINGS, pictures=1)
    text = client.get(page.url).content.decode()
    assert "长按电源键" in text
    assert f'<h3 id="d{document.pk}-h-2">第二步</h3>' in text  # below “Handout”
    assert '<details class="paper-fold">' in text
    assert f'href="/documents/{document.pk}/read/"' in text


def test_what_is_written_on_the_page_stands_before_the_file(client):
    document = course_file("讲义.docx")
    page = course(handout="<p>写在网页上的讲义。</p>", handout_file=document)
    reading(document, HTML, headings=HEADINGS)
    text = client.get(page.url).content.decode()
    assert "长按电源键" not in text
    assert f'href="/documents/{document.pk}/read/"' in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "waiting", "how": "", "finished_at": None}, 'hx-trigger="every 2s"'),
        ({"state": "failed", "how": "", "reason": "locked"}, "加了密码"),
        ({"state": "waiting"}, "长按电源键"),  # read before, and being read again by a newer reader
        ({"cut_short": True}, "没有显示全部"),
    ],
)
def test_how_far_it_is_stands_in_words(client, fields, words):
    _, document = handout()
    reading(document, HTML, headings=HEADINGS, **fields)
    text = page_of(client, document).content.decode()
    assert words in text
    assert document.url in text


def test_htmx_gets_the_body_alone_and_the_editor_a_frame(client):
    _, document = handout()
    reading(document, HTML, headings=HEADINGS)
    assert "<html" not in page_of(client, document, headers={"HX-Request": "true"}).content.decode()
    framed = page_of(client, document, "?framed").content.decode()
    assert "长按电源键" in framed
    assert "site-foot" not in framed


def test_a_scanned_page_shows_its_picture_and_what_a_machine_has_read(client):
    document = course_file("扫描.pdf", b"%PDF-1.4\n%%EOF", title="通知")
    course(outline="", outline_file=document)
    row = reading(document, kind="pdf", how="ocr", pages=2)
    row.pages.filter(number=1).update(html="<p>认出来的字</p>")
    row.pages.filter(number=2).update(unread=True)
    text = page_of(client, document).content.decode()
    assert "认出来的字" in text
    assert "机器认的" in text
    assert "还没有认出来" in text
    assert text.count(f'src="/documents/{document.pk}/pages/') == 2
    assert client.get(f"/documents/{document.pk}/pages/2/")["Content-Type"] == "image/webp"


def test_a_lesson_plan_and_its_pictures_are_kept_by_no_cache(client):
    plan = course_file("教案.docx")
    owner = person("owner", Role.TEACHER)
    course(lesson_plan_file=plan, owner=owner)
    reading(plan, HTML, pictures=1)
    for address in (f"/documents/{plan.pk}/read/", f"/documents/{plan.pk}/pictures/1/"):
        assert client.get(address).status_code == 404
    client.force_login(owner)
    for address in (f"/documents/{plan.pk}/read/", f"/documents/{plan.pk}/pictures/1/"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_a_picture_is_kept_by_the_browser_until_it_is_another_one(client):
    _, document = handout()
    row = reading(document, HTML, pictures=1)
    address = f"/documents/{document.pk}/pictures/1/"
    first = client.get(address)
    assert b"WEBP" in b"".join(first.streaming_content)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    row.pictures.get().file.storage.delete(row.pictures.get().file.name)
    assert client.get(address).status_code == 404


def test_a_part_of_a_course_leads_to_the_next(client):
    outline, handout_file = course_file("大纲.docx", docx_bytes("甲")), course_file("讲义.docx", docx_bytes("乙"))
    course(outline="", outline_file=outline, handout="", handout_file=handout_file, lesson_plan_file=course_file("教案.docx", docx_bytes("丙")))
    reading(outline, HTML)
    text = page_of(client, outline).content.decode()
    assert f'href="/documents/{handout_file.pk}/read/" rel="next"' in text
    assert "教案" not in text


def test_a_file_is_read_by_the_worker_and_found(client):
    document = course_file("讲义.docx", docx_bytes("长按电源键三秒。"))
    course(handout="", handout_file=document)
    domain.read_words(document_id=document.pk, now=timezone.now())
    row = Reading.objects.get()
    assert (row.state, row.sha256) == ("waiting", document.sha256)
    assert domain.make_reading(reading_id=row.pk, now=timezone.now())
    assert not domain.make_reading(reading_id=row.pk, now=timezone.now())
    assert "长按电源键三秒。" in page_of(client, document).content.decode()
    document.refresh_from_db()
    assert "长按电源键三秒。" in document.text


def test_the_editor_of_a_course_with_a_file_opens_and_offers_its_page(client):
    owner = person("owner", Role.TEACHER)
    page = course(owner=owner, outline_file=course_file("大纲.docx", by=owner))
    client.force_login(owner)
    answer = client.get(f"/admin/pages/{page.pk}/edit/")
    assert answer.status_code == 200
    assert 'data-reading-preview="id_outline_file"' in answer.content.decode()
