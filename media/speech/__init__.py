"""What is said in a recording, written down by faster-whisper where it is installed (`requirements/speech.txt`) and a model lies (SPEECH_MODEL_DIR).

    can_hear(model) -> bool
    transcribe(audio, model, length) -> Transcript

A library: it takes files and answers plain values, and knows no recording's row. The model works in a limited child process of one thread.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from media import processes
from media.rules.captions import Cue
from media.rules.speech import SPOKEN, SURE_OF_LANGUAGE, Heard, cues, language_of

CHILD = Path(__file__).with_name("hearing_child.py")
NEEDED = ("config.json", "model.bin", "tokenizer.json")


class NotHeard(Exception):
    """The model could not be used, or the sound not be read; `detail` are the child's last words."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Transcript(NamedTuple):
    """The language of captions and the captions; "" and none where nobody speaks, or a language that is not ours."""

    language: str
    cues: list[Cue]


def can_hear(model: str) -> bool:
    """Whether this machine has the packages and a model lies in that folder. "" is no folder: the feature is off."""
    return bool(model) and all((Path(model) / name).is_file() for name in NEEDED) and all(find_spec(name) for name in ("faster_whisper", "opencc"))


def transcribe(audio: Path, model: str, *, length: int, watch: processes.Watch | None = None) -> Transcript:
    """What is said in a file of sound (or with sound) that takes `length` milliseconds; about a third of that in CPU time with a small model.

    Raises NotHeard, and what processes.run raises.
    """
    seconds = length // 1000
    limits = processes.Limits(wall=600 + 10 * seconds, cpu=300 + 3 * seconds, memory=6 * 1024**3, file=1024 * 1024)
    arguments = [str(audio.resolve()), str(Path(model).resolve()), ",".join(SPOKEN), str(SURE_OF_LANGUAGE)]
    outcome = processes.run([sys.executable, "-I", str(CHILD), *arguments], limits=limits, watch=watch)
    if outcome.code != 0:
        raise NotHeard(outcome.errors[-2000:])
    return transcript(outcome.output, length)


def transcript(report: str, length: int) -> Transcript:
    """From what the child prints: a line with the language, then one for each piece of speech."""
    lines = [json.loads(line) for line in report.splitlines() if line.strip()]
    language = language_of(*lines[0]) if lines else ""
    found = cues((Heard(*line) for line in lines[1:]), length) if language else []
    return Transcript(language, found) if found else Transcript("", [])
