"""Characters of filmed slides that are read right, at 720 lines / all of them. With the deck none may be wrong. Per cent.

Reading needs `requirements/ocr.txt`. The deck of the real lecture is drawn by LibreOffice and poppler, and left out where there are none."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation

from benchmarks import college, recordings
from benchmarks.measure import Result
from tests.media.texts import right

TEXT, DECK = "lecture-zh-text.json", "lecture-zh-deck.pptx"
SHOWN = 10  # seconds of each slide that is drawn here
FONT = "NotoSansCJK-Regular.ttc"
DRAWN = [
    ["一、反诈骗常识", "不点陌生链接，不报验证码", "转账前先打电话"],
    ["二、手机支付", "每天限额500元", "手机丢了立即挂失"],
    ["三、作业", "给家人讲"],
]
PLAIN = [["Lesson 1", "Never tell a code", "Call before paying"], ["Lesson 2", "At most 500 a day", "Report a lost phone"], ["Homework", "Tell your family"]]


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import transcoding
    from media.slides import reading

    if not reading.can_read():
        raise SystemExit("rapidocr is missing: install requirements/ocr.txt")
    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    real = Path(os.environ.get("RECORDINGS_DIR", Path(__file__).resolve().parents[2] / "shared" / "recordings"))
    clip, truth, pages = _real(tool, real, folder) if (real / DECK).is_file() and not tiny else _made(tool, folder)
    read = 100 * right(_texts(clip, folder / "read", (), len(truth)), truth)
    matched = 100 * right(_texts(clip, folder / "matched", pages, len(truth)), truth) if pages else None
    if matched is not None and matched < 100:
        raise SystemExit(f"with the deck {matched:.2f} % are right")
    named = f"{recordings.LECTURE if clip.name == 'lecture.mp4' else 'slides drawn here'} at 720 lines, {len(truth)} slides"
    return Result("ocr", read, 100, "per cent", 0.995, False, [named, "with the deck 100 %" if pages else "no LibreOffice: without the deck"])


def _texts(clip: Path, folder: Path, pages: Sequence[Any], number: int) -> list[str]:
    from media import slides
    from media.probing import probe

    folder.mkdir()
    texts = [slide.text for slide in slides.make(clip, probe(clip), folder, pages)]
    if len(texts) != number:
        raise SystemExit(f"{len(texts)} slides were found instead of {number}")
    return texts


def _real(tool: str, real: Path, folder: Path) -> tuple[Path, list[list[str]], list[Any]]:
    """The lecture at 720 lines, the words of the pages that it shows, and the deck."""
    from media import slides

    clip, words = folder / "lecture.mp4", json.loads((real / TEXT).read_text())
    shown = len({0, *json.loads((real / "lecture-zh-changes.json").read_text())})
    picture = ["-an", "-vf", "scale=1280:720", "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "50"]
    subprocess.run([*recordings.quiet(tool, real / recordings.LECTURE), *picture, str(clip)], check=True)
    drawn = slides.draw(real / DECK, folder)
    texts = ["\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame) for page in Presentation(str(real / DECK)).slides]
    return clip, words[:shown], [slides.Page(*page) for page in zip(drawn, texts, strict=True)] if drawn else []


def _made(tool: str, folder: Path) -> tuple[Path, list[list[str]], list[Any]]:
    """Slides drawn here, in Chinese where there is a font for it, filmed at 720 lines; they are the deck too."""
    from media import slides

    words, font = _hand()
    drawn = [_slide(folder / f"{number}.png", lines, font) for number, lines in enumerate(words)]
    inputs = [part for picture in drawn for part in ("-loop", "1", "-r", "10", "-t", str(SHOWN), "-i", str(picture))]
    graph = "".join(f"[{number}:v]" for number in range(len(drawn))) + f"concat=n={len(drawn)}[v]"
    encoding = ["-map", "[v]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "20", "-pix_fmt", "yuv420p", str(folder / "drawn.mp4")]
    subprocess.run([tool, "-v", "error", "-nostdin", "-y", *inputs, "-filter_complex", graph, *encoding], check=True)
    return folder / "drawn.mp4", words, [slides.Page(picture, "\n".join(lines)) for picture, lines in zip(drawn, words, strict=True)]


def _hand() -> tuple[list[list[str]], Any]:
    try:
        return DRAWN, ImageFont.truetype(FONT, 56)
    except OSError:
        return PLAIN, ImageFont.load_default(56)


def _slide(target: Path, lines: list[str], font: Any) -> Path:
    image = Image.new("RGB", (1280, 720), "white")
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((100, 110 + 170 * number), line, fill="black", font=font)
    image.save(target)
    return target


if __name__ == "__main__":
    college.answer(measure)
