from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import rules
from media.rules import AudioTrack, Source, VideoTrack

VIDEO = VideoTrack(
    index=0, codec="h264", profile="High", level=40, pix_fmt="yuv420p", width=1920, height=1080, rotation=0, sar=Fraction(1), fps=Fraction(25),
    bitrate=2_500_000, interlaced=False, keyframes=tuple(range(0, 60_000, 2_000)), start=0, end=60_000, declared=60_000,
)  # fmt: skip
AUDIO = AudioTrack(index=1, codec="aac", profile="LC", channels=2, sample_rate=48_000, bitrate=96_000, start=0, end=60_000, declared=60_000)
SOURCE = Source("mov,mp4,m4a,3gp,3g2,mj2", 60_000, 60_000, VIDEO, AUDIO)


def with_video(**changes: object) -> Source:
    return replace(SOURCE, video=replace(VIDEO, **changes))


@pytest.mark.parametrize(
    "head, name",
    [
        (b"", ""),
        (b"%PDF-1.7 and so on", ""),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n", ""),
        (b"ffconcat version 1.0\nfile a", ""),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 400, ""),
        (b"MZ\x90\x00", ""),
        (b"\x00\x00\x00\x20ftypisom", "mov"),
        (b"\x1aE\xdf\xa3....", "matroska"),
        (b"RIFF....AVI LIST", "riff"),
        (b"RIFF....WEBPVP8 ", ""),
        ((b"\x47" + b"0" * 187) * 3, "mpegts"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90", "mp3"),
    ],
)
def test_the_first_bytes_say_what_it_is(head: bytes, name: str) -> None:
    assert rules.sniff(head) == name


@pytest.mark.parametrize(
    "source, code",
    [
        (SOURCE, ""),
        (replace(SOURCE, video=None, audio=None), "no_tracks"),
        (replace(SOURCE, duration=0), "no_tracks"),
        (with_video(width=8192, height=8192), "picture_too_large"),
        (replace(SOURCE, duration=13 * 3600 * 1000), "too_long"),
        (with_video(end=36_000), "incomplete"),
        (replace(SOURCE, audio=replace(AUDIO, end=36_000)), "incomplete"),
        (with_video(end=59_200), ""),
        (replace(with_video(end=36_000), container="mpegts"), ""),  # states no length, so nothing is missing
    ],
)
def test_what_makes_a_file_unusable(source: Source, code: str) -> None:
    assert rules.fault_of(source) == code


@pytest.mark.parametrize(
    "changes",
    [
        {"codec": "hevc"},
        {"pix_fmt": "yuv420p10le"},
        {"profile": "High 4:4:4 Predictive"},
        {"level": 51},
        {"interlaced": True},
        {"rotation": 90},
        {"sar": Fraction(4, 3)},
        {"width": 3840, "height": 2160},
        {"bitrate": 9_000_000},
        {"keyframes": (0, 30_000)},
        {"start": -4_000},
    ],
)
def test_only_a_conforming_picture_is_copied(changes: dict[str, object]) -> None:
    assert rules.may_copy(SOURCE)
    assert not rules.may_copy(with_video(**changes))


def test_the_ladder_of_a_conforming_lecture_encodes_only_the_lower_rungs() -> None:
    plan = rules.plan_for(SOURCE)
    assert [(rung.name, rung.width, rung.height, rung.copied) for rung in plan.rungs] == [
        ("1080p", 1920, 1080, True),
        ("720p", 1280, 720, False),
        ("480p", 852, 480, False),
        ("360p", 640, 360, False),
    ]
    assert plan.audio == "copy"
    assert plan.cuts[:3] == (4.0, 8.0, 12.0)


def test_a_rotated_phone_gets_an_upright_ladder() -> None:
    assert [(rung.width, rung.height) for rung in rules.plan_for(with_video(rotation=-90)).rungs] == [(1080, 1920), (720, 1280), (480, 852), (360, 640)]


def test_cuts_follow_the_keyframes_that_are_there() -> None:
    assert rules.segment_cuts((0, 3_000, 6_000, 7_000, 9_000, 12_000, 13_000), 0) == (6.0, 9.0, 12.0)


@pytest.mark.parametrize(
    "fps, steady", [("25", 25), ("30000/1001", Fraction(30000, 1001)), ("60", 30), ("50", 25), ("8775000/526757", 17), ("1/2", 25), ("90000", 25)]
)
def test_the_rate_is_steady_and_at_most_thirty(fps: str, steady: Fraction) -> None:
    assert rules.output_fps(Fraction(fps)) == steady


@given(st.integers(2, 4000), st.integers(2, 2250))
def test_every_rung_is_even_smaller_than_the_one_above_and_never_upscaled(width: int, height: int) -> None:
    rungs = rules.plan_for(with_video(width=width, height=height, codec="vp9")).rungs
    assert rungs
    assert len({rung.name for rung in rungs}) == len(rungs)
    for rung in rungs:
        assert rung.width % 2 == rung.height % 2 == 0
        assert rung.width <= max(2, width)
        assert rung.height <= max(2, height)
        assert min(rung.width, rung.height) <= 1080
    assert all(min(lower.width, lower.height) < min(upper.width, upper.height) for upper, lower in pairwise(rungs))


@pytest.mark.parametrize("length, told", [(2, 4), (4, 4), (6, 6)])
def test_a_growing_playlist_promises_the_same_length_from_the_beginning(length: int, told: int) -> None:
    begun = "#EXTM3U\n#EXT-X-TARGETDURATION:{}\n#EXTINF:2.0,\n00000.m4s\n"
    assert rules.steady(begun.format(length)) == begun.format(told)


@pytest.mark.parametrize(
    "header, answer",
    [
        ("", None),
        ("bytes=0-0", (0, 0)),
        ("bytes=10-", (10, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-1000", (0, 99)),
        ("bytes=5-1000", (5, 99)),
        ("bytes=9-3", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("lines=1-2", None),
        ("bytes=١-٢", None),
    ],
)
def test_byte_ranges(header: str, answer: tuple[int, int] | None) -> None:
    assert rules.byte_range(header, 100) == answer


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_ranges_outside_the_file(header: str) -> None:
    with pytest.raises(ValueError, match="bytes="):
        rules.byte_range(header, 100)


@given(st.text(max_size=40), st.integers(0, 10_000))
def test_a_range_never_leaves_the_file(header: str, size: int) -> None:
    try:
        answer = rules.byte_range("bytes=" + header, size)
    except ValueError:
        return
    assert answer is None or 0 <= answer[0] <= answer[1] < size


@pytest.mark.parametrize("name", ["master.m3u8", "poster.jpg", "replay.mp4", "replay.m4a", "720p/index.m3u8", "audio/00012.m4s", "1080p/init.mp4"])
def test_names_of_a_replay(name: str) -> None:
    assert rules.is_replay_file(name)


@pytest.mark.parametrize(
    "name", ["", "../master.m3u8", "720p/../master.m3u8", "720p//index.m3u8", "/etc/passwd", "master.m3u8\n", "x/00000.m4s", "captions/a.vtt", "720p/0.m4s"]
)
def test_names_that_are_no_file_of_a_replay(name: str) -> None:
    assert not rules.is_replay_file(name)
    assert not rules.is_caption_file(name)


def test_the_address_stays_the_same_for_a_while_and_lives_six_hours() -> None:
    assert rules.expiry(1_800_000_001) == rules.expiry(1_800_000_800)
    assert 6 * 3600 <= rules.expiry(1_800_000_001) - 1_800_000_001 <= 6 * 3600 + 15 * 60
