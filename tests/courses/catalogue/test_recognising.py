"""What a dropped file is taken for, what the course is called and how it is divided: by tables and by what holds for any input."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from courses.catalogue.rules.files import ENDINGS, Problem, may_follow, problem_of
from courses.catalogue.rules.naming import Lesson, lessons_of, title_of
from courses.catalogue.rules.readiness import Part
from courses.catalogue.rules.recognising import Because, Seen, may_be, recognise
from tests.factories.catalogue import docx_bytes

OUTLINE, PLAN, HANDOUT, SLIDES = Part.OUTLINE, Part.LESSON_PLAN, Part.HANDOUT, Part.SLIDES


@pytest.mark.parametrize(
    ("name", "lines", "part"),
    [
        ("智能手机 课程大纲(最终版).docx", (), OUTLINE),
        ("Syllabus_v2.pdf", (), OUTLINE),
        ("智能手机_教案_20260901.docx", (), PLAN),
        ("教学设计 - 副本.docx", (), PLAN),
        ("学员手册.pdf", (), HANDOUT),
        ("课件.pdf", (), SLIDES),
        ("手机.pptx", (), SLIDES),
        ("新建 Microsoft Word 文档.docx", ("一、教学目标", "二、教学过程"), PLAN),
        ("文档1.docx", ("合唱与声乐　讲义", "怎样站"), HANDOUT),
        ("文档2.docx", ("第一讲 呼吸", "第二讲 发声", "第三讲 合唱"), OUTLINE),
        ("文档3.docx", ("这里写了一段很长的话，里面提到教学目标，但它不是标题，只是一句话而已。",), None),
        ("照片.jpg", (), None),
        ("教案.xlsx", (), None),
    ],
)
def test_one_file(name, lines, part):
    assert recognise([Seen(name, lines=lines)])[0].part == part


def test_the_reason_can_be_told():
    (guess,) = recognise([Seen("教案.docx", lines=("教学目标",))])
    assert [(reason.because, reason.word) for reason in guess.reasons] == [(Because.NAME, "教案"), (Because.HEADING, "教学目标")]


def test_the_folder_helps():
    assert recognise([Seen("第一次.docx", folder="手机班/教案")])[0].part == PLAN


def test_two_alike_are_left_to_the_person_and_a_weaker_third_does_not_slip_in():
    guesses = recognise([Seen("教案一.docx"), Seen("教案二.docx"), Seen("x.docx", lines=("教学目标", "教学过程"))])
    assert [(guess.part, guess.rivals) for guess in guesses] == [(None, True), (None, True), (None, False)]


def test_the_better_one_takes_the_part():
    plain, named = recognise([Seen("手机.pptx"), Seen("手机课件.pptx")])
    assert (plain.part, plain.likely, named.part) == (None, SLIDES, SLIDES)


names = st.builds(
    "{}{}.{}".format,
    st.text(max_size=12),
    st.sampled_from(["", "教案", "大纲", "讲义", "PPT", "教案大纲"]),
    st.sampled_from(["docx", "pptx", "pdf", "jpg", ""]),
)
some = st.lists(st.builds(Seen, names, st.text(max_size=6), st.lists(st.text(max_size=30), max_size=5).map(tuple)), max_size=7)


@settings(max_examples=60, deadline=None)
@given(some)
def test_a_part_has_one_file_and_a_file_a_part_it_may_be(files):
    guesses = recognise(files)
    taken = [guess.part for guess in guesses if guess.part]
    assert len(taken) == len(set(taken))
    assert all(guess.part is None or guess.part in may_be(file.name) for file, guess in zip(files, guesses, strict=True))
    assert list(reversed(recognise(list(reversed(files))))) == guesses


@pytest.mark.parametrize(
    ("names", "outline", "title"),
    [
        (["01 智能手机零基础 课程大纲(最终版).docx", "智能手机零基础_教案_20260901.docx"], (), "智能手机零基础"),
        (["大纲.docx", "教案.docx"], ("课程名称：八段锦与健康管理",), "八段锦与健康管理"),
        (["《合唱与声乐》课件 (2).pptx"], (), "合唱与声乐"),
        (["硬笔书法（初级）大纲.docx"], (), "硬笔书法（初级）"),
        (["新时代社区治理 讲义.docx"], (), "新时代社区治理"),
        (["大纲.docx"], (), ""),
        ([], (), ""),
    ],
)
def test_what_the_course_is_called(names, outline, title):
    assert title_of([Seen(name) for name in names], outline) == title


@pytest.mark.parametrize(
    ("lines", "lessons"),
    [
        (("第一讲 认识手机（2课时）", "第二讲：打电话", "第三讲", "视频通话"), [Lesson("认识手机", 90), Lesson("打电话"), Lesson("视频通话")]),
        (("课程内容", "1. 认识", "2. 拍照 60分钟"), [Lesson("认识"), Lesson("拍照", 60)]),
        (("一、课程目标", "二、课程内容", "一、呼吸", "二、发声"), [Lesson("呼吸"), Lesson("发声")]),
        (("课次安排", "讲次", "内容", "站好", "怎样站才稳。", "开弓", "马步深浅随人。", "尾声。"), [Lesson("站好"), Lesson("开弓")]),
        (("课时安排", "讲次", "内容", "课时", "1", "认识", "2", "2", "拍照", "2"), [Lesson("认识"), Lesson("拍照")]),
        (("操作步骤", "1. 开机", "2. 关机"), []),
        ((), []),
    ],
)
def test_the_lessons_of_an_outline(lines, lessons):
    assert lessons_of(lines) == lessons


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_text_gives_lessons_with_titles(lines):
    assert all(lesson.title and len(lesson.title) <= 120 and 1 <= (lesson.minutes or 1) <= 600 for lesson in lessons_of(lines))
    assert len(title_of([Seen(line) for line in lines], lines)) <= 62


# ---- what the library takes beside papers


def picture(form, size=(40, 30)):
    stream = BytesIO()
    Image.new("RGB", size, "green").save(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("图.png", picture("PNG"), None),
        ("图.jpg", picture("JPEG"), None),
        ("图.webp", picture("WEBP"), None),
        ("图.png", picture("JPEG"), Problem.MISMATCH),
        ("图.png", picture("PNG")[:60], Problem.BROKEN),
        ("图.jpg", picture("JPEG", (400, 300))[:700], Problem.BROKEN),
        ("图.svg", b"<svg onload='alert(1)'/>", Problem.KIND),
        ("页.html", b"<script>", Problem.KIND),
        ("名单.csv", "姓名\n王".encode("gb18030"), None),
        ("字.txt", "你好".encode(), None),
        ("程序.txt", b"MZ\x00\x01", Problem.MISMATCH),
        ("表.xlsx", docx_bytes(), Problem.MISMATCH),
    ],
)
def test_further_materials_are_judged_by_their_content(name, content, problem):
    assert problem_of(BytesIO(content), name, len(content)) == problem


def test_a_picture_of_too_many_pixels_is_never_unpacked():
    head = picture("PNG", (9000, 1))
    tall = head[:20] + (9000).to_bytes(4, "big") + head[24:]  # 81 million, said in the head
    assert problem_of(BytesIO(tall), "图.png", len(tall)) in (Problem.BOMB, Problem.BROKEN)


def test_a_table_of_excel_is_taken_and_one_that_asks_elsewhere_is_not():
    import zipfile

    from openpyxl import Workbook

    stream, out = BytesIO(), BytesIO()
    Workbook().save(stream)
    assert problem_of(stream, "表.xlsx", len(stream.getvalue())) is None
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        new.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert problem_of(out, "表.xlsx", len(out.getvalue())) == Problem.REMOTE


def test_what_may_stand_in_the_place_of_what():
    assert may_follow("docx", "pdf")
    assert may_follow("png", "jpg")
    assert not may_follow("docx", "pptx")
    assert all(may_follow(ending, ending) for ending in ENDINGS)
