"""Writes down what is said in a file and prints it as JSON lines. A program of its own (`processes.run`): the model takes memory.

It imports nothing of the project. The first line is [language, probability]; nothing follows when the language is none of those wanted. Each other
line is [start, end, text, sure, silence]: milliseconds, words in simplified signs, mean logarithm of their probability, probability of no speech.
The sound is taken in pieces of some minutes that end where it is quiet, so that memory stays flat over any length.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

os.environ.update({"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"})  # before the libraries read them

import av
import numpy as np

RATE = 16_000
PIECE = 300 * RATE
LOOKED_AT = 30 * RATE  # the end of a piece, in which the quiet place is sought
QUIET = RATE // 5
LEAST_SPEECH = 0.5  # seconds


def samples(path: str) -> Iterator[Any]:
    """The sound as arrays of int16, one channel, 16 kHz."""
    options = {"protocol_whitelist": "file"}
    with av.open("file:" + path, options=options, metadata_errors="replace") as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in container.decode(audio=0):
            yield from (part.to_ndarray().reshape(-1) for part in resampler.resample(frame))
        yield from (part.to_ndarray().reshape(-1) for part in resampler.resample(None))


def pieces(sound: Iterator[Any]) -> Iterator[tuple[int, Any]]:
    """(first sample, piece) one after the other, nothing between them left out."""
    first, parts, held = 0, list[Any](), 0
    for part in sound:
        parts.append(part)
        held += len(part)
        if held >= PIECE:
            whole = np.concatenate(parts)
            cut = quietest(whole)
            yield first, whole[:cut]
            first, parts, held = first + cut, [whole[cut:]], len(whole) - cut
    if held:
        yield first, np.concatenate(parts)


def quietest(whole: Any) -> int:
    """The middle of the quietest fifth of a second near the end."""
    begin = len(whole) - LOOKED_AT
    blocks = whole[begin : begin + LOOKED_AT // QUIET * QUIET].reshape(-1, QUIET).astype(np.float32)
    return int(begin + int(np.argmin((blocks**2).mean(axis=1))) * QUIET + QUIET // 2)


def hear(path: str, model: Any, wanted: frozenset[str], surely: float, say: Callable[[list[Any]], None]) -> None:
    """Say the language and then each piece of speech."""
    language = None
    for first, piece in pieces(samples(path)):
        sound = piece.astype(np.float32) / 32768
        found, about = model.transcribe(sound, language=language, vad_filter=True, condition_on_previous_text=False)
        if about.duration_after_vad < LEAST_SPEECH:
            continue
        if language is None:
            language = about.language
            say([language, about.language_probability])
            if language not in wanted or about.language_probability < surely:
                return
        for part in found:
            begin = first * 1000 // RATE
            say([begin + round(part.start * 1000), begin + round(part.end * 1000), part.text, part.avg_logprob, part.no_speech_prob])


def main(path: str, folder: str, wanted: str, surely: str) -> None:
    from faster_whisper import WhisperModel
    from opencc import OpenCC

    simplified = OpenCC("t2s").convert

    def say(line: list[Any]) -> None:
        print(json.dumps([simplified(value) if isinstance(value, str) else value for value in line]), flush=True)  # noqa: T201

    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1, num_workers=1, local_files_only=True)
    hear(path, model, frozenset(wanted.split(",")), float(surely), say)


if __name__ == "__main__":
    main(*sys.argv[1:5])
