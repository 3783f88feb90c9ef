"""`manage.py verify_seats`: counts the seats of all classes again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.selection.domain.counting import miscounted
from courses.selection.models import Offering


class Command(BaseCommand):
    help = "Count the seats of all classes again: one line, and an exit code of 1 when somewhere they do not add up."

    def handle(self, *args: Any, **options: Any) -> None:
        found = miscounted()
        if found:
            raise CommandError("\n".join(f"class {one.offering_id}: {one._asdict()}" for one in found))
        self.stdout.write(f"The seats of {Offering.objects.count()} classes add up")
