"""`manage.py verify_ledger`: derives the whole ledger again and names the first entry that does not hold."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from college import triggers
from courses.credits import domain
from courses.credits.triggers import GUARDS


class Command(BaseCommand):
    help = "Derive the whole credit ledger again: one line, and an exit code of 1 when an entry does not hold or the database does not guard it."

    def handle(self, *args: Any, **options: Any) -> None:
        found = domain.verify()
        if found.broken:
            raise CommandError(f"BROKEN at {found.broken} ({found.entries} entries before it hold)")
        if names := sorted({guard.name for guard in GUARDS} & set(triggers.missing())):
            raise CommandError(f"{found.entries} entries hold, but the database does not guard them: {', '.join(names)}. Run `manage.py migrate`.")
        self.stdout.write(f"{found.entries} entries hold, head {found.head}")
