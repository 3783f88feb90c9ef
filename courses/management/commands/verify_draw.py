"""`manage.py verify_draw FILE`: computes a draw again from its published file. It asks no database and no network."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.selection.rules import draw_file


class Command(BaseCommand):
    help = "Compute a draw again from its published file: one line, and an exit code of 1 when the seats are not those that come out."
    requires_system_checks = []
    SHOWN = 10  # faults named one by one

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        read = self._read(file)
        if read.opening is None:
            self.stdout.write(f"Not drawn yet: {len(read.ballots)} people, {len(read.options)} classes, list {read.list_sha256}")
            return
        found = draw_file.check(read)
        if found.faults:
            more = [f"and {len(found.faults) - self.SHOWN} more"] if len(found.faults) > self.SHOWN else []
            raise CommandError("\n".join(["DOES NOT HOLD", *found.faults[: self.SHOWN], *more]))
        self.stdout.write(f"{len(found.seats)} seats hold: {len(read.ballots)} people, {len(read.options)} classes, list {read.list_sha256}")

    @staticmethod
    def _read(file: Path) -> draw_file.DrawFile:
        try:
            return draw_file.read(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        except draw_file.DrawFileError as error:
            raise CommandError(f"{file} is not the file of a draw: {error}") from None
