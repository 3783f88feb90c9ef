"""`manage.py backup FILE`: database and files in one tar, while the college is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string

from college import backups
from college.errors import DomainError


class Command(BaseCommand):
    help = "Write database and files into one tar. People can go on working; what they do meanwhile is in the next one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--database-only", action="store_true", help="without uploads and recordings")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"].resolve()
        if target.exists():
            raise CommandError(f"{target} is there already.")
        verified = import_string("courses.credits.domain.verification.verify")()
        if verified.broken:
            self.stderr.write(f"The ledger does not verify ({verified.broken}); it is backed up as it is.")
        notes = {"ledger_entries": verified.entries, "ledger_head": verified.head}
        try:
            backups.write(target, now=timezone.now(), notes=notes, with_files=not options["database_only"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        if settings.STORE and not options["database_only"]:
            self.stdout.write("The files lie in the S3 store and are not in it: keep versions or a copy of the bucket there.")
        self.stdout.write(f"{target}: {target.stat().st_size / 1_000_000:.1f} MB, {verified.entries} ledger entries, head {verified.head}")
