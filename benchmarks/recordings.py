"""What the benchmarks of recordings share: the clip, our whole pipeline on it, and ffmpeg as others call it."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import college
from benchmarks.measure import Result, cpu_of, cpu_of_tree

LECTURE = "lecture-zh-1080p.mp4"


def lecture(tool: str, folder: Path, seconds: int) -> tuple[Path, str]:
    """The beginning of the real lecture where it is, else a picture and a tone that conform as well."""
    real = Path(os.environ.get("RECORDINGS_DIR", Path(__file__).resolve().parents[2] / "shared" / "recordings")) / LECTURE
    clip = folder / "clip.mp4"
    if real.is_file():
        subprocess.run([*quiet(tool, real), "-t", str(seconds), "-c", "copy", "-movflags", "+faststart", str(clip)], check=True)
        return clip, LECTURE
    picture = ["-f", "lavfi", "-i", f"testsrc2=s=1920x1080:r=25:d={seconds}", "-f", "lavfi", "-i", f"sine=f=440:r=48000:d={seconds}"]
    video = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-g", "50", "-pix_fmt", "yuv420p", "-maxrate", "4M", "-bufsize", "8M"]
    subprocess.run([tool, "-v", "error", "-nostdin", "-y", *picture, *video, "-c:a", "aac", "-movflags", "+faststart", str(clip)], check=True)
    return clip, "a made clip"


def repeated(tool: str, clip: Path, times: int) -> Path:
    """The clip so many times in a row, by stream copy."""
    longer = clip.with_name("long.mp4")
    command = [tool, "-v", "error", "-nostdin", "-y", "-stream_loop", str(times - 1), "-i", str(clip), "-c", "copy", "-movflags", "+faststart", str(longer)]
    subprocess.run(command, check=True)
    return longer


def quiet(tool: str, source: Path) -> list[str]:
    return [tool, "-v", "error", "-nostdin", "-y", "-i", str(source)]


def replay(clip: Path, folder: Path) -> None:
    """All that our steps do for a replay: probed, playable, all sizes, the time line, the slides without reading them."""
    ladder(clip, folder)
    enrich(clip, folder)


def ladder(clip: Path, folder: Path) -> None:
    """Probed, playable, all sizes, the plain file and the poster."""
    from media import processes, transcoding
    from media.probing import probe
    from media.rules import plan_for

    source, watch = probe(clip), processes.Watch()
    first, whole = folder / "first", folder / "whole"
    first.mkdir()
    whole.mkdir()
    playable = plan_for(source).is_remux
    if playable:
        transcoding.remux(clip, source, first, watch=watch)
    transcoding.encode(clip, source, whole, watch=watch, playable=first if playable else None)


def enrich(clip: Path, folder: Path) -> None:
    """Small pictures, loudness and wave form, and when the slides change."""
    from media import processes, slides, transcoding
    from media.probing import probe

    source, extras = probe(clip), folder / "extras"
    extras.mkdir()
    transcoding.make_extras(folder / "whole", source.duration, extras, watch=processes.Watch())
    slides.find(clip, source)


def against(name: str, bar: float, seconds: int, theirs: Callable[[str, Path, Path], None], words: str) -> Result:
    """Our whole pipeline on so many seconds of the lecture / what another system does with them (tool, clip, folder). CPU seconds."""
    college.start_django()
    from media import transcoding

    tool = transcoding.find_tool()
    folder = Path(tempfile.mkdtemp(prefix="clip-", dir=os.environ["DATA_DIR"]))
    clip, named = lecture(tool, folder, seconds)

    def in_a_folder(work: Callable[[Path], None]) -> float:
        with tempfile.TemporaryDirectory(dir=folder) as target:
            return cpu_of(lambda: work(Path(target)))

    ours, peer = in_a_folder(lambda target: replay(clip, target)), in_a_folder(lambda target: theirs(tool, clip, target))
    return Result(name, ours, peer, "CPU s", bar, True, [f"{named}, {seconds} s; {words}"])


class Enough(Exception):
    """What was to be measured has happened."""


def cpu_until(work: Callable[[Callable[[], None]], None]) -> float:
    """CPU seconds, ours and of all children, until the work calls what it is given; it ends there."""
    found: list[float] = []

    def happened() -> None:
        found.append(_cpu() - begun)
        raise Enough

    begun = _cpu()
    try:
        work(happened)
    except Enough:
        return found[0]
    raise SystemExit("it ended before a player could begin")


def _cpu() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return cpu_of_tree(os.getpid()) + ended.ru_utime + ended.ru_stime
