"""`manage.py prepare_store`: the S3 store of STORAGE_URL made ready for this college, and told that it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.storages import StoreAway


class Command(BaseCommand):
    help = "Make the bucket if it is missing, let browsers on this site's pages read from it (CORS), and try whether files can be written, read and deleted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--take", type=Path, metavar="FOLDER", help="also bring there what lies in this folder, which STORAGE_URL named before")

    def handle(self, *args: Any, take: Path | None, **options: Any) -> None:
        if settings.STORE is None:
            raise CommandError("STORAGE_URL names a folder: there is nothing to prepare.")
        from media.storages.bucket import bucket_of

        bucket, site = bucket_of(settings.STORE), urlsplit(settings.SITE_URL)
        origin = f"{site.scheme}://{site.netloc}"
        try:
            bucket.prepare()
            _try(bucket)
            bucket.allow(origin)
            moved = self.taken(take) if take else 0
        except StoreAway as away:
            raise CommandError(f"The store at {settings.STORE.endpoint} refuses or does not answer: {away.detail}") from away
        self.stdout.write(f"The bucket {settings.STORE.bucket} can be written and read, and pages of {origin} may play from it.")
        if take:
            self.stdout.write(f"{moved} files and replays were brought there.")

    def taken(self, folder: Path) -> int:
        from media.storages.moving import move

        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        number = 0
        for key in move(folder):
            self.stdout.write(key)
            number += 1
        return number


def _try(bucket: Any) -> None:
    key = f"probe/{uuid4().hex}"
    bucket.put(key, b"ok")
    if bucket.get(key) != b"ok":
        raise CommandError("The store gave back something else than was written.")
    bucket.delete(key)
