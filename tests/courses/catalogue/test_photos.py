"""At every door: what is kept of a photograph does not say where it was taken, also inside Word files and presentations."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from PIL import Image
from pptx import Presentation
from wagtail.images.models import Image as WagtailImage

from college.roles import Role
from courses.catalogue.domain import drops, library
from courses.catalogue.models import CourseDocument
from tests.factories.catalogue import course_file
from tests.factories.college import person
from tests.factories.photos import GPS, PLACE, photo

pytestmark = pytest.mark.django_db


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def in_word(data: bytes) -> bytes:
    document, out = Document(), BytesIO()
    document.add_picture(BytesIO(data))
    document.save(out)
    return out.getvalue()


def in_slides(data: bytes) -> bytes:
    deck, out = Presentation(), BytesIO()
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(BytesIO(data), 0, 0)
    deck.save(out)
    return out.getvalue()


def told(content: bytes) -> bool:
    """Whether a kept file says the place, also in a part of it."""
    parts = [content]
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            assert archive.testzip() is None
            parts = [archive.read(name) for name in archive.namelist()]
    return any(PLACE.encode() in part for part in parts)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("活动.jpg", photo("JPEG", 6)),
        ("活动.PNG", photo("PNG")),
        ("活动.webp", photo("WEBP")),
        ("讲义.docx", in_word(photo("JPEG"))),
        ("课件.pptx", in_slides(photo("PNG"))),
    ],
)
def test_files_are_kept_without_the_place_by_every_door(name: str, content: bytes) -> None:
    me, now = person("", Role.TEACHER), timezone.now()
    assert told(content)
    one = library.add(by=me, file=sent(name, content), now=now)
    two = drops.receive(drop_id=drops.begin(by=me, now=now).pk, by=me, file=sent(name, content), now=now).document
    three = course_file(name, content, by=me)  # as the editor's form and the import write it
    assert two is not None
    kept = [CourseDocument.objects.get(pk=document.pk).file.open("rb").read() for document in (one, two, three)]
    assert not any(told(content) for content in kept)
    assert len({document.sha256 for document in (one, two, three)}) == 1  # the same photograph is still the same file
    assert [document.file_size for document in (one, two, three)] == [len(kept[0])] * 3
    _same, changed = library.replace(document_id=one.pk, by=me, file=sent(name, content), now=now)
    assert not changed
    if name.endswith("docx"):
        assert [paragraph.text for paragraph in Document(BytesIO(kept[0])).paragraphs] == [""]


def test_pictures_of_wagtail_too() -> None:
    client = Client()
    client.force_login(person("", is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    form = {"title": "老师", "collection": 1, "file": sent("老师.jpg", photo("JPEG", 6))}
    assert client.post(reverse("wagtailimages:add"), form).status_code == 302
    kept = WagtailImage.objects.get()
    data = kept.file.open("rb").read()
    assert not Image.open(BytesIO(data)).getexif().get_ifd(GPS)
    assert not told(data)
    assert kept.file_size == len(data)
