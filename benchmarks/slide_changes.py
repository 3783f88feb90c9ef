"""Slide changes found in a filmed lecture by us / ffmpeg's scene filter reading the same clip. CPU seconds; and how right ours are."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from benchmarks import college
from benchmarks.measure import Result, cpu_of, in_turns

CLIP, TRUTH = "lecture-zh-1080p.mp4", "lecture-zh-changes.json"
WITHIN_MS = 1_000
SHOWN = 12  # seconds that each slide of a made clip is shown


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import slides, transcoding
    from media.probing import probe

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, truth, named = _clip(tool, folder, tiny)
    source = probe(clip)
    found: list[int] = []

    def ours() -> None:
        found[:] = slides.find(clip, source).changes

    def peer() -> None:
        scenes = ["-an", "-vf", "select='gt(scene,0.025)'", "-f", "null", "-"]  # the threshold that lecture systems begin with
        subprocess.run([tool, "-v", "error", "-nostdin", "-i", str(clip), *scenes], check=True)

    spent = in_turns(1 if tiny else 2, lambda: cpu_of(ours), lambda: cpu_of(peer))
    rightness = score(found, truth)
    if rightness < 0.95:
        raise SystemExit(f"{named}: F1 is {rightness:.2f}: {found} instead of {truth}")
    return Result("slide_changes", *spent, "CPU s", 0.125, True, [f"{named}, {source.duration / 1000:.0f} s", f"F1 within 1 s {rightness:.2f}"])


def score(found: list[int], truth: list[int]) -> float:
    """F1; each change is counted once."""
    left, hits = list(found), 0
    for moment in truth:
        near = min(left, key=lambda change: abs(change - moment), default=None)
        if near is not None and abs(near - moment) <= WITHIN_MS:
            hits += 1
            left.remove(near)
    return 2 * hits / max(len(found) + len(truth), 1)


def _clip(tool: str, folder: Path, tiny: bool) -> tuple[Path, list[int], str]:
    """The real lecture where it is, else drawn slides with a moving corner."""
    real = Path(os.environ.get("RECORDINGS_DIR", Path(__file__).resolve().parents[2] / "shared" / "recordings"))
    if (real / CLIP).is_file() and not tiny:
        return real / CLIP, [1000 * second for second in json.loads((real / TRUTH).read_text()) if second], CLIP
    number = 3 if tiny else 9
    return _made(tool, folder, number), [1000 * SHOWN * change for change in range(1, number)], "a made clip"


def _made(tool: str, folder: Path, number: int) -> Path:
    """Each slide is a white page with a pattern of its own, 1920 by 1080, and a camera in its corner."""
    slides = [f"color=white:s=1920x1080:r=25:d={SHOWN},drawgrid=w={60 + 17 * slide}:h=90:t=8:c=black[s{slide}]" for slide in range(number)]
    deck = "".join(f"[s{slide}]" for slide in range(number)) + f"concat=n={number}[deck]"
    camera = f"testsrc2=s=480x270:r=25:d={SHOWN * number},noise=alls=30:allf=t[camera]"
    graph = ";".join([*slides, deck, camera, "[deck][camera]overlay=1440:810:shortest=1[v]"])
    encoding = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-pix_fmt", "yuv420p", str(folder / "clip.mp4")]
    subprocess.run([tool, "-v", "error", "-nostdin", "-y", "-filter_complex", graph, "-map", "[v]", *encoding], check=True)
    return folder / "clip.mp4"


if __name__ == "__main__":
    college.answer(measure)
