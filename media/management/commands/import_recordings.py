"""`manage.py import_recordings DIR --owner NAME`: every recording of a folder, once, however often it is run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from college.models import User
from media import domain
from media.storages import StoreAway


class Command(BaseCommand):
    help = "Take in every recording of a folder and of those below it. What is known by its content is skipped, so it can be run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--owner", required=True, metavar="NAME", help="user name of who looks after them")

    def handle(self, *args: Any, folder: Path, owner: str, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        user = User.objects.filter(username=owner, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no account {owner}.")
        counts: Counter[str] = Counter()
        for path in domain.files_below(folder):
            word, why = self.taken(path, user)
            counts[word] += 1
            self.stdout.write(f"{word}: {_shown(path.relative_to(folder))}{why}")
        self.stdout.write(f"{counts['imported']} imported, {counts['known']} known, {counts['left out']} left out.")

    def taken(self, path: Path, user: User) -> tuple[str, str]:
        """What became of one file, and why. A full disk or a store that is away ends everything: nothing after it would fit either."""
        try:
            made = domain.import_file(path=path, owner=user, now=timezone.now())
        except (domain.NoRoom, StoreAway) as error:
            raise CommandError(f"{_shown(path)}: {error}") from error
        except domain.UploadRefused as refusal:
            return "left out", f" ({refusal})"
        except OSError as error:
            return "left out", f" ({error.strerror})"
        return ("known", "") if made is None else ("imported", f" (recording {made.pk})")


def _shown(path: Path) -> str:
    """A name as a terminal can print it: one line, whatever bytes it is made of."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(path))
