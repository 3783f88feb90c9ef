import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.rules import cuts, retiming
from media.rules.cuts import EditFault, EditList

LECTURE = EditList(100_000, ((10_000, 20_000), (50_000, 60_000), (90_000, 100_000)))


@st.composite
def lists(draw: st.DrawFn, duration: int = 60_000) -> EditList:
    edges = sorted(draw(st.sets(st.integers(0, duration), min_size=2, max_size=20)))
    parts = list(zip(edges[::2], edges[1::2], strict=False))
    if sum(end - start for start, end in parts) < 1_000:
        parts = [(0, duration)]
    return EditList(duration, tuple(parts))


spans = st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 60_000)), max_size=8)


def total(intervals: list[cuts.Interval]) -> int:
    return sum(end - start for start, end in intervals)


@pytest.mark.parametrize(
    "text, code",
    [
        ("", "bad_json"),
        ("{", "bad_json"),
        ("[" * 19_000, "bad_json"),
        ("NaN", "bad_parts"),
        ("{}", "bad_parts"),
        ("[1, 2]", "bad_parts"),
        ("[[1, 2, 3]]", "bad_parts"),
        ('[["0", "5000"]]', "bad_parts"),
        ("[[false, true]]", "bad_parts"),
        ("[[0, 5000.0]]", "bad_parts"),
        ("[[0, 1e400]]", "bad_parts"),
        ("[]", "too_short"),
        ("[[0, 999]]", "too_short"),
        ("[[0, 5000], [4000, 9000]]", "not_ordered"),
        ("[[5000, 9000], [0, 3000]]", "not_ordered"),
        ("[[5000, 5000]]", "not_ordered"),
        ("[[-1, 5000]]", "outside"),
        ("[[0, 10001]]", "outside"),
        (json.dumps([[2 * number, 2 * number + 1] for number in range(201)]), "too_many"),
        (" " * 20_001, "too_many"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(text: str, code: str) -> None:
    with pytest.raises(EditFault) as fault:
        cuts.parse(text, 10_000)
    assert fault.value.code == code


def test_parts_that_touch_are_one() -> None:
    edits = cuts.parse("[[0,1000],[1000,2000],[3000,4000]]", 10_000)
    assert edits.kept == ((0, 2_000), (3_000, 4_000))
    assert edits.removed == ((2_000, 3_000), (4_000, 10_000))
    assert edits.length == 3_000
    assert edits.as_json() == "[[0,2000],[3000,4000]]"


def test_a_recording_of_less_than_a_second_may_stay_whole() -> None:
    assert cuts.whole(400).is_whole
    with pytest.raises(EditFault):
        EditList(400, ((0, 399),))


@pytest.mark.parametrize(
    "original, cut, nearest",
    [
        (0, None, 0),
        (9_999, None, 0),
        (10_000, 0, 0),
        (19_999, 9_999, 9_999),
        (20_000, None, 10_000),
        (30_000, None, 10_000),
        (50_000, 10_000, 10_000),
        (89_999, None, 20_000),
        (95_000, 25_000, 25_000),
        (100_000, 30_000, 30_000),
        (200_000, None, 30_000),
    ],
)
def test_moments_of_the_original(original: int, cut: int | None, nearest: int) -> None:
    assert LECTURE.to_cut(original) == cut
    assert LECTURE.nearest(original) == nearest


@pytest.mark.parametrize(
    "cut, original", [(-5, 10_000), (0, 10_000), (9_999, 19_999), (10_000, 50_000), (20_000, 90_000), (30_000, 100_000), (99_000, 100_000)]
)
def test_moments_of_the_cut(cut: int, original: int) -> None:
    assert LECTURE.to_original(cut) == original


def test_watched_seconds_follow_a_change_of_the_cut() -> None:
    wider = EditList(100_000, ((0, 60_000),))
    assert cuts.change([(5_000, 15_000)], LECTURE, wider) == [(15_000, 20_000), (50_000, 55_000)]
    assert cuts.change([(0, 52_000)], wider, LECTURE) == [(0, 12_000)]


def test_a_cut_is_split_in_two() -> None:
    first, second = cuts.split(LECTURE, 12_000)
    assert first.kept == ((10_000, 20_000), (50_000, 52_000))
    assert second.kept == ((52_000, 60_000), (90_000, 100_000))
    with pytest.raises(EditFault):
        cuts.split(LECTURE, 500)


def test_silence_and_dead_ends_are_suggested() -> None:
    silences = [(0, 8_000), (20_000, 22_000), (30_000, 40_000), (97_500, 100_000)]
    assert cuts.suggestions(silences, 100_000) == [(0, 7_500), (30_500, 39_500), (98_000, 100_000)]
    assert cuts.suggestions([(0, 100_000)], 100_000) == []
    assert cuts.without(100_000, cuts.suggestions(silences, 100_000)).kept == ((7_500, 30_500), (39_500, 98_000))


@given(lists())
def test_lengths_add_up(edits: EditList) -> None:
    assert edits.length + total(list(edits.removed)) == edits.duration
    assert cuts.parse(edits.as_json(), edits.duration) == edits
    assert cuts.without(edits.duration, edits.removed) == edits


@given(lists(), st.integers(-10, 60_010), st.integers(-10, 60_010))
def test_times_go_there_and_back_in_order(edits: EditList, one: int, other: int) -> None:
    cut = edits.to_cut(one)
    if cut is not None:
        assert edits.to_original(cut) == one
        assert edits.nearest(one) == cut
    inside = min(max(0, one), edits.length)
    assert edits.to_cut(edits.to_original(inside)) in (inside, None)
    assert edits.nearest(edits.to_original(inside)) == inside
    low, high = sorted((one, other))
    assert edits.nearest(low) <= edits.nearest(high)
    assert edits.to_original(low) <= edits.to_original(high)


@given(lists(), lists(), spans)
def test_intervals_lose_only_what_is_removed(edits: EditList, other: EditList, intervals: list[cuts.Interval]) -> None:
    within = cuts.merged((min(a, b, edits.length), min(max(a, b), edits.length)) for a, b in intervals)
    original = edits.intervals_to_original(within)
    assert total(original) == total(within)
    assert edits.intervals_to_cut(original) == within
    assert cuts.change(within, edits, edits) == within
    assert cuts.change(within, edits, cuts.whole(edits.duration)) == original
    assert total(cuts.change(within, edits, other)) <= total(within)


@given(lists(), st.integers(0, 60_000))
def test_two_halves_are_the_whole(edits: EditList, at: int) -> None:
    if not 1_000 <= at <= edits.length - 1_000:
        with pytest.raises(EditFault):
            cuts.split(edits, at)
        return
    first, second = cuts.split(edits, at)
    assert first.length == at
    assert cuts.merged([*first.kept, *second.kept]) == list(edits.kept)


TRACK = """WEBVTT - 讲座

NOTE written 00:00:01.000 --> 00:00:02.000

STYLE
::cue { color: white }

1
00:05.000 --> 00:09.000
gone

2
00:00:08.000 --> 00:00:12.500 align:start
<v 王老师>two <00:00:11.000>seconds

00:19.950 --> 00:30.000
a flicker

across
00:18.000 --> 00:52.000
both sides

01:35.000 --> 01:40.000
last
"""


def test_captions_are_clipped_and_moved() -> None:
    assert retiming.webvtt(TRACK.replace("\n", "\r\n"), LECTURE) == (
        "WEBVTT - 讲座\n\nNOTE written 00:00:01.000 --> 00:00:02.000\n\nSTYLE\n::cue { color: white }\n\n"
        "2\n00:00:00.000 --> 00:00:02.500 align:start\n<v 王老师>two <00:00:01.000>seconds\n\n"
        "across\n00:00:08.000 --> 00:00:12.000\nboth sides\n\n00:00:25.000 --> 00:00:30.000\nlast\n"
    )
    assert retiming.webvtt(TRACK, cuts.whole(100_000)).count("-->") == TRACK.count("-->")
