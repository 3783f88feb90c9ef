"""Segments of a replay by their signed address / a bare view that sends the same file and asks nothing. Requests a CPU second of the server."""

from __future__ import annotations

from benchmarks import college, http
from benchmarks.measure import Result, cpu_of_tree, in_turns

CONNECTIONS = 8
REQUESTS = 2_000  # of one round
SEGMENT = 600_000  # bytes: four seconds at 1.2 Mb/s


def measure(tiny: bool) -> Result:
    count, rounds = (40, 1) if tiny else (REQUESTS, 5)
    college.migrated()
    college.start_django()
    signed, bare = _addresses()
    with college.served(workers=1) as (port, process):

        def speed(address: str) -> float:
            _ask(port, address, 20)
            before = cpu_of_tree(process)
            _ask(port, address, count)
            return count / (cpu_of_tree(process) - before)

        speeds = in_turns(rounds, lambda: speed(signed), lambda: speed(bare))
    return Result("serving", *speeds, "segments a CPU second", 0.7, False, [f"{SEGMENT} bytes, {count} requests a round, granian, 1 worker, no front server"])


def _addresses() -> tuple[str, str]:
    """A recording whose replay is one segment: its signed address, and that of the bare view."""
    from django.conf import settings
    from django.utils import timezone

    from college.models import User
    from media import domain
    from media.models import Recording

    owner, now = User.objects.create_user("teacher"), timezone.now()
    done = {"state": "ready", "step": "", "folder": "0" * 32, "progress": 100, "duration_ms": 4_000, "has_video": True}
    recording = Recording.objects.create(owner=owner, size=1, sha256="0" * 64, original="0" * 32, created_at=now, **done)
    name = f"{recording.pk}/{recording.folder}/720p/00000.m4s"
    (settings.RENDITIONS_ROOT / name).parent.mkdir(parents=True)
    (settings.RENDITIONS_ROOT / name).write_bytes(b"s" * SEGMENT)
    signed = domain.playback_for(recording=recording, viewer_key="one", now=now).hls_url.replace("master.m3u8", "720p/00000.m4s")
    return signed, f"/bench/file/{name}"


def _ask(port: int, path: str, count: int) -> None:
    """Ask so often; every answer must be the whole segment."""
    _, statuses, size = http.drive(port, [http.get(path, port)] * count, CONNECTIONS)
    if set(statuses) != {200} or size < SEGMENT:
        raise SystemExit(f"{path} was answered with {dict(statuses)}, {size} bytes")


if __name__ == "__main__":
    college.answer(measure)
