"""`manage.py restore FILE`: the database and files of a backup, and a look at the ledger afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.module_loading import import_string

from college import backups
from college.errors import DomainError
from college.models import User


class Command(BaseCommand):
    help = "Put a backup in the place of this database. Stop the web server and the workers first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="also when there are people in this database: it is overwritten")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["force"] and _is_used():
            raise CommandError("There are people in this database. Name an empty one by DATABASE_URL, or overwrite this one with --force.")
        try:
            about = backups.restore(options["file"].resolve())
        except DomainError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)  # a backup of an older version, and the triggers
        found = import_string("courses.credits.domain.verification.verify")()
        if found.broken or found.head != about["ledger_head"]:
            raise CommandError(f"The ledger is not the one that was backed up: {found.broken or found.head}")
        self.stdout.write(f"Restored the college of {about['made_at']}: {found.entries} ledger entries hold, head {found.head}")


def _is_used() -> bool:
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()
