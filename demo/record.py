"""Makes the demo's recordings: `python -m demo.record [name ...]`, run by a developer, its results are committed.

It needs ffmpeg, espeak-ng, LibreOffice, pdftoppm and the Noto CJK fonts. The slides are the demo's own .pptx, the voice is
synthetic, the moving picture is drawn by ffmpeg (demo/figures.py): nothing comes from a third party.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

from demo import content, figures
from demo.content import RecordingText
from demo.files import Fonts, deck
from demo.files.colours import SCHOOL

TARGET = Path(__file__).parent / "recordings"
RENDERED = Fonts("Noto Sans CJK SC", "Noto Serif CJK SC")
FPS = 25
QUALITY = {"lecture": "29", "phone": "31"}  # CRF: a phone that is held by hand moves all the time
AFTER_SENTENCE, AFTER_SCENE = 0.45, 1.1  # seconds of silence
WRITTEN = {"九六一一零": "96110", "一二零": "120", "一一零": "110"}  # said digit by digit, written as numbers
# H.264 with a key frame at least every 4 s, so that the pipeline can publish it without encoding it again.
VIDEO = ["-c:v", "libx264", "-preset", "slow", "-pix_fmt", "yuv420p", "-g", "100", "-keyint_min", "25", "-profile:v", "high", "-refs", "3"]
AUDIO = ["-c:a", "aac", "-b:a", "48k", "-ar", "48000", "-ac", "1", "-af", "highpass=f=90,volume=2.2,alimiter=limit=0.8,aecho=0.9:0.8:24:0.14"]
FILE = ["-movflags", "+faststart", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact"]


@dataclass(frozen=True)
class Cue:
    """A sentence and when it is said, in seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Track:
    """The voice of a recording: its file, its sentences, and how long each scene lasts."""

    path: Path
    cues: tuple[Cue, ...]
    scenes: tuple[float, ...]


def main(names: list[str]) -> None:
    TARGET.mkdir(exist_ok=True)
    for text in content.recordings():
        if not names or text.name in names:
            with tempfile.TemporaryDirectory() as folder:
                make(text, Path(folder))


def make(text: RecordingText, work: Path) -> None:
    """Write `<name>.mp4`, and `<name>.vtt` when it has captions."""
    track = _speak(text, work)
    pages = _pages(text, work)
    shown = work / "slides.txt"
    lines = [f"file '{pages[scene.slide - 1]}'\nduration {length:.3f}\n" for scene, length in zip(text.scenes, track.scenes, strict=True)]
    shown.write_text("".join(lines) + f"file '{pages[text.scenes[-1].slide - 1]}'\n", encoding="utf-8")
    figure = _figure(text, work)
    target = TARGET / f"{text.name}.mp4"
    graph = _upright if text.kind == "phone" else _lecture
    sources = ["-f", "concat", "-safe", "0", "-i", str(shown), "-stream_loop", "-1", "-i", str(figure), "-i", str(track.path)]
    maps = ["-filter_complex", graph(text), "-map", "[v]", "-map", "2:a", "-t", f"{sum(track.scenes):.2f}"]
    _run("ffmpeg", "-v", "error", "-y", *sources, *maps, *VIDEO, "-crf", QUALITY[text.kind], *AUDIO, *FILE, str(work / target.name))
    _deliver(text, work / target.name, target)
    if text.captions:
        target.with_suffix(".vtt").write_text(vtt(track.cues), encoding="utf-8")
    sys.stdout.write(f"{target.name}: {sum(track.scenes):.0f} s, {target.stat().st_size / 1e6:.2f} MB\n")


def _deliver(text: RecordingText, made: Path, target: Path) -> None:
    """Put the recording in its place; a phone's with the note that it is to be turned (older ffmpegs cannot write it, the wheel's can)."""
    turn = ["-display_rotation", "-90"] if text.kind == "phone" else []
    _run(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *turn, "-i", str(made), "-c", "copy", *FILE, str(target))


