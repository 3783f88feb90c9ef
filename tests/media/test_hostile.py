"""Files that are not what they seem (section 5 of the measurements). Each ends in a code with a sentence, opens nothing else, and costs little."""

import socket
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from college.models import User
from media import domain, processes, rules, storages
from media.failures import Failure
from media.models import Recording
from media.probing import Unusable, probe
from media.rules import Plan, Source
from media.transcoding import find_tool, graph
from tests.factories import media as make
from tests.factories.media import NOW
from tests.media.hostile import DISGUISES, written

pytestmark = pytest.mark.usefixtures("own_ffmpeg")


def code_of(path: Path) -> str:
    """The code that the file gets from the probe or from the rules; "" when it is fine."""
    try:
        return rules.fault_of(probe(path))
    except Unusable as fault:
        return fault.code


# ---- refused at the door


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "empty"),
        (b"%PDF-1.7\n" + b"0" * 5000, "not_media"),
        (b"MZ\x90\x00" + b"0" * 5000, "not_media"),
        (b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n#EXT-X-ENDLIST\n", "not_media"),
        (b"ffconcat version 1.0\nfile secret.mp4\n", "not_media"),
        (b"v=0\no=- 0 0 IN IP4 127.0.0.1\n", "not_media"),
        ("一段文字".encode(), "not_media"),
    ],
)
def test_what_is_no_recording_is_refused_at_once_and_leaves_nothing(owner: User, settings: object, content: bytes, code: str) -> None:
    with pytest.raises(domain.UploadRefused) as refusal:
        domain.receive(upload=ContentFile(content, name="讲座.mp4"), owner=owner, title="讲座", now=NOW)
    assert refusal.value.code == code
    assert refusal.value.status == 422
    assert not Recording.objects.exists()
    assert not list(Path(settings.PRIVATE_ROOT).glob("*"))


def test_what_is_too_big_is_refused(owner: User, settings: object, short: Path) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    with pytest.raises(domain.UploadRefused) as refusal:
        make.received(short, owner)
    assert (refusal.value.code, refusal.value.status) == ("too_big", 413)


# ---- found out by the probe


@pytest.mark.parametrize("part", [0.6, 0.9])
def test_a_faststart_file_that_was_cut_probes_whole_but_is_caught(talk: Path, tmp_path: Path, part: float) -> None:
    data = talk.read_bytes()
    path = written(tmp_path / "cut.mp4", data[: int(len(data) * part)])
    assert probe(path).declared == pytest.approx(9_000, abs=50)
    assert code_of(path) == "incomplete"


