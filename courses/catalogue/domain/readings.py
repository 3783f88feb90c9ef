"""Reading course files for the site: asking for it, doing it, storing what was made."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.db.models.fields.files import FieldFile

from courses.catalogue.domain.reading_holders import documents_of, file_of, is_held, tell_pages
from courses.catalogue.domain.reading_leases import Lease, LostClaim, State, claim, failed, free_at, is_made
from courses.catalogue.domain.recognising import recognise
from courses.catalogue.models import CourseDocument, Reading, ReadingPage, ReadingPicture
from courses.catalogue.reading import READERS, Made, MadePage, MadePicture, Unread
from courses.catalogue.rules.readings import EDITION, Kind, Reason
from media.processes import Stop, Stopped, TimedOut, Watch
from media.storages import StoreAway, at_hand, borrowing

logger = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=30)  # within which the job that an upload has enqueued comes by itself


def ask_reading(*, sha256: str, kind: str, now: datetime) -> Reading | None:
    """The reading of a content, which is made by and by; None for a kind that is not read. Asked twice, it is the same."""
    if kind not in READERS:
        return None
    reading, _ = Reading.objects.get_or_create(sha256=sha256, defaults={"kind": kind, "asked_at": now})
    return reading


def make_reading(*, reading_id: int, now: datetime, stop: Stop | None = None) -> bool:
    """Read one content. False when nothing was done: it is read already, another worker is at it, we shall stop, or the store is away."""
    lease = claim(reading_id, now)
    if lease is None:
        return False
    try:
        recognise(lease, stop or Event()) if is_made(lease.reading) else _read(lease, stop or Event())
    except LostClaim:
        logger.info("The reading %s belongs to somebody else now", reading_id)
    except (Stopped, StoreAway):
        lease.release(state=State.READY if is_made(lease.reading) else State.WAITING, attempts=F("attempts") - 1)
        return False
    return True


def waiting_readings(*, now: datetime, limit: int = 20) -> list[int]:
    """Work whose job was lost, whose worker was ended, or that an older reader has done; oldest first."""
    forgotten = free_at(now).exclude(state=State.WAITING, asked_at__gte=now - PATIENCE)
    return list(forgotten.order_by("asked_at", "pk").values_list("pk", flat=True)[:limit])


def has_more(*, reading_id: int, now: datetime) -> bool:
    """Whether a page that is shown has more scanned pages to be recognised."""
    return free_at(now).filter(pk=reading_id, state=State.READY).exists()


def reading_of(document: CourseDocument) -> Reading | None:
    """What was read from a document, or is being read; None where nothing will be."""
    return readings_of([document]).get(document.pk)


def readings_of(documents: Iterable[CourseDocument | None]) -> dict[int, Reading]:
    """The same for several documents, by their keys; one query, without the text."""
    held = [document for document in documents if document is not None and document.sha256]
    found = {one.sha256: one for one in Reading.objects.filter(sha256__in={document.sha256 for document in held}).defer("text")} if held else {}
    return {document.pk: found[document.sha256] for document in held if document.sha256 in found}


def _read(lease: Lease, stop: Stop) -> None:
    watch = Watch(stop=stop, on_tick=lease.tick)
    with tempfile.TemporaryDirectory(prefix="reading-") as folder, borrowing(watch.tick):
        try:
            made = READERS[Kind(lease.reading.kind)](_source(lease.reading), Path(folder), watch)
        except (LostClaim, Stopped, StoreAway):
            raise
        except Exception as failure:
            lease.write(**failed(_reason(failure, lease), lease.time()))
        else:
            _keep(lease, made)
    tell_pages(lease.reading.sha256)


def _source(reading: Reading) -> Path:
    """The file on this machine. Raises FileNotFoundError when it is lost, StoreAway."""
    path = at_hand(file_of(reading.sha256))
    if not path.exists():
        raise FileNotFoundError(path.name)
    return path


def _reason(failure: Exception, lease: Lease) -> Reason:
    """What the failure means to people; what nobody has thought of is written into the log too."""
    if isinstance(failure, Unread):
        return failure.reason
    if isinstance(failure, FileNotFoundError):
        return Reason.LOST
    if isinstance(failure, TimedOut | MemoryError):
        return Reason.TOO_MUCH
    logger.error("The course file %s could not be read", lease.reading, exc_info=failure)
    return Reason.BROKEN


def _keep(lease: Lease, made: Made) -> None:
    """Files first, outside of any transaction; then all rows at once, or none; then what they replace goes."""
    stored: list[FieldFile] = []
    try:
        pages = [_page(lease, page, stored) for page in made.pages]
        pictures = [_picture(lease, number, picture, stored) for number, picture in enumerate(made.pictures, start=1)]
        replaced = _write(lease, made, pages, pictures)
    except BaseException:
        discard(stored)
        raise
    discard(replaced)


def _page(lease: Lease, made: MadePage, stored: list[FieldFile]) -> ReadingPage:
    lease.tick()
    row = ReadingPage(reading=lease.reading, number=made.number, title=made.title[:300], text=made.text, html=made.html, notes=made.notes, unread=made.unread)
    if made.picture:
        row.width, row.height = made.picture.width, made.picture.height
        _store(row.picture, made.picture.file, stored)
    if made.thumbnail:
        _store(row.thumbnail, made.thumbnail, stored)
    return row


def _picture(lease: Lease, number: int, made: MadePicture, stored: list[FieldFile]) -> ReadingPicture:
    lease.tick()
    row = ReadingPicture(reading=lease.reading, number=number, alt=made.alt[:1000], width=made.width, height=made.height)
    _store(row.file, made.file, stored)
    return row


def _store(field: FieldFile, path: Path, stored: list[FieldFile]) -> None:
    with path.open("rb") as stream:
        field.save(path.name, File(stream), save=False)
    stored.append(field)


def _write(lease: Lease, made: Made, pages: list[ReadingPage], pictures: list[ReadingPicture]) -> list[FieldFile]:
    """The rows of a reading; answers the files of the rows that they replace. Raises LostClaim."""
    now, reading = lease.time(), lease.reading
    told = {"how": made.how, "html": made.html, "headings": made.headings, "text": made.text, "page_count": made.page_count, "cut_short": made.cut_short}
    with transaction.atomic():
        lease.release(state=State.READY, edition=EDITION, finished_at=now, attempts=0, **told)
        replaced = files_of(reading)
        reading.pages.all().delete()
        reading.pictures.all().delete()
        ReadingPage.objects.bulk_create(pages)
        ReadingPicture.objects.bulk_create(pictures)
        _spread_words(reading.sha256, made, now)
    return replaced


def _spread_words(sha256: str, made: Made, now: datetime) -> None:
    """Search and lists take the words and the number of pages from the documents."""
    for document in documents_of(sha256).select_for_update(of=("self",)):
        document.text, document.extracted_at = made.text, now
        document.slide_count = made.page_count
        document.save(update_fields=["text", "slide_count", "extracted_at"])


def files_of(reading: Reading) -> list[FieldFile]:
    """All files that a reading's rows name."""
    rows = [field for page in reading.pages.all() for field in (page.picture, page.thumbnail)]
    return [field for field in [*rows, *(picture.file for picture in reading.pictures.all())] if field]


def discard(files: Iterable[FieldFile]) -> None:
    """Delete files that no row names any more. What fails here leaves a file too many, never one too few."""
    for file in files:
        try:
            file.storage.delete(file.name or "")
        except OSError:
            logger.warning("%s could not be deleted", file.name, exc_info=True)


def forget_reading(*, sha256: str) -> None:
    """Deletes what was read from a content that no document and no version of one holds any more."""
    reading = Reading.objects.filter(sha256=sha256).first()
    if reading is None or is_held(sha256):
        return
    files = files_of(reading)
    reading.delete()
    discard(files)
