"""A conforming recording made into a replay with small pictures and slide changes by us / one ffmpeg process per rung at the same settings, and
one for the poster. CPU seconds.

The peer is the command that people write for a rendition: it decodes, scales and encodes, and copies nothing. So it encodes the top rung, and the
sound in each process, as the measurement did from which the bar was taken; the sound with our coder, the cheaper one. That ours copies what conforms
and encodes nothing twice is what is measured; ours also listens to the sound, and encodes that of the lecture, which is too quiet, once.
The notes also say the ratio to a peer that copies the sound.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from benchmarks import college, recordings
from benchmarks.measure import Result, cpu_of, in_turns

SECONDS = 110
ROUNDS = 3  # what the machine does beside it moves one round by five per cent


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import transcoding
    from media.probing import probe
    from media.rules import plan_for

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, named = recordings.lecture(tool, folder, 4 if tiny else SECONDS)
    plan = plan_for(probe(clip))
    if not any(rung.copied for rung in plan.rungs):
        raise SystemExit(f"{named} does not conform: its top rung would be encoded")

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as target:
            recordings.replay(clip, Path(target))

    def peer() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as target:
            for rung in plan.rungs:
                subprocess.run(_alone(tool, clip, rung, Path(target)), check=True)
            subprocess.run([*recordings.quiet(tool, clip), "-ss", "3", "-frames:v", "1", f"{target}/poster.jpg"], check=True)

    spent = in_turns(1 if tiny else ROUNDS, lambda: cpu_of(ours), lambda: cpu_of(peer))
    sound = cpu_of(lambda: subprocess.run([*recordings.quiet(tool, clip), "-vn", *_sound(), "-f", "null", "-"], check=True))
    rungs = "/".join(rung.name for rung in plan.rungs)
    notes = [f"{named}, {plan.duration / 1000:.0f} s, {rungs}", f"to a peer that copies the sound {spent[0] / (spent[1] - len(plan.rungs) * sound):.2f}"]
    return Result("transcode_cpu", *spent, "CPU s", 0.4, True, notes)


def _sound() -> list[str]:
    from media.transcoding import graph

    return ["-c:a", "aac", "-aac_coder", "fast", "-b:a", graph.AUDIO_RATE]


def _alone(tool: str, clip: Path, rung: object, target: Path) -> list[str]:
    """The command that people write for one rung: the settings of ours, its own decode, its own sound."""
    from media.transcoding import graph

    folder = target / rung.name  # type: ignore[attr-defined]
    folder.mkdir()
    picture = ["-vf", f"scale={rung.width}:{rung.height}", "-c:v", "libx264", "-preset", graph.PRESET, "-crf", str(graph.CRF)]  # type: ignore[attr-defined]
    rate = ["-maxrate", str(rung.max_rate), "-bufsize", str(rung.max_rate * 2), "-profile:v", "high", "-sc_threshold", "0"]  # type: ignore[attr-defined]
    grid = ["-force_key_frames", "expr:gte(t,n_forced*4)", "-threads", str(graph.THREADS)]
    hls = [*_sound(), "-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", str(folder / "index.m3u8")]
    return [*recordings.quiet(tool, clip), *picture, *rate, *grid, *hls]


if __name__ == "__main__":
    college.answer(measure)
