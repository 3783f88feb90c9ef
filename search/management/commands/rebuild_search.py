"""`manage.py rebuild_search`: make the whole search index anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search import indexing
from search.backends import Unreachable


class Command(BaseCommand):
    help = "Makes the search index anew, in the database and in Elasticsearch where there is one. Searches are answered all the while."

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            number = indexing.rebuild(now=timezone.now())
        except Unreachable as error:
            raise CommandError(f"The index in the database is new, Elasticsearch could not be filled: {error}") from error
        self.stdout.write(f"{number} documents in {time.monotonic() - began:.1f} s")
