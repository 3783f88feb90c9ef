"""Packing and reading courses without a database: every field comes back, foreign packages give what fits, hostile ones are refused."""

import tomllib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.catalogue.rules.exchange import cartridge, folder, prose, table, toml_text
from courses.catalogue.rules.exchange.archives import Archive, BadArchive, Refusal
from courses.catalogue.rules.exchange.packed import FORMATS, LENGTHS, Packed, PackedFile, PackedTeacher, PackedUnit, Trouble, missing_parts, troubles_of
from courses.catalogue.rules.exchange.words import column_named, part_named
from courses.catalogue.rules.markup import Allowance, read

NAMES = {"outline": "大纲", "lesson_plan": "教案", "handout": "讲义", "slides": "PPT"}
words = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)
html = st.sampled_from(
    ["", "<p>三件事 &amp; 一件</p>", '<h3 data-block-key="a1b2c">一</h3><ul><li>点</li></ul><p><a href="https://example.cn/?a=1&amp;b=2">去</a></p><hr/>']
)
units = st.builds(
    PackedUnit, title=words, summary=words, format=st.sampled_from(FORMATS), minutes=st.integers(300, 600), practice_minutes=st.integers(0, 300), design=words
)
courses = st.builds(
    Packed,
    facts=st.fixed_dictionaries(dict.fromkeys(LENGTHS, words)),
    school=st.sampled_from(["", "elder"]),
    texts=st.fixed_dictionaries({}, optional=dict.fromkeys(("outline", "lesson_plan", "handout"), html.filter(bool))),
    teachers=st.lists(st.builds(PackedTeacher, words, words), max_size=3),
    units=st.lists(units, max_size=4),
)


def zipped(files: dict[str, Any], attributes: int = 0) -> BytesIO:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = attributes
            archive.writestr(info, data)
    return stream


def same(one: Packed, other: Packed) -> bool:
    return (one.facts, one.school, one.texts, one.teachers, one.units) == (other.facts, other.school, other.texts, other.teachers, other.units)


@given(courses)
@settings(max_examples=40)
def test_a_folder_gives_back_every_field(course: Packed):
    (back,) = folder.read(Archive(zipped(dict(folder.entries(course, NAMES, "说明")))))
    assert back.troubles == []
    assert same(course, back)


@given(courses)
@settings(max_examples=40)
def test_a_cartridge_gives_back_every_field_and_its_manifest_is_sound(course: Packed):
    written = dict(cartridge.entries(course, NAMES, "讲次", "说明"))
    back = cartridge.read_cartridge(Archive(zipped(written)))
    assert back.troubles == []
    assert same(course, back)
    read(BytesIO(written["imsmanifest.xml"].encode()), Allowance(10_000, 1_000_000), lambda name, attributes: None)


@given(courses)
@settings(max_examples=40)
def test_a_course_survives_being_kept_as_plain_data(course: Packed):
    assert Packed.from_data(course.as_data()) == course


@given(st.text())
def test_a_string_of_toml_reads_as_it_was_written(text: str):
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert tomllib.loads(f"a = {toml_text.string(text)}") == {"a": sound}


