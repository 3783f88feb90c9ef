"""Making readings: once a content, by one worker at a time, and nothing is left behind by those who end or lose their hold."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from courses.catalogue import domain, reading
from courses.catalogue.domain import files as files_domain
from courses.catalogue.domain import readings
from courses.catalogue.models import CourseDocument, Reading
from courses.catalogue.reading import Made, MadePage, MadePicture, Unread, scans
from courses.catalogue.rules.readings import EDITION, LEASE_SECONDS, MAX_TRIES, Kind, Reason
from courses.catalogue.tasks import make_reading, read_document, sweep_readings
from media.processes import Stopped
from tests.conftest import lacking
from tests.factories import papers
from tests.factories.catalogue import course_file, docx_bytes, webp_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(monkeypatch):
    """In place of the reader of Word files one that does what the test says; the child's own are tested in test_reading_files."""

    def use(function):
        monkeypatch.setitem(reading.READERS, Kind.DOCX, function)

    use(made)
    return use


def made(path, folder, watch):
    (folder / "picture.webp").write_bytes(webp_bytes())
    picture = MadePicture(folder / "picture.webp", 8, 6, "墙")
    return Made("text", "<p>字</p>", [], "字", pages=[MadePage(1, picture=picture, thumbnail=picture.file)], pictures=[picture])


def asked(name="讲义.docx", content=None, now=None):
    document = course_file(name, content or docx_bytes("字"))
    domain.read_words(document_id=document.pk, now=now or timezone.now())
    return document, Reading.objects.get(sha256=document.sha256)


def make(row, now=None):
    done = domain.make_reading(reading_id=row.pk, now=now or timezone.now())
    row.refresh_from_db()
    return done


def files(tmp_path):
    return sorted(path.name for path in tmp_path.rglob("*.webp"))


@pytest.mark.both_databases
def test_the_same_file_is_read_once(reader):
    first, row = asked()
    second, same = asked("同一份.docx")
    assert row == same
    assert make(row)
    assert not make(row)
    assert (row.state, row.how, row.edition) == ("ready", "text", EDITION)
    assert {document.text for document in CourseDocument.objects.filter(pk__in=[first.pk, second.pk])} == {"字"}
    third, _ = asked("再一份.docx")
    assert CourseDocument.objects.get(pk=third.pk).text == "字"


def test_an_older_content_keeps_its_own_reading(reader):
    document, row = asked()
    make(row)
    document.file = SimpleUploadedFile("讲义.docx", docx_bytes("新的"))
    document.save()
    read_document.call(document.pk)
    assert Reading.objects.count() == 2
    assert domain.reading_of(CourseDocument.objects.get(pk=document.pk)).state == "waiting"
    assert Reading.objects.get(pk=row.pk).html == "<p>字</p>"
    domain.forget_reading(sha256=row.sha256)
    assert Reading.objects.filter(pk=row.pk).exists()  # the document's first version holds it
    assert readings.file_of(row.sha256).name == document.versions.get(number=1).file.name


def test_a_file_that_is_replaced_while_it_is_read_keeps_the_hash_of_the_new_one(monkeypatch):
    document = course_file("讲义.docx", docx_bytes("旧的"))
    readable = files_domain.readable_words

    def meanwhile(read):
        other = CourseDocument.objects.get(pk=document.pk)
        other.file = SimpleUploadedFile("讲义.docx", docx_bytes("新的"))
        other.save()
        return readable(read)

    monkeypatch.setattr(files_domain, "readable_words", meanwhile)
    domain.read_words(document_id=document.pk, now=timezone.now())
    document.refresh_from_db()
    assert document.text == ""
    assert document.extracted_at is None
    with document.file.open("rb") as stream:
        assert document.sha256 == sha256(stream.read()).hexdigest()


@pytest.mark.both_databases
def test_what_a_worker_left_is_taken_up_when_its_lease_has_run_out(reader):
    now = timezone.now()
    _, row = asked(now=now)
    Reading.objects.filter(pk=row.pk).update(state="working", claim="dead", lease_until=now + timedelta(seconds=LEASE_SECONDS), attempts=1)
    assert domain.waiting_readings(now=now) == []
    assert not make(row, now)
    later = now + timedelta(seconds=LEASE_SECONDS + 1)
    assert domain.waiting_readings(now=later) == [row.pk]
    assert make(row, later)
    assert (row.state, row.attempts, row.claim) == ("ready", 0, "")


def test_a_file_that_ends_its_worker_every_time_is_given_up(reader):
    now = timezone.now()
    _, row = asked(now=now)
    Reading.objects.filter(pk=row.pk).update(state="working", claim="dead", lease_until=now - timedelta(1), attempts=MAX_TRIES)
    assert not make(row, now)
    assert (row.state, row.reason) == ("failed", "gave_up")
    assert domain.waiting_readings(now=now + timedelta(1)) == []


@pytest.mark.parametrize(
    ("failure", "reason"),
    [(Unread(Reason.LOCKED), "locked"), (FileNotFoundError(), "lost"), (MemoryError(), "too_much"), (RuntimeError("odd"), "broken")],
)
def test_a_failure_is_told_in_words(reader, failure, reason):
    def fail(path, folder, watch):
        raise failure

    reader(fail)
    _, row = asked()
    assert make(row)
    assert (row.state, row.reason, row.claim) == ("failed", reason, "")


