"""`manage.py import_recordings`: a folder of old recordings is taken in once, and says what it did with each."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from college.models import User
from media import domain
from media.models import Recording

pytestmark = pytest.mark.django_db
FILM = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 40


@pytest.fixture
def owner(db: Any) -> User:
    return User.objects.create_user("chenjing", password="x")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "old"
    files = {
        "2024/第一讲.mp4": FILM,
        "2024/copy.mov": FILM,
        "2025/第二讲.mp4": FILM + b"2",
        "讲义.pdf": b"%PDF-1.7",
        "empty.mp4": b"",
        ".hidden/x.mp4": FILM + b"3",
    }
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def lines(folder: Path, capsys: Any) -> list[str]:
    call_command("import_recordings", str(folder), owner="chenjing")
    return str(capsys.readouterr().out).splitlines()


def test_each_file_is_taken_in_once_and_said(folder: Path, owner: User, capsys: Any) -> None:
    said = lines(folder, capsys)
    assert said[-1] == "2 imported, 1 known, 2 left out."
    assert [line.split(" (")[0] for line in said[:-1]] == [
        "imported: 2024/copy.mov",
        "known: 2024/第一讲.mp4",
        "imported: 2025/第二讲.mp4",
        "left out: empty.mp4",
        "left out: 讲义.pdf",
    ]
    assert sorted(Recording.objects.values_list("title", "owner__username")) == [("copy", "chenjing"), ("第二讲", "chenjing")]
    assert {Path(one.original.path).read_bytes() for one in Recording.objects.all()} == {FILM, FILM + b"2"}
    assert (folder / "2024/copy.mov").read_bytes() == FILM


def test_run_again_it_takes_what_is_new(folder: Path, owner: User, capsys: Any) -> None:
    lines(folder, capsys)
    (folder / "new.mp4").write_bytes(FILM + b"new")
    assert lines(folder, capsys)[-1] == "1 imported, 3 known, 2 left out."
    assert len(list(Path(site.PRIVATE_ROOT).iterdir())) == Recording.objects.count() == 3


def test_what_is_too_big_cannot_be_read_or_is_no_file_is_left_out(folder: Path, owner: User, capsys: Any, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = len(FILM)
    os.mkfifo(folder / "a-pipe.mp4")
    (folder / "gone.mp4").symlink_to(folder / "nowhere")
    (folder.joinpath(os.fsdecode(b"bad-\xff\n.mp4"))).write_bytes(b"x")
    said = lines(folder, capsys)
    assert said[-1] == "1 imported, 1 known, 4 left out."
    assert any(line.startswith("left out: bad-??.mp4") for line in said)


def test_a_full_disk_ends_it(folder: Path, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.parent / "private").write_text("no folder: nothing can be kept")
    with pytest.raises(CommandError):
        call_command("import_recordings", str(folder), owner="chenjing")
    assert not Recording.objects.exists()


@pytest.mark.parametrize(("name", "who"), [("nowhere", "chenjing"), ("old", "nobody")])
def test_a_wrong_folder_or_name_is_said(folder: Path, owner: User, name: str, who: str) -> None:
    with pytest.raises(CommandError):
        call_command("import_recordings", str(folder.parent / name), owner=who)


def test_an_unreadable_file_is_an_error_of_the_verb(tmp_path: Path, owner: User) -> None:
    with pytest.raises(OSError, match="No such file"):
        domain.import_file(path=tmp_path / "gone.mp4", owner=owner, now=owner.date_joined)
