"""Odd and hostile files the whole way: sent by parts, through every step of the worker, to a replay or to a reason in plain Chinese. Nothing is left."""

import re
import resource
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.utils import translation

from college.models import User
from media import domain, processes, rules, storages
from media.domain import processing
from media.models import Recording, Upload
from media.probing import Unusable, probe
from media.transcoding import find_tool
from tests.factories import media as make
from tests.factories.media import NOW
from tests.media import hostile
from tests.media.hostile import DISGUISES, SCRIPT, after_a_tag, once, written

pytestmark = pytest.mark.usefixtures("own_ffmpeg")

PART = 100_000  # bytes

PLAYED: dict[str, tuple[Callable[[Path], Path], tuple[int, int]]] = {
    "sound alone": (hostile.sound, (0, 0)),
    "turned": (hostile.turned, (90, 160)),
    "at no steady rate": (hostile.varying, (160, 90)),
    "HEVC of ten bits": (hostile.deep_hevc, (160, 90)),
    "AV1": (hostile.av1, (160, 90)),
    "VP8 of no stated length": (hostile.lengthless, (160, 90)),
    "of odd sides": (hostile.odd, (212, 118)),
    "4:4:4": (hostile.all_colours, (160, 90)),
    "one picture": (hostile.one_picture, (160, 90)),
    "said to be an hour long": (hostile.said_to_be_long, (160, 90)),
    "said to be of no length": (hostile.said_to_be_short, (160, 90)),
    "with a subtitle bomb": (hostile.subtitle_bomb, (160, 90)),
    "with scripts for a title": (hostile.html, (160, 90)),
}
REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "without its index": (hostile.without_index, "incomplete"),
    "cut off": (hostile.cut_off, "incomplete"),
    "of sixty tracks": (hostile.sixty_tracks, "too_many_tracks"),
    "without a track": (hostile.no_tracks, "no_tracks"),
    "enormous": (hostile.huge, "picture_too_large"),
    "enormous, said to be small": (hostile.huge_but_said_small, "picture_too_large"),
    "a picture bomb": (hostile.picture_bomb, "picture_too_large"),
    "growing enormous, MP4": (hostile.grows_in_mp4, "picture_too_large"),
    "growing enormous, Matroska": (hostile.grows_in_matroska, "picture_too_large"),
    "growing enormous, a stream": (hostile.grows_in_a_stream, "picture_too_large"),
}
BOMBS = [kind for kind in REFUSED if "enormous" in kind or "bomb" in kind]


@pytest.fixture(scope="session")
def odd(shared_folder: Path) -> Path:
    """Where the files are, for all workers: some take seconds to make."""
    folder = shared_folder / "odd"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything that is only needed for a while is put."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def sent(path: Path, owner: User, name: str = "讲座.mp4") -> Recording:
    """By the door that every upload takes, in parts."""
    data = path.read_bytes()
    upload = domain.begin(owner=owner, target="test", name=name, length=len(data), now=NOW)

    def take(whole: domain.Arrived) -> Recording:
        return domain.receive(upload=whole, owner=owner, title="讲座", now=NOW)

    while not upload.is_done:
        part = data[upload.offset : upload.offset + PART]
        domain.append(upload=upload, offset=upload.offset, blocks=[part], checksum=None, take=take, now=NOW)
    assert upload.recording is not None
    return upload.recording


def worked(recording: Recording) -> Recording:
    """Until nothing is left to be done, tries that may yet succeed included."""
    for _ in range(rules.MAX_TRIES * len(rules.STEPS)):
        make.processed(recording)
        if recording.state == "failed" or not recording.step:
            break
    return recording


def assert_nothing_is_left(recording: Recording, temporary: Path, settings: Any) -> None:
    """Of all that was made on the way: the original is kept, and what is published."""
    assert (recording.claim, recording.attempt, recording.live) == ("", "", False)
    assert list(storages.attempts()) == []
    assert {folder.name for _pk, folder in storages.published()} == {recording.folder, recording.whole} - {""}
    assert [path.name for path in Path(settings.PRIVATE_ROOT).iterdir()] == [recording.original.name]
    assert list(temporary.iterdir()) == []
    assert running(str(settings.STORAGE_ROOT)) == []


def running(folder: str) -> list[str]:
    """Programs that work on something below a folder (Linux)."""
    return [line for entry in Path("/proc").glob("[0-9]*/cmdline") if folder in (line := _read(entry))]


def _read(entry: Path) -> str:
    try:
        return entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


# ---- played


@pytest.mark.parametrize("kind", PLAYED)
def test_an_odd_recording_is_played(owner: User, odd: Path, temporary: Path, settings: Any, kind: str) -> None:
    maker, size = PLAYED[kind]
    recording = worked(sent(once(odd, maker), owner))
    assert (recording.state, recording.error_code, recording.left_out) == ("ready", "", {})
    assert (recording.width, recording.height) == size
    assert recording.duration_ms <= 2_300
    assert_nothing_is_left(recording, temporary, settings)
    files = [path for path in Path(settings.RENDITIONS_ROOT).rglob("*") if path.is_file()]
    assert [path.name for path in files if SCRIPT.encode() in path.read_bytes()] == []  # what a file says about itself stays with it


# ---- refused


