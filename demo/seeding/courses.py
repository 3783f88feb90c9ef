"""The twelve courses with their files: eleven published through the gate, one left a draft because its lesson plan is missing."""

from __future__ import annotations

from django.core.files.base import ContentFile

from college.models import School, Teacher
from courses.catalogue.models import CourseDocument, CourseIndexPage, CourseMaterial, CoursePage, CourseTeacher, Unit
from demo import content, files, markup
from demo.content import CourseText
from demo.seeding import designs
from demo.seeding.resources import resources

AS_FILES = {"yishi", "hechang"}  # given as files only, which the course page then shows
UNFINISHED = "gongyi"  # its 教案 is missing: the meter shows it, and publishing is refused


def courses(schools: dict[str, School], teachers: dict[str, Teacher]) -> dict[str, CoursePage]:
    """The courses by slug. A page that is there is left as people have made it."""
    index, used = CourseIndexPage.objects.get(), resources(teachers)
    there = {page.slug: page for page in CoursePage.objects.child_of(index)}
    return {
        text.slug: there.get(text.slug) or _course(text, index, schools[text.school], teachers[text.teacher], used.get(text.slug, []))
        for text in content.courses()
    }


def _course(text: CourseText, index: CourseIndexPage, school: School, teacher: Teacher, materials: list[CourseMaterial]) -> CoursePage:
    page = CoursePage(
        title=text.title,
        slug=text.slug,
        short_title=text.short_title,
        summary=text.summary,
        goals="\n".join(markup.goals(text.outline)),
        school=school,
        owner=teacher.user,
        outline="" if text.slug in AS_FILES else markup.to_html(text.outline),
        handout="" if text.slug in AS_FILES else markup.to_html(text.handout),
        live=False,
    )
    _give_files(page, text, teacher)
    page.course_teachers = [CourseTeacher(teacher=teacher)]
    page.units = [Unit(title=unit.title, summary=unit.summary, sort_order=order, **designs.of(text.slug, order)) for order, unit in enumerate(text.units)]
    page.materials = materials
    index.add_child(instance=page)
    revision = page.save_revision(user=teacher.user, log_action=True)
    if text.slug != UNFINISHED:
        revision.publish(user=teacher.user)
    return CoursePage.objects.get(pk=page.pk)


def _give_files(page: CoursePage, text: CourseText, teacher: Teacher) -> None:
    page.slides = _document(text, "PPT", "pptx", files.deck(text), teacher)
    for kind, (name, _, _) in files.PAPERS.items():
        if kind == "lesson_plan":
            if text.slug == UNFINISHED:
                continue
            page.lesson_plan = markup.to_html(text.lesson_plan)
        setattr(page, f"{kind}_file", _document(text, name, "docx", files.paper(text, kind), teacher))


def _document(text: CourseText, name: str, ending: str, data: bytes, teacher: Teacher) -> CourseDocument:
    stem = {"PPT": "slides", "大纲": "outline", "教案": "lesson-plan", "讲义": "handout"}[name]
    purpose = {"PPT": "slides", "大纲": "outline", "教案": "lesson_plan", "讲义": "handout"}[name]
    return CourseDocument.objects.create(
        title=f"{text.title} {name}",
        purpose=purpose,
        file=ContentFile(data, name=f"{text.slug}-{stem}.{ending}"),
        file_size=len(data),
        uploaded_by_user=teacher.user,
    )
