"""Captions read and written on plain values: what people's programs save, and what nobody should send."""

import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from media.rules import captions
from media.rules.captions import Cue, Faulty

VTT = """WEBVTT 第三讲
Kind: captions

STYLE
::cue { color: red }

NOTE 谁写的

1
00:01.000 --> 00:02.500 align:start line:0
<v 王老师>大家<b>好</b> &amp; <00:01.500>欢迎

"""
SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>大家好</i>\r\n{\\an8}欢迎 &amp; 请坐\r\n\r\n2\r\n00:00:02,000 --> 01:00:03,000\r\n第二句\r\n"


def faults(data: str | bytes, length: int | None = None) -> list[tuple[int, str]]:
    with pytest.raises(Faulty) as caught:
        captions.parse(data.encode() if isinstance(data, str) else data, length)
    return [(fault.line, fault.code) for fault in caught.value.faults]


def test_webvtt_becomes_plain_text():
    assert captions.parse(VTT.encode()) == [Cue(1000, 2500, "大家好 & 欢迎")]


def test_srt_becomes_plain_text_and_keeps_its_ampersands():
    assert captions.parse(SRT.encode()) == [Cue(1000, 2500, "大家好\n欢迎 &amp; 请坐"), Cue(2000, 3_603_000, "第二句")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str):
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n您好，𠮷老师\n"
    assert captions.parse(text.replace("\n", end).encode(encoding)) == [Cue(1000, 2000, "您好，𠮷老师")]


@pytest.mark.parametrize(
    "written, time",
    [("00:00:01.500", 1500), ("1:02", 62_000), ("01:02,5", 62_500), ("100:00:00.000", 360_000_000), ("０1：02。25", 62_250), (" 0:00 ", 0)]
    + [(bad, None) for bad in ("", "5", "0:60", "61:00", "1:2:3:4", "-0:01", "0:01.0000", "00:01.5s", "٠:٠١", "99999:00:00", "1:02\n")],
)
def test_times_as_people_write_them(written: str, time: int | None):
    assert captions.time_of(written) == (time if written != "1:02\n" else 62_000)


@pytest.mark.parametrize(
    "data, expected",
    [
        ("", [(0, "no_cues")]),
        ("WEBVTT", [(0, "no_cues")]),
        ("WEBVTT\n\nNOTE nothing\n", [(0, "no_cues")]),
        ("这是一封信。", [(1, "no_time")]),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\n早\n", [(3, "order")]),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\n早\n", [(3, "order")]),
        ("WEBVTT\n\n7\n00:0x.000 --> 00:01.000\n早\n", [(4, "bad_time")]),
        ("WEBVTT\n\n00:01.000 -->\n早\n", [(3, "bad_time")]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n早\n", [(3, "empty"), (5, "no_time")]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b> \n", [(3, "empty")]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "早" * 1001, [(3, "too_long")]),
        ("x" * (2 * 1024 * 1024 + 1), [(0, "too_big")]),
        (b"WEBVTT\n\n\xff\xff", [(3, "encoding")]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(data: str | bytes, expected: list[tuple[int, str]]):
    assert faults(data) == expected


def test_not_every_fault_of_a_long_file_is_listed():
    assert faults("0:0x --> 0:01\n早\n\n" * 50) == [(1 + 3 * number, "bad_time") for number in range(captions.SHOWN_FAULTS)]


def test_a_cue_beyond_the_recording_is_refused_and_a_last_end_cut():
    text = "WEBVTT\n\n00:01.000 --> 00:09.000\n早\n"
    assert captions.parse(text.encode(), 5_000) == [Cue(1000, 5000, "早")]
    assert faults(text, 1_000) == [(3, "beyond")]


def test_ten_thousand_cues_and_no_more():
    one = "0:01 --> 0:02\n早\n\n"
    assert len(captions.parse((one * 10_000).encode())) == 10_000
    assert faults(one * 10_001) == [(0, "too_many")]


def test_overlapping_is_allowed_and_the_order_is_that_of_the_starts():
    data = "0:05 --> 0:09\n后\n\n0:01 --> 0:07\n先\n"
    assert [cue.text for cue in captions.parse(data.encode())] == ["先", "后"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<<b>b onload=x>", "&lt;img src=x&gt;", "a --> b", "&#60;b&#62;", "&amp;lt;b&amp;gt;", "< 3 > 2"]
)
def test_markup_never_survives(text: str):
    written = captions.write(captions.parse(f"WEBVTT\n\n0:01 --> 0:02\n{text} 好\n".encode()))
    body = written.split("\n", 3)[3]
    assert not set("<>") & set(body)


times = st.integers(0, 9999 * 3_600_000)
texts = st.text(max_size=40).map(captions.plain).filter(bool)
cues = st.builds(lambda start, length, text: Cue(start, start + length, text), times, st.integers(1, 9000), texts)


@given(st.lists(cues, min_size=1, max_size=8).map(captions.in_order))
@example([Cue(0, 1, "<b>&amp;</b> --> {\\an8}")])
@example([Cue(0, 1, "NOTE x\nSTYLE"), Cue(0, 2, "12\n&lt")])
def test_what_is_written_is_read_again(some: list[Cue]):
    assert captions.parse(captions.write(some).encode()) == some


TIMES = (b"0:01", b"00:00:02,000", b" --> ", b"-->", b"\n", b"\r\n", b"\n\n")
PIECES = (*TIMES, b"WEBVTT", b"&#", b"9" * 50, b";", b"<", b">", b"{\\", b"NOTE", b"\xff\xfe", b"\x00", "好".encode())


@given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)), st.one_of(st.none(), st.integers(0, 10_000)))
def test_no_bytes_raise_anything_else(data: bytes, length: int | None):
    with suppress(Faulty):
        found = captions.parse(data, length)
        assert all(cue.start < cue.end and cue.text == captions.plain(cue.text) for cue in found)
        again = captions.write(found).encode()
        assert again == captions.write(captions.parse(again, length)).encode()


WORDS = (b"<", b"<a", b"{\\", b"&#", b"1", b"-->", b":", b"&amp;", b"\xf0", b"<1:")
LINES = (b"\n", b"\r", b"0:01 --> 0:02\n", b"0:01 --> 0:02\n\n", b"WEBVTT\n\nNOTE\n", b"0:01 --> 0:02\nx\n\n")


@pytest.mark.parametrize("piece", WORDS + LINES)
def test_half_a_megabyte_of_anything_takes_no_time(piece: bytes):
    """A quarter of what is allowed in a quarter of the time; what took longer the longer it is would take minutes."""
    data = b"WEBVTT\n\n0:01 --> 0:02\nx\n" + piece * (captions.MOST_BYTES // 4 // len(piece))
    began = time.process_time()
    with suppress(Faulty):
        captions.parse(data)
    assert time.process_time() - began < 2