def vtt(cues: tuple[Cue, ...]) -> str:
    """The sentences as a WebVTT file."""
    rows = [f"{_clock(cue.start)} --> {_clock(cue.end)}\n{_written(cue.text)}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *rows])


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _written(text: str) -> str:
    for said, number in WRITTEN.items():
        text = text.replace(said, number)
    return text


def _speak(text: RecordingText, work: Path) -> Track:
    """All sentences one after another with pauses, as one mono wave file."""
    now, cues, scenes = 0.0, [], []
    path = work / "voice.wav"
    with wave.open(str(path), "wb") as voice:
        voice.setparams((1, 2, 22050, 0, "NONE", ""))
        for scene in text.scenes:
            begun = now
            for place, sentence in enumerate(scene.say, start=1):
                frames = _sentence(sentence, text, work)
                length = len(frames) / 2 / 22050
                pause = AFTER_SCENE if place == len(scene.say) else AFTER_SENTENCE
                voice.writeframes(frames + bytes(2 * round(pause * 22050)))
                cues.append(Cue(now, now + length, sentence))
                now += length + round(pause * 22050) / 22050
            scenes.append(now - begun)
    return Track(path, tuple(cues), tuple(scenes))


def _sentence(sentence: str, text: RecordingText, work: Path) -> bytes:
    said = work / "sentence.wav"
    _run("espeak-ng", "-v", "cmn", "-s", str(text.speed), "-p", str(text.pitch), "-w", str(said), sentence)
    with wave.open(str(said)) as source:
        return source.readframes(source.getnframes())


def _pages(text: RecordingText, work: Path) -> list[Path]:
    """The slides of the course as pictures, as wide as the recording."""
    (work / "deck.pptx").write_bytes(deck(content.course(text.course), RENDERED))
    _run("soffice", "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to", "pdf", "--outdir", str(work), str(work / "deck.pptx"))
    _run("pdftoppm", "-png", "-scale-to-x", str(text.width), "-scale-to-y", "-1", str(work / "deck.pdf"), str(work / "page"))
    return sorted(work.glob("page-*.png"))


def _figure(text: RecordingText, work: Path) -> Path:
    """The moving picture, drawn once as a loop."""
    path = work / "figure.mp4"
    colour = SCHOOL[content.course(text.course).school]
    source = figures.exercising(colour) if text.kind == "phone" else figures.speaking(colour)
    _run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-crf", "12", "-pix_fmt", "yuv420p", str(path))
    return path


def _lecture(text: RecordingText) -> str:
    """The slide, and the teacher in the lower right corner."""
    wide = text.width * 7 // 40 // 4 * 4
    high = wide * 3 // 4 // 2 * 2
    edge = text.width // 80
    corner = f"[1:v]scale={wide}:{high}:flags=bicubic,pad={wide + 8}:{high + 8}:4:4:white[face]"
    slide = f"[0:v]fps={FPS},scale={text.width}:{text.height},format=yuv420p[page]"
    return f"{slide};{corner};[page][face]overlay=W-w-{edge}:H-h-{edge * 2},setsar=1,format=yuv420p[v]"


def _upright(text: RecordingText) -> str:
    """A phone held upright: the screen above, the teacher below, a hand that is not quite still; stored lying, as phones do."""
    high = text.width * 9 // 16 // 2 * 2
    page = f"[0:v]fps={FPS},scale={text.width}:{high},pad={text.width + 48}:{text.height + 64}:24:90:0x4a4d52[wall]"
    body = f"[1:v]scale={text.width + 48}:{text.height + 64 - high - 120}:flags=bicubic[body]"
    sway = f"crop={text.width}:{text.height}:24+9*sin(t*0.9)+5*sin(t*2.3):32+8*sin(t*1.1)+4*sin(t*1.9)"
    return f"{page};{body};[wall][body]overlay=0:{high + 120},{sway},transpose=cclock,setsar=1,format=yuv420p[v]"


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE if command[0] == "soffice" else None)


if __name__ == "__main__":
    main(sys.argv[1:])
