"""`manage.py seed_scale`: adds a large college by bulk inserts, for measurements."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from courses.catalogue.models import CoursePage
from demo.scale import Size, make


class Command(BaseCommand):
    help = "Add a large college for measurements: courses, classes, learners, a ledger. Not for a college that people use: nothing of it can be taken back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--courses", type=int, default=10_000)
        parser.add_argument("--learners", type=int, default=20_000)
        parser.add_argument("--entries", type=int, default=1_000_000, help="lines of the ledger, each with its completed class and its evidence")
        parser.add_argument("--force", action="store_true", help="also where there are courses already")

    def handle(self, *args: Any, **options: Any) -> None:
        size = Size(options["courses"], options["learners"], options["entries"])
        if size.courses < 2 or size.learners < 1 or size.entries < 0:
            raise CommandError("At least two courses, one learner and no negative number of entries.")
        if size.entries > size.learners * size.courses // 2:
            raise CommandError("So many entries need more courses or learners: a course counts once for each.")
        if CoursePage.objects.exists() and not options["force"]:
            raise CommandError("There are courses here already. What this makes cannot be taken back: use another DATA_DIR, or --force.")
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        self.begun = time.monotonic()
        make(size, now=timezone.now(), say=self._say)
        self._say("done")

    def _say(self, line: str) -> None:
        self.stdout.write(f"{time.monotonic() - self.begun:6.1f} s  {line}")