def test_a_cartridge_says_what_is_what_and_for_whom():
    """The profile's own words: a syllabus, a lesson plan for instructors only, and nothing in the list that has no resource."""
    course = Packed(facts={"title": "八段锦 & 健康"}, texts={"outline": "<p>一</p>", "lesson_plan": "<p>二</p>"}, units=[PackedUnit("第一讲")])
    course.files["slides"] = PackedFile("课件", "slides.pptx")
    course.teachers = [PackedTeacher("陈静")]
    text = dict(cartridge.entries(course, NAMES, "讲次", "说明"))["imsmanifest.xml"]
    seen: list[tuple[str, dict[str, str]]] = []
    order: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        seen.append((name, attributes))
        order.append(name)

    read(BytesIO(text.encode()), Allowance(1000, 100_000), start)
    resources = {attributes["identifier"]: attributes for name, attributes in seen if name == "resource"}
    refs = [attributes["identifierref"] for name, attributes in seen if name == "item" and "identifierref" in attributes]
    files = [attributes["href"] for name, attributes in seen if name == "file"]
    ids = [attributes["identifier"] for _name, attributes in seen if "identifier" in attributes]
    assert order[:6] == ["manifest", "metadata", "schema", "schemaversion", "lom", "general"]
    assert resources["R_outline_text"]["intendeduse"] == "syllabus"
    assert resources["R_lesson_plan_text"]["intendeduse"] == "lessonplan"
    assert all(one["type"] == "webcontent" for one in resources.values())
    assert set(refs) <= resources.keys()
    assert len(set(ids)) == len(ids)
    assert files == [one["href"] for one in resources.values()]
    assert "<lom:value>Instructor</lom:value>" in text.split('identifier="R_lesson_plan_text"')[1].split("</resource>")[0]
    assert "Instructor" not in text.split('identifier="R_outline_text"')[1].split("</resource>")[0]
    assert "FN:陈静" in text


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest">
<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion><lomimscc:lom><lomimscc:general>
<lomimscc:title><lomimscc:string language="en-US">Paper cutting</lomimscc:string></lomimscc:title>
<lomimscc:description><lomimscc:string>For beginners</lomimscc:string></lomimscc:description></lomimscc:general></lomimscc:lom></metadata>
<organizations><organization identifier="o" structure="rooted-hierarchy"><item identifier="root">
<item identifier="a"><title>Week 1</title><item identifier="a1" identifierref="syl"><title>Syllabus</title></item>
<item identifier="a2"><title>Scissors</title></item></item>
<item identifier="b"><title>Week 2</title><item identifier="b1" identifierref="quiz"><title>Quiz</title></item></item>
</item></organization></organizations>
<resources>
<resource identifier="syl" type="webcontent" href="i%20syl/page.html"><file href="i%20syl/page.html"/></resource>
<resource identifier="deck" type="webcontent" href="deck.pptx"><file href="deck.pptx"/></resource>
<resource identifier="plan" type="webcontent" href="secret.docx"><metadata><lom><educational><intendedEndUserRole><source>IMSGLC_CC_Rolesv1p1</source>
<value>Instructor</value></intendedEndUserRole></educational></lom></metadata><file href="secret.docx"/></resource>
<resource identifier="quiz" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment" href="q.xml"><file href="q.xml"/></resource>
</resources></manifest>"""


def test_of_somebody_elses_cartridge_what_fits_is_taken_and_the_rest_is_counted():
    page = "<html><head><script>x()</script></head><body><h1>Plan</h1><p onclick='x()'>One</p><img src=x><table><tr><td>cell</td></tr></table></body></html>"
    archive = Archive(zipped({"imsmanifest.xml": MOODLE, "i syl/page.html": page, "deck.pptx": b"x", "secret.docx": b"x", "q.xml": b"<q/>"}))
    course = cartridge.read_cartridge(archive)
    assert (course.title, course.facts["summary"]) == ("Paper cutting", "For beginners")
    assert course.texts["outline"].startswith("<h3>Plan</h3><p>One</p>")
    assert "script" not in course.texts["outline"]
    assert course.files["slides"].path == "deck.pptx"
    assert course.files["lesson_plan"].path == "secret.docx"
    assert [(unit.title, unit.summary) for unit in course.units] == [("Week 1", "Syllabus\nScissors"), ("Week 2", "Quiz")]
    assert [(said.code, said.value) for said in course.remarks] == [("left_out", "1")]


def test_a_folder_that_somebody_packed_by_hand_is_known_by_its_names():
    files = {
        "合唱/1合唱大纲.docx": b"x",
        "合唱/教学设计(最终版).pdf": b"x",
        "合唱/课件.pptx": b"x",
        "合唱/照片.jpg": b"x",
        "剪纸/讲义.html": "<p>纸</p>",
        "__MACOSX/合唱/._a": b"x",
    }
    sung, cut = folder.read(Archive(zipped(files)))
    assert (sung.title, {part: one.path for part, one in sung.files.items()}) == (
        "合唱",
        {"outline": "合唱/1合唱大纲.docx", "lesson_plan": "合唱/教学设计(最终版).pdf", "slides": "合唱/课件.pptx"},
    )
    assert sung.remarks[0].value == "1"
    assert (cut.title, cut.texts) == ("剪纸", {"handout": "<p>纸</p>"})
    assert missing_parts(cut) == ["outline", "lesson_plan", "slides", "teacher"]


def test_names_that_old_windows_packed_are_read_as_they_were_meant():
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("x.html", "<p>大纲第一讲</p>".encode("gb18030"))
    raw = stream.getvalue().replace(b"x.html", "讲.htm".encode("gb18030"))
    archive = Archive(BytesIO(raw))
    assert list(archive) == ["讲.htm"]
    assert archive.text("讲.htm") == "<p>大纲第一讲</p>"


@pytest.mark.parametrize("edition", ["", "edition = 2", "edition = [", "edition = 1\ncourse = 3", "edition = 1\n[[units]]\nminutes = 'x'", "[" * 5000])
def test_a_description_that_cannot_be_read_is_a_trouble_and_no_error(edition: str):
    (course,) = folder.read(Archive(zipped({"course.toml": edition})))
    assert course.troubles


def test_a_description_cannot_name_what_is_not_in_the_archive():
    text = 'edition = 1\n[course]\ntitle = "一"\n[texts]\noutline = "../../etc/passwd"\n[files.slides]\nname = "a"\npath = "/etc/passwd"\n'
    (course,) = folder.read(Archive(zipped({"a/course.toml": text})))
    assert [said.code for said in course.troubles] == [Trouble.FILE_GONE]
    assert course.files["slides"].path not in ("a/course.toml",)


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: BytesIO(b"MZ program"), Refusal.KIND),
        (lambda: BytesIO(b"PK\x03\x04 and nothing"), Refusal.BROKEN),
        (lambda: zipped({}), Refusal.EMPTY),
        (lambda: zipped({"a/": b""}), Refusal.EMPTY),
        (lambda: zipped({"../a": b"x"}), Refusal.PATHS),
        (lambda: zipped({"/etc/a": b"x"}), Refusal.PATHS),
        (lambda: zipped({"C:\\a": b"x"}), Refusal.PATHS),
        (lambda: zipped({"a": b"/etc/passwd"}, attributes=0o120777 << 16), Refusal.PATHS),
        (lambda: zipped({"a": b"0" * 30_000_000}), Refusal.BOMB),
        (lambda: zipped({str(number): b"" for number in range(3001)}), Refusal.BOMB),
    ],
)
def test_a_hostile_archive_is_refused_before_anything_is_read(make, refusal):
    with pytest.raises(BadArchive) as refused:
        Archive(make())
    assert refused.value.refusal is refusal


def test_a_list_that_lies_about_sizes_is_found_out():
    stream = zipped({"a.html": b"0" * 3_000_000})
    with pytest.raises(BadArchive):
        Archive(stream).read("a.html", 1000)


@pytest.mark.parametrize(
    "manifest",
    ['<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest>&a;</manifest>', "<manifest>", "", "<a>" * 60_000, "<manifest>" + "<item/>" * 60_000],
)
def test_a_hostile_manifest_is_refused(manifest: str):
    with pytest.raises(BadArchive):
        cartridge.read_cartridge(Archive(zipped({"imsmanifest.xml": manifest, "a": b"x"})))


def test_a_table_is_read_by_the_heads_of_its_columns():
    rows = [
        ["2026 课程计划"],
        ["课程名称*", "学校", "一句话", "学习目标", "主讲", "讲次", "备注"],
        [],
        ["合唱", "老年学校", "唱", "会唱；会听", "陈静、李敏", "第一讲 发声（60 分钟）\n第二讲 合拍 45min\n第三讲"],
    ]
    ((number, course),) = table.courses(rows)
    assert number == 4
    assert (course.title, course.school, course.facts["goals"]) == ("合唱", "老年学校", "会唱\n会听")
    assert [teacher.name for teacher in course.teachers] == ["陈静", "李敏"]
    assert [(unit.title, unit.minutes) for unit in course.units] == [("第一讲 发声", 60), ("第二讲 合拍", 45), ("第三讲", 90)]
    assert table.courses([["电话", "地址"], ["1", "2"]]) == []


@given(st.lists(st.lists(st.text(max_size=30), max_size=9), max_size=6))
def test_whatever_stands_in_a_table_is_read_without_an_error(rows: list[list[str]]):
    for _number, course in table.courses([["名称", "学校", "讲次", "主讲"], *rows]):
        list(troubles_of(course))


@pytest.mark.parametrize(
    ("course", "codes"),
    [
        (Packed(), [Trouble.NO_TITLE]),
        (Packed(facts={"title": "一" * 256, "short_title": "一" * 7}), [Trouble.TOO_LONG] * 2),
        (Packed(facts={"title": "一"}, units=[PackedUnit("", minutes=0, format="dance")]), [Trouble.UNIT_TITLE, Trouble.FORMAT, Trouble.MINUTES]),
        (Packed(facts={"title": "一"}, units=[PackedUnit("a")] * 201), [Trouble.TOO_MANY]),
        (Packed(facts={"title": "一"}, files={"lesson_plan": PackedFile("a", "x.docx"), "handout": PackedFile("b", "x.docx")}), [Trouble.SHARED_PLAN]),
    ],
)
def test_what_cannot_be_kept_is_said(course: Packed, codes: list[Trouble]):
    assert [said.code for said in troubles_of(course)] == codes


@given(st.text(max_size=200))
def test_nothing_that_acts_comes_in_with_a_text(text: str):
    clean = prose.clean(f"<p>{text}</p><script>{text}</script><a href='javascript:x'>a</a><p onclick=x style=y>b</p>")
    assert "<script" not in clean
    assert "javascript:" not in clean.split(">a<")[-2] if ">a<" in clean else True
    assert " onclick" not in clean.rsplit("<p>", 1)[-1]


def test_words_for_parts_and_columns():
    assert [part_named(text) for text in ("《合唱》教学设计", "syllabus 2026", "课件", "照片")] == ["lesson_plan", "outline", "slides", None]
    assert [column_named(text) for text in ("课程名称（必填）", "Lead teachers", "备注")] == ["title", "teachers", ""]
