"""Our 720p of a lecture: kilobits a second / one, where it looks like the original: VMAF of 95 at least, by the ffmpeg of the wheel."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg

from benchmarks import college, recordings
from benchmarks.measure import Result

SECONDS = 110
LIKE = 95
EVERY = 5  # pictures; the score of a lecture is the same to a tenth as that of all


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import processes, transcoding
    from media.probing import probe
    from media.rules import plan_for

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, named = recordings.lecture(tool, folder, 4 if tiny else SECONDS)
    source, made = probe(clip), folder / "made"
    plan = plan_for(source, copying=False)
    plan = replace(plan, rungs=tuple(rung for rung in plan.rungs if rung.name == "720p"), audio="")
    made.mkdir()
    (rung,) = transcoding.encode(clip, source, made, watch=processes.Watch(), plan=plan).rungs
    score, words = likeness(made / "720p" / "index.m3u8", clip)
    if score is not None and score < LIKE:
        raise SystemExit(f"{named}: {words}, which is less than {LIKE}")
    return Result("size_720p", rung.bytes * 8 / source.duration, 1, "kb/s", 300, True, [f"{named}, {source.duration / 1000:.0f} s; {words}"])


def likeness(rung: Path, clip: Path) -> tuple[float | None, str]:
    """The VMAF of a rendition against its source scaled to the same size, and words for it. Without libvmaf the words tell SSIM, and there is no score."""
    tool = imageio_ffmpeg.get_ffmpeg_exe()
    if " libvmaf " in subprocess.run([tool, "-hide_banner", "-filters"], capture_output=True, text=True, check=True).stdout:
        said = _compared(tool, rung, clip, f"libvmaf=n_threads=2:n_subsample={EVERY}")
        score = float(re.search(r"VMAF score: ([\d.]+)", said)[1])  # type: ignore[index]
        return score, f"VMAF {score:.1f}"
    return None, f"SSIM {re.search(r'All:([0-9.]+)', _compared(tool, rung, clip, 'ssim'))[1]}; this ffmpeg has no VMAF"  # type: ignore[index]


def _compared(tool: str, rung: Path, clip: Path, judge: str) -> str:
    graph = f"[0:v]setpts=PTS-STARTPTS[ours];[1:v]setpts=PTS-STARTPTS,scale=1280:720,format=yuv420p[theirs];[ours][theirs]{judge}"
    inputs = ["-allowed_extensions", "ALL", "-i", str(rung), "-i", str(clip)]
    return subprocess.run([tool, "-hide_banner", "-nostdin", *inputs, "-lavfi", graph, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr


if __name__ == "__main__":
    college.answer(measure)
