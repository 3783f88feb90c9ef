"""The committed recordings: small, conforming, turned where they should be, captioned with what is said; and the one that broke off."""

from pathlib import Path

import av
import pytest

from demo import content
from demo.content import RecordingText
from demo.record import WRITTEN
from demo.seeding.replays import FOLDER, broken_upload, file_of
from media.failures import Failure
from media.probing import Unusable, probe
from media.rules import fault_of, keyframe_gap, plan_for

RECORDINGS = pytest.mark.parametrize("text", content.recordings(), ids=lambda text: text.name)


def test_there_are_at_least_three_and_they_are_small_together() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.mp4")) == sorted(text.name for text in content.recordings())
    assert len(content.recordings()) >= 3
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 12_000_000


@RECORDINGS
def test_a_recording_can_be_published_without_encoding_it_again(text: RecordingText) -> None:
    source = probe(file_of(text.name))
    plan = plan_for(source)
    assert 60_000 <= source.duration <= 150_000
    assert keyframe_gap(source.video) <= 4_010
    assert plan.audio == "copy"
    assert plan.rungs[0].copied == (text.kind == "lecture"), "a phone's picture is turned, so it is encoded"


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


def test_the_broken_upload_is_refused_as_incomplete(tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_bytes(broken_upload())
    try:
        code = fault_of(probe(path))
    except Unusable as refusal:
        code = refusal.code
    assert code == Failure.INCOMPLETE
