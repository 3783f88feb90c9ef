"""Real disks that are full or cannot be written: said in words, nothing half is left, and all goes on once there is room."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from college.models import User
from media import domain, storages
from media.domain import NoRoom
from media.rules import MAX_TRIES
from tests.factories import media as make
from tests.factories.media import MANY_TRIES, NOW


class Disk:
    """A disk of 1 MiB in memory."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._mount("-t", "tmpfs", "-o", "size=1m", "tmpfs")

    def spoil(self, how: str) -> None:
        if how == "read-only":
            self._mount("-o", "remount,ro")
        else:
            subprocess.run(["dd", "if=/dev/zero", f"of={self.place}/filled", "bs=4k"], capture_output=True, check=False)  # until nothing more goes in

    def mend(self, how: str) -> None:
        if how == "read-only":
            self._mount("-o", "remount,rw")
        else:
            (self.place / "filled").unlink()

    def end(self) -> None:
        subprocess.run(["umount", str(self.place)], check=False)

    def _mount(self, *options: str) -> None:
        subprocess.run(["mount", *options, str(self.place)], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    place = tmp_path / "disk"
    place.mkdir()
    try:
        made = Disk(place)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk is missing: only root may mount one")
    yield made
    made.end()


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_a_replay_that_cannot_be_written_is_made_once_there_is_room(owner: User, voice: Path, disk: Disk, settings: Any, how: str) -> None:
    settings.RENDITIONS_ROOT = disk.place / "renditions"
    recording = make.received(voice, owner)
    disk.spoil(how)
    for number in range(MAX_TRIES):
        make.processed(recording, now=NOW + number * MANY_TRIES)
    assert (recording.state, recording.error_code) == ("failed", "disk_full")
    assert recording.folder == ""
    assert Path(recording.original.path).read_bytes() == voice.read_bytes()
    disk.mend(how)
    assert list(storages.attempts()) == []
    domain.retry(recording=recording, now=NOW + 5 * MANY_TRIES)
    assert make.processed(recording, now=NOW + 5 * MANY_TRIES).state == "ready"


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_an_upload_that_finds_no_room_leaves_nothing_and_can_be_sent_again(owner: User, voice: Path, disk: Disk, settings: Any, how: str) -> None:
    settings.PRIVATE_ROOT = disk.place / "private"
    settings.PRIVATE_ROOT.mkdir()
    disk.spoil(how)
    with pytest.raises(NoRoom):
        make.received(voice, owner)
    assert owner.recordings.count() == 0
    assert list(settings.PRIVATE_ROOT.iterdir()) == []
    disk.mend(how)
    assert make.processed(make.received(voice, owner)).state == "ready"
