"""Course files are judged by their content."""

import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from courses.catalogue.models import CourseDocument
from courses.catalogue.rules.files import OLD_OFFICE, Problem, problem_of
from courses.catalogue.texts import words_of
from tests.factories.catalogue import docx_bytes, pptx_bytes

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def judge(name, content):
    return problem_of(BytesIO(content), name, len(content))


def rezipped(content, *, add=None, change=None, drop=()):
    """The archive with parts added, changed (bytes -> bytes) or left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in drop:
                data = old.read(entry)
                new.writestr(entry.filename, (change or {}).get(entry.filename, lambda same: same)(data))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def bomb():
    return rezipped(pptx_bytes(), add={"ppt/media/image9.bin": b"\0" * (60 * 1024 * 1024)})


def flagged_as_encrypted():
    content = bytearray(pptx_bytes())
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    return bytes(content)


TYPES = "[Content_Types].xml"
MACRO_TYPE = {TYPES: lambda xml: xml.replace(b"presentationml.presentation.main+xml", b"presentation.macroEnabled.main+xml")}
ENTITY = {"ppt/presentation.xml": lambda xml: b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "b">]>' + xml.split(b"?>", 1)[1]}
REMOTE = b'<Relationships><Relationship Id="rId1" Type="http://x/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/></Relationships>'
RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'


def typed(content_type):
    return {TYPES: lambda xml: xml.replace(b"</Types>", b'<Override PartName="/word/x.bin" ContentType="%s"/></Types>' % content_type.encode())}


def related(attributes, **more):
    """A Word file with one more relation, in a file of relations of its own."""
    link = b"<Relationship Id='rId1' %s/>" % attributes.encode()
    return rezipped(docx_bytes(), add={"word/_rels/more.xml.rels": RELS % link, **more})


def declared(prolog, encoding="utf-8"):
    """A presentation with a document type in the part of its first slide."""
    doctype = f'<?xml version="1.0" encoding="{encoding}"?>{prolog}<!DOCTYPE p [<!ENTITY a "b">]>'
    part = "ppt/slides/slide1.xml"
    return rezipped(pptx_bytes(), change={part: lambda xml: (doctype + xml.decode().split("?>", 1)[1]).encode(encoding)})


def linked(kind, target):
    return related(f"Type='http://x/{kind}' Target='{target}' TargetMode='External'")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: rezipped(docx_bytes(), change=typed("application/vnd.ms-office.vbaProject"), add={"word/x.bin": b"x"}), Problem.MACROS),
        (lambda: related("Type='http://schemas.microsoft.com/office/2006/relationships/vbaProject' Target='x.bin'"), Problem.MACROS),
        (lambda: linked("attachedTemplate", "http://evil/x.dotm"), Problem.MACROS),
        (lambda: linked("oleObject", "file:///c:/x"), Problem.MACROS),
        (lambda: linked("frame", "http://evil/"), Problem.REMOTE),
        (lambda: linked("subDocument", "http://evil/x.docx"), Problem.REMOTE),
        (lambda: linked("image", "file://evil/share/x.png"), Problem.REMOTE),
        (lambda: linked("image", "//evil/share/x.png"), Problem.REMOTE),
        (lambda: rezipped(docx_bytes(), add={"word/embeddings/oleObject1.bin": b"x"}), Problem.MACROS),
        (lambda: rezipped(docx_bytes(), add={"word/embeddings/picture.png": OLD_OFFICE + b"x"}), Problem.MACROS),
        (lambda: rezipped(docx_bytes(), add={"word/media/picture.png": b"MZ\x90"}), Problem.MACROS),
        (lambda: rezipped(docx_bytes(), add={"word/_rels/x.xml.rels": b"<Relationships>"}), Problem.BROKEN),
        (lambda: rezipped(docx_bytes(), add={"WORD/document.xml": b"<a/>"}), Problem.BROKEN),
        (lambda: related("Type='http://x/styles' Target='x'" + " " * 31 * 1024 * 1024), Problem.BOMB),
    ],
)
def test_what_hides_in_a_word_file_is_found_under_any_name(make, problem):
    assert judge("讲义.docx", make()) == problem


@pytest.mark.parametrize("prolog", ["", f"<!--{'长' * 90_000}-->"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part_and_encoding(prolog, encoding):
    assert judge("课件.pptx", declared(prolog, encoding)) == Problem.BROKEN


@pytest.mark.parametrize(("kind", "target"), [("hyperlink", "https://www.example.cn/"), ("hyperlink", "file:///d:/x.mp4"), ("video", "https://v.example.cn/1")])
def test_links_that_a_reader_follows_or_sees_pass(kind, target):
    assert judge("讲义.docx", linked(kind, target)) is None


def test_a_chart_with_its_table_and_a_picture_pass():
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    data = CategoryChartData()
    data.categories = ["一月", "二月"]
    data.add_series("人数", (3, 4))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 900000, 900000, data)
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    slide.shapes.add_picture(picture, 0, 0)
    stream = BytesIO()
    deck.save(stream)
    assert judge("课件.pptx", stream.getvalue()) is None


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_what_libreoffice_saves_passes_and_is_read(tmp_path):
    source, out = tmp_path / "原文.pptx", tmp_path / "out"
    source.write_bytes(pptx_bytes())
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pptx", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = (out / source.name).read_bytes()
    assert judge(source.name, content) is None
    assert "三件事" in words_of(BytesIO(content), "pptx").text


@pytest.mark.parametrize("name", ["课件.pptx", "课件.PPTX"])
def test_a_real_presentation_passes(name):
    assert judge(name, pptx_bytes()) is None


def test_a_real_word_file_and_a_pdf_pass():
    assert judge("讲义.docx", docx_bytes()) is None
    assert judge("讲义.pdf", PDF) is None


@pytest.mark.parametrize(
    ("name", "make", "problem"),
    [
        ("空.pptx", lambda: b"", Problem.EMPTY),
        ("程序.pptx", lambda: b"MZ\x90\x00" + b"\0" * 500, Problem.MISMATCH),
        ("程序.exe", lambda: b"MZ\x90\x00" + b"\0" * 500, Problem.KIND),
        ("没有结尾", pptx_bytes, Problem.KIND),
        ("讲义.docx", pptx_bytes, Problem.MISMATCH),
        ("课件.pptx", docx_bytes, Problem.MISMATCH),
        ("网页.pdf", lambda: b"<html><script>alert(1)</script></html>", Problem.MISMATCH),
        ("断了.pdf", lambda: PDF[:20], Problem.BROKEN),
        ("锁了.pdf", lambda: PDF.replace(b"trailer\n<<", b"trailer\n<</Encrypt 5 0 R"), Problem.LOCKED),
        ("旧的.pptx", lambda: OLD_OFFICE + b"\0" * 500, Problem.LOCKED),
        ("锁了.pptx", flagged_as_encrypted, Problem.LOCKED),
        ("断了.pptx", lambda: pptx_bytes()[:2000], Problem.BROKEN),
        ("宏.pptx", lambda: rezipped(pptx_bytes(), add={"ppt/vbaProject.bin": b"x"}), Problem.MACROS),
        ("宏.pptx", lambda: rezipped(pptx_bytes(), change=MACRO_TYPE), Problem.MACROS),
        ("控件.pptx", lambda: rezipped(pptx_bytes(), add={"ppt/activeX/activeX1.xml": b"x"}), Problem.MACROS),
        ("夹带.pptx", lambda: rezipped(pptx_bytes(), add={"ppt/embeddings/setup.exe": b"MZ"}), Problem.MACROS),
        ("模板.docx", lambda: rezipped(docx_bytes(), add={"word/_rels/settings.xml.rels": REMOTE}, drop=["word/_rels/settings.xml.rels"]), Problem.MACROS),
        ("炸弹.pptx", bomb, Problem.BOMB),
        ("多.pptx", lambda: rezipped(pptx_bytes(), add={f"ppt/media/{i}": b"" for i in range(5001)}), Problem.BOMB),
        ("爬.pptx", lambda: rezipped(pptx_bytes(), add={"../../etc/cron.d/x": b"x"}), Problem.BROKEN),
        ("缺.pptx", lambda: rezipped(pptx_bytes(), drop=["ppt/presentation.xml"]), Problem.MISMATCH),
        ("实体.pptx", lambda: rezipped(pptx_bytes(), change=ENTITY), Problem.BROKEN),
        ("普通.docx", lambda: rezipped(docx_bytes(), drop=[TYPES]), Problem.MISMATCH),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(name, make, problem):
    assert judge(name, make()) == problem


def test_a_file_above_fifty_megabytes_is_refused_unread():
    assert problem_of(BytesIO(b""), "大.pptx", 50 * 1024 * 1024 + 1) == Problem.TOO_BIG


@given(st.binary(min_size=1, max_size=400), st.sampled_from(["a.pptx", "a.docx", "a.pdf", "a.zip"]), st.booleans())
def test_garbage_is_refused_and_never_an_error(garbage, name, as_zip):
    assert judge(name, (b"PK\x03\x04" if as_zip else b"") + garbage) is not None


@given(st.integers(0, 5000), st.integers(0, 255))
def test_a_damaged_presentation_is_judged_and_never_an_error(place, value):
    content = bytearray(pptx_bytes())
    content[place] = value
    judge("a.pptx", bytes(content))


@pytest.mark.django_db
def test_the_model_refuses_in_words_and_leaves_the_upload_readable():
    bad = CourseDocument(title="程序", file=ContentFile(b"MZ" * 300, name="程序.pptx"))
    with pytest.raises(ValidationError) as refused:
        bad.full_clean()
    assert refused.value.error_dict["file"][0].code == "mismatch"
    good = CourseDocument(title="课件", file=ContentFile(pptx_bytes(), name="课件.pptx"))
    good.full_clean(exclude=["collection"])
    good.save()
    assert good.file.read() == pptx_bytes()
