"""The committed recordings: small, conforming, turned where they should be, captioned with what is said; and the one that broke off."""

from io import BytesIO
from itertools import pairwise

import av
import pytest

from demo import content
from demo.content import RecordingText
from demo.record import WRITTEN
from demo.seeding.replays import FOLDER, broken_upload, file_of

RECORDINGS = pytest.mark.parametrize("text", content.recordings(), ids=lambda text: text.name)


def test_there_are_at_least_three_and_they_are_small_together() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.mp4")) == sorted(text.name for text in content.recordings())
    assert len(content.recordings()) >= 3
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 12_000_000


@RECORDINGS
def test_a_recording_can_be_published_without_encoding_it_again(text: RecordingText) -> None:
    with av.open(str(file_of(text.name))) as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        assert (picture.codec_context.name, picture.codec_context.pix_fmt, sound.codec_context.name) == ("h264", "yuv420p", "aac")
        assert {picture.codec_context.width, picture.codec_context.height} == {text.width, text.height}
        assert 60 <= film.duration / av.time_base <= 150
        keys = [float(packet.pts * packet.time_base) for packet in film.demux(picture) if packet.is_keyframe and packet.pts is not None]
    assert max(later - earlier for earlier, later in pairwise(keys)) <= 4.01


@RECORDINGS
def test_only_the_phone_is_to_be_turned(text: RecordingText) -> None:
    with av.open(str(file_of(text.name))) as film:
        frame = next(film.decode(video=0))
    assert frame.rotation == (-90 if text.kind == "phone" else 0)
    assert ((frame.height, frame.width) if frame.rotation else (frame.width, frame.height)) == (text.width, text.height)


@RECORDINGS
def test_captions_are_what_is_said(text: RecordingText) -> None:
    path = file_of(text.name).with_suffix(".vtt")
    assert path.exists() == text.captions
    if text.captions:
        said = [sentence for scene in text.scenes for sentence in scene.say]
        for spoken, number in WRITTEN.items():
            said = [sentence.replace(spoken, number) for sentence in said]
        head, *cues = path.read_text(encoding="utf-8").strip().split("\n\n")
        assert head == "WEBVTT"
        assert [cue.splitlines()[1] for cue in cues] == said


def test_the_broken_upload_promises_more_than_it_holds() -> None:
    with av.open(BytesIO(broken_upload())) as film:
        last = max(packet.pts * packet.time_base for packet in film.demux(film.streams.video[0]) if packet.pts is not None and packet.size)
        assert float(last) < 0.8 * film.duration / av.time_base
