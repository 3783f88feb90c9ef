"""Course pages and course files. A live course is always complete, since nothing else can be saved."""

from functools import cache, partial
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from docx import Document
from PIL import Image
from pptx import Presentation
from wagtail.signal_handlers import disable_reference_index_auto_update

from college.models import User
from courses.catalogue.models import CourseDocument, CourseIndexPage, CoursePage, CourseTeacher, Reading, Unit
from courses.catalogue.rules.readings import EDITION
from tests.factories.college import school, teacher

CANARY = "教案暗号七彩鹦鹉"  # stands in every lesson plan made here: whoever sees it reads a lesson plan
_numbers = count(1)


@cache
def pptx_bytes(*titles: str, notes: str = "") -> bytes:
    """A real presentation with one slide a title."""
    deck = Presentation()
    for title in titles or ("认识手机",):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = f"{title}：三件事"
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


@cache
def docx_bytes(*paragraphs: str) -> bytes:
    """A real Word file."""
    document = Document()
    document.add_heading("讲义", 1)
    for text in paragraphs or ("第一步，长按电源键。",):
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def course_file(name: str = "课件.pptx", content: bytes | None = None, by: User | None = None, **fields: Any) -> CourseDocument:
    """A stored course file; the content follows the ending of the name unless given."""
    made = content if content is not None else (pptx_bytes() if name.endswith(".pptx") else docx_bytes())
    return CourseDocument.objects.create(title=fields.pop("title", name), file=ContentFile(made, name=name), uploaded_by_user=by, **fields)


def replaced(document: CourseDocument, *titles: str) -> CourseDocument:
    """The same file with another content, a presentation; what it was stays as a version."""
    document.file = ContentFile(pptx_bytes(*titles), name="课件.pptx")
    document.save()
    return document


@cache
def webp_bytes(width: int = 8, height: int = 6) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (width, height), (20, 90, 70)).save(stream, "WEBP")
    return stream.getvalue()


def reading(document: CourseDocument, html: str = "", *, pages: int = 0, pictures: int = 0, **fields: Any) -> Reading:
    """What was read from a document, ready unless said otherwise, without reading it: the same file again takes the same row."""
    now = timezone.now()
    known = {"state": "ready", "how": "text", "html": html, "asked_at": now, "finished_at": now, "edition": EDITION, "kind": document.kind, **fields}
    row, _ = Reading.objects.update_or_create(sha256=document.sha256, defaults=known)
    row.pages.all().delete()
    row.pictures.all().delete()
    for number in range(1, pages + 1):
        row.pages.create(number=number, picture=ContentFile(webp_bytes(), name="page.webp"), width=8, height=6)
    for number in range(1, pictures + 1):
        row.pictures.create(number=number, file=ContentFile(webp_bytes(), name="picture.webp"), width=8, height=6)
    return row


def index() -> CourseIndexPage:
    """The list of courses, which a migration made."""
    return CourseIndexPage.objects.get(slug="courses")


def parts(**given: Any) -> dict[str, Any]:
    """The five ones (and school) of a complete course, as fields of the page; the teacher comes from `course`."""
    written = {
        "summary": "从开机讲到视频通话。",
        "outline": "<p>每讲只学三件事，智能手机不求人。</p>",
        "lesson_plan": f"<p>{CANARY}</p>",
        "handout": "<p>忘了就翻这一页。</p>",
    }
    written.update(given)
    if "school" not in written:
        written["school"] = school()
    if "slides" not in written:
        written["slides"] = course_file()
    return written


def course(title: str = "智能手机零基础", *, live: bool = True, units: int = 0, teachers: Any = None, owner: User | None = None, **given: Any) -> CoursePage:
    """A course under the list. Fields given as None or "" are missing parts, which only a draft (`live=False`) may have."""
    number, under = next(_numbers), index()
    same = {"title": title, "draft_title": title, "slug": given.pop("slug", f"kecheng-{number}"), "locale_id": under.locale_id}
    page = CoursePage(**same, live=live, owner=owner, **parts(**given))
    page.course_teachers = [CourseTeacher(teacher=one, sort_order=place) for place, one in enumerate([teacher()] if teachers is None else teachers)]
    page.units = [Unit(title=f"第 {place + 1} 讲", summary="三件事。", sort_order=place) for place in range(units)]
    page.save = partial(page.save, clean=False, log_action=None)  # nobody typed this: looking at its fields and noting who did takes a fifth of the time
    with disable_reference_index_auto_update():  # "where is this used", in the admin: another tenth
        made = under.add_child(instance=page)
    del page.save
    return made
