"""Recognising the words of scanned pages, a few at a time: their pictures are shown long before."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from courses.catalogue.domain.reading_holders import documents_of, tell_pages
from courses.catalogue.domain.reading_leases import Lease, State
from courses.catalogue.models import Reading, ReadingPage
from courses.catalogue.reading import scans
from courses.catalogue.rules.readings import MAX_TEXT
from media.processes import Stop, Watch


def recognise(lease: Lease, stop: Stop) -> None:
    """Read the next scanned pages of a reading that we hold, and let it go. A page on which nothing is found is not asked again."""
    watch = Watch(stop=stop, on_tick=lease.tick)
    pages = list(lease.reading.pages.filter(unread=True).exclude(picture="")[: scans.AT_ONCE])
    with tempfile.TemporaryDirectory(prefix="scans-") as folder:
        there = [scan for page in pages if (scan := _fetched(page, Path(folder)))]
        found = scans.read(there, watch) if there else []
    with transaction.atomic():
        lease.release(state=State.READY, attempts=0)
        lease.reading.pages.filter(number__in=[page.number for page in pages]).update(unread=False)
        lease.reading.pages.filter(unread=True, picture="").update(unread=False)
        for words in found:
            lease.reading.pages.filter(number=words.number).update(html=words.html, text=words.text)
        _take_in(lease, found)
    tell_pages(lease.reading.sha256)


def _fetched(page: ReadingPage, folder: Path) -> scans.Scan | None:
    """The page's picture as a file here; None for one that is lost."""
    path = folder / f"{page.number}.webp"
    try:
        with page.picture.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    except FileNotFoundError:
        return None
    return scans.Scan(page.number, path, page.width, page.height)


def _take_in(lease: Lease, found: Sequence[scans.Words]) -> None:
    """The words of all pages become those of the file; the new headings stand among the others, by their pages."""
    reading = Reading.objects.get(pk=lease.reading.pk)
    pages = list(reading.pages.all())
    reading.text = "\n".join(page.text for page in pages if page.text)[:MAX_TEXT]
    places = {heading[1]: page.number for page in pages for heading in reading.headings if f'id="@{heading[1]}"' in page.html}
    new = [(words.number, list(heading)) for words in found for heading in words.headings]
    rows = [(places.get(heading[1], 0), heading) for heading in reading.headings] + new
    reading.headings = [heading for _, heading in sorted(rows, key=lambda row: row[0])]
    reading.save(update_fields=["text", "headings"])
    for document in documents_of(reading.sha256).select_for_update(of=("self",)):
        document.text, document.extracted_at = reading.text, lease.time()
        document.save(update_fields=["text", "extracted_at"])
