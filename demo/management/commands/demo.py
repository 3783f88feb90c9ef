"""`manage.py demo`: make the demo college where there is none, then serve it until Ctrl-C."""

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from college import supervisor
from demo import accounts

MADE_OF = ("*/migrations/*.py", "demo/**/*.py", "demo/recordings/*", "requirements/base.txt")


def fingerprint() -> str:
    """Changes when the database or the demo's content would come out differently."""
    digest = hashlib.sha256()
    for pattern in MADE_OF:
        for file in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(file.relative_to(settings.BASE_DIR).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


class Command(BaseCommand):
    help = "Make the demo college and serve it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="Make the college, then stop.")

    def handle(self, *args: Any, port: int, prepare_only: bool, **options: Any) -> None:
        try:
            lock = supervisor.hold_lock(settings.DATA_DIR)
            supervisor.require_free(port)
        except supervisor.AlreadyRunning as busy:
            raise CommandError(f"A college is running here already ({busy}). Stop it first, or set PORT and DATA_DIR to others.") from None
        self.prepare()
        if not prepare_only:
            sys.exit(self.serve(port))
        lock.close()

    def prepare(self) -> None:
        stamp: Path = settings.DATA_DIR / "made-of"
        made_of = fingerprint()
        if stamp.exists() and stamp.read_text() == made_of:
            return
        self.step("Making the database", lambda: call_command("migrate", verbosity=0))
        self.step("Filling the demo college", lambda: call_command("seed_demo", "--quiet-accounts", stdout=self.stdout))
        stamp.write_text(made_of)

    def step(self, name: str, work: Any) -> None:
        start = time.monotonic()
        self.stdout.write(f"{name} …", ending="\n")
        self.stdout.flush()
        work()
        self.stdout.write(f"{name}: done in {time.monotonic() - start:.0f} s")

    def serve(self, port: int) -> int:
        os.environ["DJANGO_SETTINGS_MODULE"] = "college.settings.dev"
        os.environ.setdefault("DEMO", "true")
        self.stdout.write(
            f"\n  http://127.0.0.1:{port}\n\n{accounts.table()}\n\n  Ctrl-C stops it. Recordings are prepared in the background; their pages show how far.\n"
        )
        self.stdout.flush()
        return supervisor.Supervisor(supervisor.commands(port)).run()
