"""`manage.py seed_demo`: makes the demo college, and is harmless when it is there already."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo import accounts
from demo.seeding import replays, seed
from media import domain
from media.models import Recording
from media.stopping import STOP


class Command(BaseCommand):
    help = "Make the demo college: content, files, people, classes, recordings. Its accounts have a known password, so it wants DEMO=true."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--transcode", action="store_true", help="prepare the replays here instead of leaving them to the worker")

        parser.add_argument("--quiet-accounts", action="store_true", help="do not print the accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo accounts have a known password. Set DEMO=true if this is not a real college.")
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # its line for every page would hide ours
        seed(now=timezone.now(), say=self._say)
        if options["transcode"]:
            self._transcode()
        if options["verbosity"] and not options["quiet_accounts"]:
            self._say(accounts.table())

    def _say(self, line: str) -> None:
        self.stdout.write(line)

    def _transcode(self) -> None:
        for recording in Recording.objects.filter(state=Recording.State.UPLOADED).order_by("pk"):
            self._say(f"preparing the replay of {recording}")
            domain.process(recording_id=recording.pk, now=timezone.now(), stop=STOP)
        replays.watch(timezone.now())
