"""Which ffmpeg we use: the system's (it gets security updates), else the one in the wheel; tested once before it is trusted."""

import shlex
import shutil
from functools import lru_cache
from pathlib import Path

import imageio_ffmpeg

from media import processes

LIMITS = processes.Limits(wall=60, cpu=30)
# A picture and a tone through everything that the pipeline needs: its filters, x264, AAC and fragmented HLS.
SELF_TEST = (
    "-v error -nostdin -f lavfi -i testsrc2=s=64x36:d=0.4:r=10 -f lavfi -i sine=d=0.4:r=48000 "
    "-filter_complex [0:v]fps=10,split=2[a][b];[b]scale=48:28,zscale=32:18:filter=bicubic,setsar=1[c] -map [a] -map [c] -map 1:a "
    "-c:v libx264 -preset veryfast -af ebur128,volume=1dB,alimiter=latency=1 -c:a aac -f hls -hls_segment_type fmp4 -hls_playlist_type event "
    "-hls_fmp4_init_filename init.mp4 -hls_segment_filename %v/%05d.m4s"
)
STREAM_MAP = "v:0,name:a v:1,name:b a:0,name:c"


class NoTool(RuntimeError):
    """No ffmpeg on this machine passes the self-test; the message is for the operator."""


@lru_cache(maxsize=1)
def find_tool() -> str:
    """The path of an ffmpeg that works. Raises NoTool with the reasons."""
    reasons = []
    for candidate in candidates():
        reason = fault(candidate)
        if not reason:
            return candidate
        reasons.append(f"{candidate}: {reason}")
    raise NoTool("No usable ffmpeg. " + " ".join(reasons or ["Install ffmpeg, or the Python package imageio-ffmpeg."]))


def candidates() -> list[str]:
    """Paths to try, best first."""
    bundled = Path(imageio_ffmpeg.__file__).parent / "binaries"
    found = [shutil.which("ffmpeg"), *sorted(str(path) for path in bundled.glob("ffmpeg-*") if path.is_file())]
    return [path for path in found if path]


def fault(path: str) -> str:
    """Why this ffmpeg is no good, or ""."""
    try:
        outcome = processes.run([path, *shlex.split(SELF_TEST), "-var_stream_map", STREAM_MAP, "%v/index.m3u8"], limits=LIMITS)
    except (OSError, processes.TimedOut) as error:
        return f"{error or 'too slow'}"
    return "" if outcome.code == 0 else outcome.errors or f"exit {outcome.code}"