def test_a_cut_matroska(clips: Path, tmp_path: Path) -> None:
    data = make.clip(clips / "whole.mkv", size="64x48", fps=10, seconds=6).read_bytes()
    assert code_of(written(tmp_path / "cut.mkv", data[: len(data) * 6 // 10])) == "incomplete"


def test_a_head_alone(tmp_path: Path) -> None:
    assert code_of(written(tmp_path / "a.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42")) == "incomplete"


def test_forged_lengths_are_not_believed(talk: Path, tmp_path: Path) -> None:
    """The movie header says an hour; the sample tables say nine seconds."""
    data = bytearray(talk.read_bytes())
    at = data.find(b"mvhd")
    data[at + 20 : at + 24] = struct.pack(">I", 3_600_000)
    source = probe(written(tmp_path / "forged.mp4", bytes(data)))
    assert source.duration == pytest.approx(9_000, abs=50)


def test_a_still_picture_in_disguise(tmp_path: Path) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" * 4_000_000))
    assert code_of(written(tmp_path / "a.mp4", png)) == "not_media"


def test_a_song_with_a_cover_is_sound(clips: Path) -> None:
    cover, song = clips / "cover.png", clips / "song.mp3"
    make.ffmpeg("-f", "lavfi", "-i", "color=s=64x64:d=1:r=1", "-frames:v", "1", str(cover))
    make.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
        "-i",
        str(cover),
        "-map",
        "0",
        "-map",
        "1",
        "-c:a",
        "libmp3lame",
        "-c:v",
        "copy",
        "-disposition:v",
        "attached_pic",
        str(song),
    )
    source = probe(song)
    assert source.video is None
    assert source.audio is not None


# ---- playlists in disguise: even past the door nothing else is opened


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        yield server


def was_called(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except TimeoutError:
        return False
    return True


@pytest.fixture(scope="module")
def source(short: Path) -> Source:
    return probe(short)


@pytest.mark.parametrize("kind", DISGUISES)
@pytest.mark.parametrize("ending", ["mp4", "m3u8", ""])
def test_a_script_in_disguise_opens_no_file_and_no_socket(short: Path, source: Source, tmp_path: Path, listener: socket.socket, kind: str, ending: str) -> None:
    secret = written(tmp_path / "secret.mp4", short.read_bytes())
    content = DISGUISES[kind].format(file=secret.name, port=listener.getsockname()[1])
    path = written(tmp_path / f"lecture.{ending}", content.encode())
    assert code_of(path) == "not_media"

    # The encoder by itself, as if the probe had been fooled.
    out = tmp_path / "out"
    for name in ("48p", "audio"):
        (out / name).mkdir(parents=True)
    outcome = processes.run(graph.ladder(find_tool(), path, source, _encoding(source), out), limits=processes.Limits(wall=20, cpu=20))
    assert outcome.code != 0
    assert not list(out.rglob("*.m4s"))
    assert not was_called(listener)


def _encoding(source: Source) -> Plan:
    return rules.plan_for(source, copying=False)


def test_the_probe_child_itself_refuses_scripts(short: Path, tmp_path: Path, listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the first bytes: the child's own whitelist."""
    monkeypatch.setattr("media.probing.sniff", lambda head: "mov")
    written(tmp_path / "secret.mp4", short.read_bytes())
    for kind, text in DISGUISES.items():
        path = written(tmp_path / f"{kind}.mp4", text.format(file="secret.mp4", port=listener.getsockname()[1]).encode())
        assert code_of(path) == "incomplete", kind
    assert not was_called(listener)


# ---- what becomes of them in the worker


def test_a_broken_file_ends_in_a_reason_in_chinese_and_can_be_replaced(owner: User, talk: Path, voice: Path, tmp_path: Path, settings: object) -> None:
    data = talk.read_bytes()
    broken = make.processed(make.received(written(tmp_path / "cut.mp4", data[: len(data) * 6 // 10]), owner))
    assert (broken.state, broken.error_code, broken.attempts) == ("failed", "incomplete", 1)
    assert list(storages.attempts()) == []
    with translation.override("zh-hans"):
        assert broken.reason == "文件不完整，请重新上传。上传前请先在电脑上确认它能放到最后。"
    with voice.open("rb") as file:
        replaced = domain.replace(recording=broken, upload=make.File(file, name="新.m4a"), now=NOW)
    assert (replaced.state, replaced.error_code) == ("uploaded", "")
    assert make.processed(replaced).state == "ready"


def test_every_reason_has_words_in_chinese() -> None:
    with translation.override("zh-hans"):
        said = {failure: str(failure.label) for failure in Failure}
    assert all(any("一" <= sign <= "鿿" for sign in words) for words in said.values())
    assert not any(failure.value in words for failure, words in said.items())


@pytest.mark.parametrize(
    "name, shown",
    [
        ("-rf.mp4", "-rf.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\课\\一.mp4", "一.mp4"),
        ("a\nb\r\x00c.mp4", "abc.mp4"),
        ("\u202egpj.mp4", "gpj.mp4"),
        ("课" * 300 + ".mp4", "课" * 255),
        ("😀 '引号\".mp4", "😀 '引号\".mp4"),
        ("<b>粗</b>.mp4", "b>.mp4"),
    ],
)
def test_file_names_are_for_eyes_only(owner: User, short: Path, settings: object, name: str, shown: str) -> None:
    recording = domain.receive(upload=ContentFile(short.read_bytes(), name=name), owner=owner, title="课", now=NOW)
    assert recording.original_name == shown
    stored = Path(recording.original.path)
    assert stored.parent == Path(settings.PRIVATE_ROOT)
    assert len(stored.name) == 32
    assert stored.stat().st_mode & 0o077 == 0