@pytest.mark.parametrize("kind", REFUSED)
def test_a_hostile_file_ends_in_plain_words(owner: User, odd: Path, temporary: Path, settings: Any, kind: str) -> None:
    maker, code = REFUSED[kind]
    recording = worked(sent(once(odd, maker), owner))
    assert (recording.state, recording.folder, recording.error_code, recording.attempts) == ("failed", "", code, 1)
    with translation.override("zh-hans"):
        assert re.match(r"[一-鿿，]{4,}", recording.reason)
        assert "。" in recording.reason
    assert_nothing_is_left(recording, temporary, settings)


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_costs_no_more_than_looking_at_an_ordinary_file(owner: User, odd: Path, short: Path, kind: str) -> None:
    """Half a CPU second for each look at it, the start of the program that looks not counted."""
    path = once(odd, REFUSED[kind][0])
    usual = cpu_of(lambda: probe(short))
    assert cpu_of(lambda: looked(path)) - usual < 0.5
    recording = sent(path, owner)
    assert cpu_of(lambda: worked(recording)) - 4 * usual < 0.5  # probed, packed, looked at again, or encoded


def looked(path: Path) -> None:
    try:
        probe(path)
    except Unusable:
        return


def cpu_of(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


# ---- scripts that name other files


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        yield server


@pytest.mark.parametrize("kind", DISGUISES)
@pytest.mark.parametrize("has_tag", [False, True], ids=["bare", "after-a-tag"])
def test_a_script_opens_nothing(owner: User, short: Path, temporary: Path, settings: Any, listener: socket.socket, kind: str, has_tag: bool) -> None:
    """Bare, the door refuses it. Behind a song's tag it comes as far as the worker, beside whose original the canary lies."""
    canary = written(Path(settings.PRIVATE_ROOT) / "canary.mp4", short.read_bytes()) if _made(settings.PRIVATE_ROOT) else short
    text = DISGUISES[kind].format(file=canary.name, port=listener.getsockname()[1])
    path = written(temporary.parent / "script", after_a_tag(text) if has_tag else text.encode())
    before = canary.stat().st_atime_ns
    if not has_tag:
        with pytest.raises(domain.UploadRefused, match="视频|video") as refusal:
            sent(path, owner)
        assert refusal.value.code == "not_media"
        assert not Upload.objects.exists()
    else:
        recording = worked(sent(path, owner))
        assert (recording.state, recording.error_code) == ("failed", "incomplete")
        assert recording.source is None
    with pytest.raises(TimeoutError):
        listener.accept()
    assert canary.stat().st_atime_ns == before
    assert {entry.name for entry in Path(settings.PRIVATE_ROOT).iterdir()} == {"canary.mp4", *Recording.objects.values_list("original", flat=True)}
    assert list(temporary.iterdir()) == []


def _made(folder: Path) -> Path:
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


# ---- names


@pytest.mark.parametrize("name", ["-i -y.mp4", "../../a/b.mp4", '\'; rm "$HOME".mp4', "一\n二\r\t.mp4", "课" * 300, "😀🎓.mp4", "", "%05d%v.mp4", "<b>.mp4"])
def test_no_name_harms_the_way_to_a_replay(owner: User, voice: Path, temporary: Path, settings: Any, name: str) -> None:
    recording = sent(voice, owner, name)
    domain.process(recording_id=recording.pk, now=NOW, stop=Event(), steps=rules.QUICK)
    recording.refresh_from_db()
    assert recording.is_playable
    assert len(recording.original_name) <= 255
    assert not re.search(r"[\n\r\t/]", recording.original_name)
    assert_nothing_is_left(recording, temporary, settings)


# ---- ended at any moment


@pytest.mark.parametrize("step", [step for step in rules.STEPS if step != "text"])
def test_cancelled_while_its_program_runs(owner: User, clips: Path, temporary: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Not before the step begins, but with ffmpeg or the probe at work: it ends at once, and nothing of it stays."""
    find_tool()
    work, seen = processing.WORK[step], Event()

    def watched(lease: Any, watch: processes.Watch) -> Any:
        def tick() -> None:
            if not seen.is_set() and running(str(settings.STORAGE_ROOT)):  # between two programs none is
                seen.set()
                domain.cancel(recording=Recording.objects.get(pk=lease.recording_id), now=NOW)
            lease.renew()  # what the real tick does every two seconds

        return work(lease, replace(watch, on_tick=tick))

    def held(process: Any, *rest: Any) -> Any:
        process.send_signal(signal.SIGSTOP)  # the look at a short film is over before anybody can see it at work
        return follow(process, *rest)

    follow = processes._follow
    monkeypatch.setattr(processes, "_follow", held if step == "probe" else follow)
    monkeypatch.setattr(processes, "TICK_SECONDS", 0.002)
    monkeypatch.setitem(processing.WORK, step, watched)
    recording = _about_to(step, owner, clips)
    make.processed(recording)
    assert seen.is_set()
    has_replay = step not in ("probe", "first", "ladder")
    assert recording.is_playable is has_replay
    assert (recording.error_code or recording.left_out.get(step)) == "cancelled"
    assert_nothing_is_left(recording, temporary, settings)


def _about_to(step: str, owner: User, clips: Path) -> Recording:
    """A recording on which that step comes next and has something to do."""
    codec = ("-c:v", "mpeg4") if step == "ladder" else ()  # which is not copied
    path = make.clip(clips / f"cancelled-{codec[-1:]}.mp4", "-g", "10", *codec, size="64x48", fps=10, seconds=2)
    if step not in ("cut", "extras", "slides"):
        return sent(path, owner)
    recording = make.replay(path, owner)
    for part in ("extras", "slides"):
        shutil.rmtree(storages.published_file(recording.pk, recording.folder, part), ignore_errors=True)
    Recording.objects.filter(pk=recording.pk).update(step=step, parts=[], edits_wanted=[[0, 700], [1_200, 2_000]])
    return recording
