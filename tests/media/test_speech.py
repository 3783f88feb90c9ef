"""Speech written down: what is believed, how long sound is taken apart, and the real call where a model lies (SPEECH_MODEL_DIR)."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from college.models import User
from media import processes, speech
from media.domain import captioning
from media.rules import speech as rules
from media.rules.captions import Cue
from media.rules.speech import Heard
from media.speech import hearing_child as child
from tests.conftest import RECORDINGS
from tests.factories import media as make

MODEL = os.environ.get("SPEECH_MODEL_DIR", "")
VOICE = RECORDINGS / "mandarin-16k.wav"
needs_model = pytest.mark.skipif(not speech.can_hear(MODEL), reason="no speech: install requirements/speech.txt and set SPEECH_MODEL_DIR")
needs_voice = pytest.mark.skipif(not VOICE.is_file(), reason="mandarin-16k.wav is missing: set RECORDINGS_DIR")


@pytest.mark.parametrize(
    "code, probability, language",
    [("zh", 0.99, "zh-Hans"), ("en", 0.63, "en"), ("en", 0.55, ""), ("fr", 0.99, ""), ("", 1, ""), ("zh", float("nan"), "")],
)
def test_only_our_languages_and_only_surely(code: str, probability: float, language: str):
    assert rules.language_of(code, probability) == language


# What whisper (base, int8) really wrote: over a voice, over a synthetic one, over French that was forced to Chinese.
GARBAGE = " a plaire 4 Air 4 Air 4 Air 4 Air 3 Air 3 3 7 Air 4 Air 3 Air 4 Air 4 Air 4 Air 4 Air 4 Air 4 Air 4 Air 4 Air 4 Air 4 Air 3 Air"


@pytest.mark.parametrize("text", [GARBAGE, "谢谢" * 20, "好" * 30, "ABC的" * 9 + "完", "我们下次再见" * 4])
def test_loops_are_known(text: str):
    assert rules.is_loop(text)


@pytest.mark.parametrize(
    "text",
    ["", "广州市房地产中介协会分析", "好好好好，慢慢来，大家再看一遍。", "哈哈哈哈哈", "电话是 0551-6666 6666", "一二三四，二二三四，三二三四，四二三四。"],
)
def test_what_people_say_is_no_loop(text: str):
    assert not rules.is_loop(text)


def test_a_long_loop_takes_no_time():
    assert rules.is_loop("ab" * 500_000)
    assert not rules.is_loop("".join(chr(0x4E00 + number) for number in range(20_000)))


def test_what_is_not_sure_is_left_out():
    pieces = [
        Heard(100, 3900, " 广州市房地产中介协会分析", -0.33, 0.04),
        Heard(4000, 5000, "in one room", -2.89, 0.05),
        Heard(5000, 6000, "谢谢观看", -0.7, 0.9),
        Heard(6000, 6000, "没有时间"),
        Heard(7000, 12_000, "再见"),
        Heard(13_000, 14_000, "录像完了以后"),
    ]
    assert rules.cues(pieces, 10_000) == [Cue(100, 3900, "广州市房地产中介协会分析"), Cue(7000, 10_000, "再见")]


def test_of_many_echoes_one_is_believed():
    echoes = [Heard(number * 1000, number * 1000 + 900, " 请订阅") for number in range(5)]
    twice = [Heard(9000 + number * 1000, 9900 + number * 1000, "好") for number in range(2)]
    assert [cue.start for cue in rules.cues(echoes + twice)] == [0, 9000, 10_000]


def test_the_report_becomes_a_transcript():
    lines = [["zh", 0.99], [110, 3910, " 广州市佛地产中间协会分析", -0.33, 0.04], [4000, 4900, "<b>好</b>", -0.2, 0.0]]
    report = "\n".join(json.dumps(line) for line in lines) + "\n"
    found = speech.transcript(report, 5000)
    assert found == ("zh-Hans", [Cue(110, 3910, "广州市佛地产中间协会分析"), Cue(4000, 4900, "<b>好</b>")])


@pytest.mark.parametrize("report", ["", "\n", '["fr", 0.98]', '["zh", 0.4]', '["zh", 0.99]'])
def test_nothing_heard_is_no_captions(report: str):
    assert speech.transcript(report, 5000) == ("", [])


def test_without_a_model_there_is_no_speech(tmp_path: Path):
    assert not speech.can_hear("")
    assert not speech.can_hear(str(tmp_path))


def test_a_child_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    broken = tmp_path / "child.py"
    broken.write_text("raise SystemExit('no model here')")
    monkeypatch.setattr(speech, "CHILD", broken)
    with pytest.raises(speech.NotHeard, match="no model here"):
        speech.transcribe(tmp_path / "x.m4a", str(tmp_path), length=1000)


def test_a_child_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sleeper = tmp_path / "child.py"
    sleeper.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(speech, "CHILD", sleeper)

    class Once:
        asked = 0

        def is_set(self) -> bool:
            self.asked += 1
            return self.asked > 2

    with pytest.raises(processes.Stopped):
        speech.transcribe(tmp_path / "x.m4a", str(tmp_path), length=1000, watch=processes.Watch(stop=Once()))


def test_sound_is_read_from_whatever_a_replay_has(clips: Path):
    path = make.clip(clips / "talk.m4a", seconds=2, video=False)
    read = np.concatenate(list(child.samples(str(path))))
    assert read.dtype == np.int16
    assert abs(len(read) / child.RATE - 2) < 0.1


def test_long_sound_is_cut_where_it_is_quiet_and_nothing_is_lost():
    noise = np.random.default_rng(7).integers(-9000, 9000, 11 * 60 * child.RATE, dtype=np.int16)
    for second in (285, 570):  # half a second of silence near the end of each piece
        noise[second * child.RATE : second * child.RATE + child.RATE // 2] = 0
    found = list(child.pieces(iter(np.array_split(noise, 5000))))
    assert np.array_equal(np.concatenate([piece for _first, piece in found]), noise)
    starts = [first for first, _piece in found]
    assert starts == [sum(len(piece) for _first, piece in found[:number]) for number in range(len(found))]
    assert all(abs(start / child.RATE - second) < 0.6 for start, second in zip(starts[1:], (285, 570), strict=True))


class Whisper:
    """Stands where the model stands, to see what is asked of it and what is made of its answers."""

    class About:
        def __init__(self, language: str, speech: float) -> None:
            self.language, self.language_probability, self.duration_after_vad = language, 0.9, speech

    class Part:
        start, end, text, avg_logprob, no_speech_prob = 0.5, 1.25, "好", -0.1, 0.0

    def __init__(self, language: str, speech: list[float]) -> None:
        self.language, self.speech, self.asked = language, speech, list[str | None]()

    def transcribe(self, sound: object, language: str | None = None, **_options: object) -> tuple[list["Whisper.Part"], "Whisper.About"]:
        self.asked.append(language)
        return [self.Part()], self.About(language or self.language, self.speech.pop(0))


@pytest.mark.parametrize(
    "language, speech_seconds, said, asked",
    [
        ("zh", [0.0, 9.0, 9.0], [["zh", 0.9], [270_500, 271_250, "好", -0.1, 0.0], [540_500, 541_250, "好", -0.1, 0.0]], [None, None, "zh"]),
        ("fr", [9.0], [["fr", 0.9]], [None]),
        ("zh", [0.0, 0.0, 0.0], [], [None, None, None]),
    ],
    ids=["silence first", "another language", "nobody speaks"],
)
def test_the_language_is_that_of_the_first_piece_with_speech(
    language: str, speech_seconds: list[float], said: list[list[object]], asked: list[str | None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(child, "samples", lambda path: iter([np.zeros(child.RATE * 60, np.int16)] * 11))
    monkeypatch.setattr(child, "quietest", lambda whole: 270 * child.RATE)
    model, lines = Whisper(language, speech_seconds), list[list[object]]()
    child.hear("x", model, frozenset({"zh", "en"}), 0.6, lines.append)
    assert (lines, model.asked) == (said, asked)


@needs_model
@needs_voice
def test_a_real_voice():
    found = speech.transcribe(VOICE, MODEL, length=4281)
    assert found.language == "zh-Hans"
    said = "".join(cue.text for cue in found.cues)
    assert len(set(said) & set("广州市房地产中介协会分析")) >= 9, said


@needs_model
@needs_voice
@pytest.mark.django_db
def test_a_recording_gets_its_draft_by_itself(owner: User, clips: Path, settings: Any):
    settings.SPEECH_MODEL_DIR = MODEL
    make.ffmpeg("-i", str(VOICE), "-c:a", "aac", str(clips / "voice.m4a"))
    recording = make.processed(make.received(clips / "voice.m4a", owner))
    assert (recording.state, recording.left_out) == ("ready", {})
    track = recording.captions.get()
    assert captioning.is_draft(track)
    assert len(set("".join(cue.text for cue in captioning._cues(track))) & set("广州市房地产中介协会分析")) >= 9


@needs_model
def test_a_tone_says_nothing(clips: Path):
    assert speech.transcribe(make.clip(clips / "tone.m4a", seconds=3, video=False), MODEL, length=3000) == ("", [])


@pytest.mark.django_db
def test_what_was_heard_becomes_a_draft(owner: object):
    recording = make.row(owner, duration_ms=5000)  # type: ignore[arg-type]
    heard = speech.transcript('["zh", 0.99]\n[110, 3910, "大家好", -0.33, 0.04]', 5000)
    track = captioning.put_draft(recording=recording, language=heard.language, cues=heard.cues)
    assert track is not None
    assert captioning.is_draft(track)


def test_the_child_needs_nothing_of_the_project():
    assert not {name for name in ("django", "media") if f"import {name}" in speech.CHILD.read_text() or f"from {name}" in speech.CHILD.read_text()}
    assert sys.executable
