"""Slides found in real files: drawn and encoded here, and the clips with truth where they are."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from media import processes, slides
from media.probing import probe
from tests.factories import media as make

WITHIN_MS = 1_000
SECONDS = 8  # that a drawn slide is shown


def drawn(folder: Path, number: int) -> None:
    """A page with a few lines; ImageDraw's own small letters, scaled up, so that no font is needed."""
    small = Image.new("L", (160, 90), 255)
    draw = ImageDraw.Draw(small)
    for line in range(4):
        draw.text((8, 6 + line * 18), f"{number}{line} {'what is shown'[number : number + 9]}", fill=0)
    small.resize((320, 180)).save(folder / f"{number}.png")


def filmed(target: Path, order: list[int], *options: str) -> Path:
    """The slides in order, a noisy moving corner over them; no larger than what is looked at, five pictures a second."""
    for number in order:
        drawn(target.parent, number)
    inputs = [part for number in order for part in ("-loop", "1", "-framerate", "5", "-t", str(SECONDS), "-i", str(target.parent / f"{number}.png"))]
    joined = "".join(f"[{index}]" for index in range(len(order))) + f"concat=n={len(order)}[deck];"
    camera = f"testsrc2=s=80x45:r=5:d={SECONDS * len(order)},noise=alls=40:allf=t[camera];[deck][camera]overlay=240:135:shortest=1"
    make.ffmpeg(*inputs, "-filter_complex", joined + camera, *make.SMALL, "-preset", "veryfast", *options, str(target))
    return target


def sighting(path: Path) -> slides.Sighting:
    return slides.find(path, probe(path))


def score(changes: tuple[int, ...], truth: list[int]) -> float:
    """F1 of changes within a second of the truth, each counted once."""
    left, hits = sorted(changes), 0
    for moment in truth:
        near = [change for change in left if abs(change - moment) <= WITHIN_MS]
        if near:
            hits += 1
            left.remove(min(near, key=lambda change: abs(change - moment)))
    return 2 * hits / (len(changes) + len(truth))


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("-g", "10"), id="a keyframe every two seconds and at each change"),
        pytest.param(("-g", "15", "-sc_threshold", "0"), id="keyframes on a grid that knows nothing of slides"),
        pytest.param(("-g", "10000", "-sc_threshold", "0"), id="one keyframe in all"),
        pytest.param(("-g", "1", "-qp", "20"), id="nothing but keyframes"),
    ],
)
def test_changes_of_a_drawn_lecture_are_right_within_a_second(tmp_path: Path, options: tuple[str, ...]) -> None:
    path = filmed(tmp_path / "lecture.mp4", [0, 1, 2, 0, 1], *options)
    seen = sighting(path)
    assert score(seen.changes, [SECONDS * 1000 * change for change in range(1, 5)]) == 1.0
    assert int(seen.moving, 16)  # the corner is known as a camera


def test_a_recording_that_begins_late_counts_from_its_beginning(tmp_path: Path) -> None:
    path = filmed(tmp_path / "lecture.ts", [0, 1, 0], "-g", "10", "-output_ts_offset", "50")
    assert score(sighting(path).changes, [8_000, 16_000]) == 1.0


def test_a_film_has_no_slides(tmp_path: Path) -> None:
    assert sighting(make.clip(tmp_path / "film.mp4", "-g", "5", "-vf", "noise=alls=60:allf=t", fps=5, seconds=12, audio=False)).changes == ()


def test_sound_alone_has_no_slides(tmp_path: Path) -> None:
    assert sighting(make.clip(tmp_path / "sound.m4a", seconds=1, video=False)) == slides.Sighting((), (), "")


def test_a_file_that_broke_off_is_survived(lecture: Path, tmp_path: Path) -> None:
    source = probe(lecture)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(lecture.read_bytes()[: lecture.stat().st_size * 6 // 10])
    slides.find(broken, source)


def test_what_cannot_be_opened_is_said(lecture: Path, tmp_path: Path) -> None:
    source = probe(lecture)
    (tmp_path / "script.mp4").write_text("ffconcat version 1.0\nfile lecture.mp4\n")
    with pytest.raises(slides.NotSeen):
        slides.find(tmp_path / "script.mp4", source)
    assert source.video
    with pytest.raises(slides.NotSeen):
        slides.find(lecture, replace(source, video=replace(source.video, index=9)))


def test_a_picture_that_is_larger_than_was_probed_is_not_decoded(lecture: Path, tmp_path: Path) -> None:
    bomb = make.clip(tmp_path / "bomb.mp4", "-g", "1", size="4096x2304", fps=2, seconds=1, audio=False)
    assert slides.find(bomb, probe(lecture)).looks == ()


def test_it_stops_when_asked(lecture: Path) -> None:
    watch = processes.Watch()
    watch.stop.set()  # type: ignore[attr-defined]
    with pytest.raises(processes.Stopped):
        slides.find(lecture, probe(lecture), watch)


def test_the_lecture_with_truth(recordings: Path) -> None:
    truth = [1000 * second for second in json.loads((recordings / "lecture-zh-changes.json").read_text()) if second]
    assert score(sighting(recordings / "lecture-zh-1080p.mp4").changes, truth) >= 0.95


def test_opencasts_clip(recordings: Path) -> None:
    assert score(sighting(recordings / "slide-change-20s.mov").changes, [12_000]) == 1.0


@pytest.mark.parametrize("name", ["talk-360p.mp4", "talk-1080p-27fps.mp4"])
def test_people_who_talk_are_no_slides(recordings: Path, name: str) -> None:
    assert sighting(recordings / name).changes == ()