def test_a_worker_that_shall_stop_gives_it_back(reader):
    def stop(path, folder, watch):
        raise Stopped

    reader(stop)
    _, row = asked()
    assert not make(row)
    assert (row.state, row.attempts, row.claim) == ("waiting", 0, "")


def test_who_lost_the_hold_changes_nothing_and_leaves_no_file(reader, tmp_path):
    def slow(path, folder, watch):
        Reading.objects.update(claim="other", lease_until=timezone.now() + timedelta(minutes=1))
        return made(path, folder, watch)

    reader(slow)
    _, row = asked()
    make(row)
    assert (row.state, row.claim, row.html) == ("working", "other", "")
    assert files(tmp_path) == []


def test_a_newer_reader_reads_again_and_what_it_replaces_goes(reader, tmp_path):
    _, row = asked()
    make(row)
    before = files(tmp_path)
    assert len(before) == 3
    Reading.objects.update(edition=EDITION - 1)
    assert domain.waiting_readings(now=timezone.now() + timedelta(minutes=1)) == [row.pk]
    sweep_readings.call()
    row.refresh_from_db()
    assert row.edition == EDITION
    assert len(files(tmp_path)) == 3
    assert not set(before) & set(files(tmp_path))


def test_what_was_read_goes_with_its_last_document(reader, tmp_path, django_capture_on_commit_callbacks):
    first, row = asked()
    second, _ = asked("同一份.docx")
    make(row)
    for document, left in ((first, 1), (second, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            document.delete()
        assert Reading.objects.count() == left
    assert files(tmp_path) == []


def test_a_lost_file_is_no_error(tmp_path):
    document, row = asked()
    document.file.storage.delete(document.file.name)
    make(row)
    assert (row.state, row.reason) == ("failed", "lost")


def test_a_file_from_before_gets_its_hash_and_its_page():
    document = course_file("讲义.docx")
    CourseDocument.objects.filter(pk=document.pk).update(sha256="", extracted_at=None)
    read_document.call(document.pk)
    document.refresh_from_db()
    assert len(document.sha256) == 64
    assert domain.reading_of(document) is not None


def test_the_words_of_a_pdf_are_found_when_it_was_read():
    document, row = asked("通知.pdf", papers.pdf([(60, 100, 12, "消防演练在中心广场举行，请大家准时。")]))
    assert document.text == ""
    make(row)
    document.refresh_from_db()
    assert document.text == "消防演练在中心广场举行，请大家准时。"
    assert document.slide_count == 1


@pytest.fixture
def scanned(tmp_path):
    """A notice that was scanned."""
    font = next((path for path in papers.FONTS if path.exists()), None)
    if font is None or not scans.can_read():
        lacking("a reader of pictures, or a Chinese font", "requirements/ocr.txt; fonts-noto-cjk")
    page = Image.new("L", (620, 300), 250)
    ImageDraw.Draw(page).text((60, 100), "消防演练通知", fill=20, font=ImageFont.truetype(str(font), 48))
    page.save(tmp_path / "scan.pdf")
    return (tmp_path / "scan.pdf").read_bytes()


@pytest.mark.slow
def test_scanned_pages_are_shown_first_and_recognised_then(scanned, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "files"]}}
    document, row = asked("通知.pdf", scanned)
    make_reading.call(row.pk)
    row.refresh_from_db()
    assert (row.state, row.how, row.pages.get().unread) == ("ready", "ocr", True)
    assert domain.has_more(reading_id=row.pk, now=timezone.now())
    make_reading.call(row.pk)
    assert not domain.has_more(reading_id=row.pk, now=timezone.now())
    document.refresh_from_db()
    assert document.text == "消防演练通知"
    assert "消防演练通知" in row.pages.get().html


def test_a_long_scan_lets_others_have_their_turn(reader, monkeypatch):
    """What the machine reads is another test's; here every page says its number."""
    monkeypatch.setattr(scans, "can_read", lambda: True)
    monkeypatch.setattr(scans, "read", lambda some, watch: [scans.Words(one.number, f"<p>{one.number}</p>", str(one.number)) for one in some])
    pages = scans.AT_ONCE + 1
    _, row = asked()
    make(row)
    row.pages.all().delete()
    for number in range(1, pages + 1):
        row.pages.create(number=number, unread=True, picture=ContentFile(webp_bytes(), name="page.webp"), width=8, height=6)
    for left in (pages - scans.AT_ONCE, 0):
        assert make(row)
        assert (row.state, row.pages.filter(unread=True).count()) == ("ready", left)
    assert row.text.split() == [str(number) for number in range(1, pages + 1)]
    assert not make(row)


def test_scans_whose_reader_ends_every_time_are_shown_without_words(reader, monkeypatch):
    monkeypatch.setattr(scans, "can_read", lambda: True)
    now = timezone.now()
    _, row = asked(now=now)
    make(row, now)
    row.pages.update(unread=True)
    Reading.objects.update(state="working", claim="dead", lease_until=now - timedelta(1), attempts=MAX_TRIES)
    assert not make(row, now)
    assert (row.state, row.html) == ("ready", "<p>字</p>")
    assert not row.pages.filter(unread=True).exists()


def test_a_failing_disk_leaves_a_file_too_many_and_no_error(reader, monkeypatch, caplog):
    _, row = asked()
    make(row)
    stored = readings.files_of(row)

    def fail(name):
        raise OSError("read-only")

    monkeypatch.setattr(stored[0].storage, "delete", fail)
    readings.discard(stored[:1])
    assert "could not be deleted" in caplog.text
