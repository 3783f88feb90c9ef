"""`manage.py prepare_store`: the S3 store of STORAGE_URL made ready for this college, and told that it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from media.storages import StoreAway


class Command(BaseCommand):
    help = "Make the bucket if it is missing, let browsers on this site's pages read from it (CORS), and try whether files can be written, read and deleted."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.STORE is None:
            raise CommandError("STORAGE_URL names a folder: there is nothing to prepare.")
        from media.storages.bucket import bucket_of

        bucket, site = bucket_of(settings.STORE), urlsplit(settings.SITE_URL)
        origin = f"{site.scheme}://{site.netloc}"
        try:
            bucket.prepare()
            _try(bucket)
            bucket.allow(origin)
        except StoreAway as away:
            raise CommandError(f"The store at {settings.STORE.endpoint} refuses or does not answer: {away.detail}") from away
        self.stdout.write(f"The bucket {settings.STORE.bucket} can be written and read, and pages of {origin} may play from it.")


def _try(bucket: Any) -> None:
    key = f"probe/{uuid4().hex}"
    bucket.put(key, b"ok")
    if bucket.get(key) != b"ok":
        raise CommandError("The store gave back something else than was written.")
    bucket.delete(key)
