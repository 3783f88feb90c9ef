"""A file on the way to its readers: a teacher sees it in the editor as learners will, and a learner reads it on the site."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from college.roles import Role
from courses.catalogue import domain
from courses.catalogue.models import Reading
from demo import content, files
from tests.e2e.conftest import AT_A_DESK, ON_A_PHONE, Visitor
from tests.factories.catalogue import course, course_file, reading
from tests.factories.college import person, teacher

pytestmark = pytest.mark.django_db(transaction=True)


@AT_A_DESK
def test_a_paper_is_seen_in_the_editor_and_read_on_the_site(visitor: Visitor) -> None:
    me = person("chenjing", Role.TEACHER)
    text = next(one for one in content.courses() if one.slug == "shouji")
    outline = course_file("大纲.docx", files.paper(text, "outline"), title="智能手机零基础 大纲", by=me)
    handout = course_file("讲义.docx", files.paper(text, "handout"), title="智能手机零基础 讲义", by=me)
    made = course(text.title, owner=me, teachers=[teacher("陈静", me)], outline="", outline_file=outline, handout="", handout_file=handout, units=3)
    domain.read_words(document_id=outline.pk, now=timezone.now())
    page = visitor.go(f"/documents/{outline.pk}/read/")
    expect(page.get_by_text("网页正在准备")).to_be_visible()
    assert visitor.axe() == []
    visitor.shoot("paper-waiting")
    domain.make_reading(reading_id=Reading.objects.get().pk, now=timezone.now())
    expect(page.get_by_role("heading", name="怎么算学会")).to_be_visible()  # by itself
    page.reload()
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot("paper")
    page.get_by_role("link", name="课次安排").click()
    expect(page.get_by_role("heading", name="课次安排")).to_be_in_viewport()
    page.get_by_role("link", name="下一份：讲义").click()
    expect(page.get_by_text("网页正在准备")).to_be_visible()

    visitor.sign_in(me)
    page = visitor.go(f"/admin/pages/{made.pk}/edit/")
    preview = page.locator("[data-contentpath='outline_file'] details.reading-preview")
    preview.locator("summary").click()
    expect(preview.frame_locator("iframe").get_by_role("heading", name="怎么算学会")).to_be_visible()
    visitor.shoot("paper-in-the-editor")


@ON_A_PHONE
def test_a_course_shows_its_files_and_folds_them(visitor: Visitor) -> None:
    text = next(one for one in content.courses() if one.slug == "shouji")
    outline = course_file("大纲.docx", files.paper(text, "outline"), title="智能手机零基础 大纲")
    scan = course_file("讲义.pdf", b"%PDF-1.4 %%EOF", title="消防演练通知")
    made = course(text.title, outline="", outline_file=outline, handout="", handout_file=scan, units=3)
    domain.read_words(document_id=outline.pk, now=timezone.now())
    domain.make_reading(reading_id=Reading.objects.get().pk, now=timezone.now())
    row = reading(scan, how="ocr", kind="pdf", pages=2)
    row.pages.filter(number=1).update(html="<h2 id='@p1-h-1'>关于消防演练的通知</h2>\n<p>请每户派一人参加。</p>", width=800, height=1100)
    first = row.pages.get(number=1)
    first.picture.save("page.webp", ContentFile(first.picture.read()))
    row.pages.filter(number=2).update(unread=True)
    page = visitor.go(made.url)
    expect(page.get_by_role("heading", name="怎么算学会")).to_be_visible()
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot("course-with-papers")
    visitor.mode(size="large", theme="dark")
    visitor.go(f"/documents/{outline.pk}/read/")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.shoot("paper-large-dark")
    page = visitor.go(f"/documents/{scan.pk}/read/")
    expect(page.get_by_text("请每户派一人参加")).to_be_visible()
    assert visitor.axe() == []
    visitor.shoot("paper-scanned")
