"""Clips, made once a session by the ffmpeg that the site itself uses."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.tasks import default_task_backend

from college.models import User
from media import processes, storages
from media.domain import leases, steps
from media.models import Recording
from media.probing import probe
from media.rules import STEPS
from media.transcoding import Made, encode
from tests.factories import media as make


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="session")
def lecture(clips: Path) -> Path:
    """What most cameras give: H.264 and AAC, a keyframe a second, index in front."""
    return make.clip(clips / "lecture.mp4", "-g", "25", "-movflags", "+faststart", "-preset", "veryfast", "-profile:v", "main", seconds=9)


@pytest.fixture(scope="session")
def talk(clips: Path) -> Path:
    """The same as small as it can be, for what is done to a replay after it is there."""
    return make.clip(clips / "talk.mp4", "-g", "25", "-movflags", "+faststart", "-profile:v", "main", "-preset", "veryfast", size="64x48", seconds=9)


@pytest.fixture(scope="session")
def voice(clips: Path) -> Path:
    """Sound alone, which is prepared with half the programs."""
    return make.clip(clips / "voice.m4a", video=False, seconds=9)


@pytest.fixture(scope="session")
def short(clips: Path) -> Path:
    return make.clip(clips / "short.mp4", "-g", "10", size="64x48", fps=10, seconds=1)


@pytest.fixture
def jobs(settings: Any) -> Any:
    """The jobs that were put on the queue, remembered by Django's own backend instead of a table."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "media-quick", "media", "files"]}}
    return default_task_backend


@pytest.fixture
def owner(db: Any) -> User:
    return User.objects.create_user("wangfang", password="pass-for-tests")


@pytest.fixture(scope="session")
def replay(short: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """What the encoder makes of the short clip."""
    folder = tmp_path_factory.mktemp("replay")
    return folder, encode(short, probe(short), folder, watch=processes.Watch())


@pytest.fixture
def ready(owner: User, short: Path, replay: tuple[Path, Made]) -> Recording:
    """A recording with a real replay, encoded once for all tests and published by the room's own steps."""
    recording = make.received(short, owner)
    lease = leases.claim(recording.pk, make.NOW, STEPS)
    assert lease is not None
    lease.begin("ladder", state=Recording.State.ENCODING)
    attempt = storages.attempt_folder(recording.pk, storages.random_name())
    shutil.copytree(replay[0], attempt, dirs_exist_ok=True)
    result = steps.published(lease, lease.row(), attempt, replay[1])
    result.record()
    lease.release(step="", **result.fields, **steps.COMPLETE)
    recording.refresh_from_db()
    return recording
