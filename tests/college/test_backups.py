"""A backup brings everything back: people, files, and a ledger whose head is the same and which still refuses changes."""

import tarfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from college.models import User
from courses.credits.domain.verification import verify

SMALL = ("--courses=6", "--learners=5", "--entries=8")


def run(*command: Any) -> str:
    said = StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_what_was_backed_up_comes_back_and_nothing_else(tmp_path: Path, settings: Any):
    run("seed_scale", *SMALL)
    original = settings.PRIVATE_ROOT / "lecture.mp4"
    original.parent.mkdir(parents=True, exist_ok=True)
    original.write_bytes(b"a recording")
    before, people, target = verify(), User.objects.count(), tmp_path / "college.tar"
    assert before.head in run("backup", target)

    run("seed_scale", *SMALL, "--force")
    original.unlink()
    assert verify().head != before.head
    with pytest.raises(CommandError, match="--force"):
        run("restore", target)
    assert before.head in run("restore", target, "--force")

    after = verify()
    assert (after.head, after.entries, after.broken) == (before.head, before.entries, None)
    assert User.objects.count() == people
    assert original.read_bytes() == b"a recording"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE courses_entry SET amount = 1")


@pytest.mark.django_db(transaction=True)
def test_a_backup_never_overwrites_and_another_file_is_refused(tmp_path: Path):
    (tmp_path / "there.tar").write_text("no tar at all")
    with pytest.raises(CommandError, match="already"):
        run("backup", tmp_path / "there.tar")
    with pytest.raises(CommandError, match="no backup"):
        run("restore", tmp_path / "there.tar")
    run("backup", tmp_path / "small.tar", "--database-only")
    with tarfile.open(tmp_path / "small.tar") as tar:
        assert sorted(tar.getnames()) == ["about.json", "database.sqlite3"]
