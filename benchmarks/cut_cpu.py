"""Three parts kept of the top rung of a lecture, seams only encoded / the same frames and sound encoded in full at the same preset. CPU seconds."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from benchmarks import college
from benchmarks.measure import Result, cpu_of, in_turns

CLIP = "lecture-zh-1080p.mp4"
KEPT = ((0.03, 0.277), (0.318, 0.57), (0.643, 0.972))  # parts of the length: nobody cuts at a keyframe
GRID = 40  # milliseconds of a frame of the clips


def measure(tiny: bool) -> Result:
    college.start_django()
    from media import processes, transcoding
    from media.probing import probe
    from media.rules.cuts import EditList
    from media.transcoding import cutting

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, named = _clip(tool, folder, tiny)
    source, uncut = probe(clip), folder / "uncut"
    uncut.mkdir()
    transcoding.remux(clip, source, uncut, watch=processes.Watch())
    duration = source.duration // GRID * GRID
    edits = EditList(duration, tuple((round(start * duration) // GRID * GRID, round(end * duration) // GRID * GRID) for start, end in KEPT))
    cut = folder / "cut"

    def renditions() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as target:
            cutting.make_renditions(cutting.job_for(uncut, edits, Path(target), processes.Watch()), edits)

    def peer() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as target:
            subprocess.run(_in_full(tool, uncut / "replay.mp4", edits.kept, Path(target)), check=True)

    cut.mkdir()
    whole = cpu_of(lambda: cutting.cut(uncut, edits, cut, watch=processes.Watch()))
    rung = next(path.name for path in cut.glob("*p"))
    copied = exact(tool, uncut / rung, cut / rung, edits.kept)
    spent = in_turns(1 if tiny else 2, lambda: cpu_of(renditions), lambda: cpu_of(peer))
    notes = [f"{named}, {edits.length / 1000:.1f} of {duration / 1000:.1f} s", f"{copied} frames to the bit, none lost or doubled"]
    notes.append(f"with MP4 and poster {whole:.2f} CPU s")
    return Result("cut_cpu", *spent, "CPU s", 0.08, True, notes)


def exact(tool: str, uncut: Path, cut: Path, kept: tuple[tuple[int, int], ...]) -> str:
    """How many of the wanted frames are those of the original to the bit; ends the program when their number is wrong or too few are."""
    before, after = _pictures(tool, uncut), _pictures(tool, cut)
    wanted = [number for start, end in kept for number in range(start // GRID, end // GRID)]
    same = sum(before[number] == picture for number, picture in zip(wanted, after, strict=False))
    if len(after) != len(wanted) or same < len(wanted) * 0.5:
        raise SystemExit(f"{len(after)} frames instead of {len(wanted)}, {same} of them exact")
    return f"{same} of {len(wanted)}"


def _pictures(tool: str, rung: Path) -> list[str]:
    command = [tool, "-v", "error", "-nostdin", "-allowed_extensions", "ALL", "-i", str(rung / "index.m3u8"), "-map", "0:v", "-f", "framemd5", "-"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [line.rpartition(",")[2] for line in lines if not line.startswith("#")]


def _in_full(tool: str, movie: Path, kept: tuple[tuple[int, int], ...], target: Path) -> list[str]:
    """The command that people write: select, and encode as the ladder does."""
    from media.rules.ladder import MAX_RATES
    from media.transcoding import graph

    times = "+".join(f"between(t,{start / 1000},{end / 1000 - 0.001})" for start, end in kept)
    filters = f"[0:v]select='{times}',setpts=N/{1000 // GRID}/TB[v];[0:a]aselect='{times}',asetpts=N/SR/TB[a]"
    rate = ["-crf", str(graph.CRF), "-maxrate", str(MAX_RATES[1080]), "-bufsize", str(MAX_RATES[1080] * 2)]
    video = ["-c:v", "libx264", "-preset", graph.PRESET, *rate, "-profile:v", "high", "-sc_threshold", "0", "-force_key_frames", "expr:gte(t,n_forced*4)"]
    sound = ["-c:a", "aac", "-aac_coder", "fast", "-b:a", graph.AUDIO_RATE, "-threads", str(graph.THREADS)]
    hls = ["-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", str(target / "index.m3u8")]
    return [tool, "-v", "error", "-nostdin", "-y", "-i", str(movie), "-filter_complex", filters, "-map", "[v]", "-map", "[a]", *video, *sound, *hls]


def _clip(tool: str, folder: Path, tiny: bool) -> tuple[Path, str]:
    """The real lecture where it is, else a moving picture and a tone that conform as well."""
    real = Path(os.environ.get("RECORDINGS_DIR", Path(__file__).resolve().parents[2] / "shared" / "recordings"))
    if (real / CLIP).is_file() and not tiny:
        return real / CLIP, CLIP
    seconds = 20 if tiny else 110
    picture = ["-f", "lavfi", "-i", f"testsrc2=s=1920x1080:r=25:d={seconds}", "-f", "lavfi", "-i", f"sine=f=440:r=48000:d={seconds}"]
    video = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-g", "50", "-pix_fmt", "yuv420p", "-maxrate", "4M", "-bufsize", "8M"]
    subprocess.run([tool, "-v", "error", "-nostdin", "-y", *picture, *video, "-c:a", "aac", str(folder / "clip.mp4")], check=True)
    return folder / "clip.mp4", "a made clip"


if __name__ == "__main__":
    college.answer(measure)
