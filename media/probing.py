"""What is in a file: asked of a limited child process, since parsing hostile bytes is not done in the worker, let alone the web server."""

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

from media import processes
from media.rules import FORMATS, MAX_PIXELS, MAX_STREAMS, AudioTrack, Source, VideoTrack, sniff

SNIFFED_BYTES = 1024
LIMITS = processes.Limits(wall=600, cpu=300, file=1024 * 1024)  # reading every packet of 8 GB takes about a minute


class Unusable(Exception):
    """The file cannot become a replay; `code` says why (see media.failures)."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


def probe(path: Path, watch: processes.Watch | None = None) -> Source:
    """Describe the file. Raises as `probe_report` does."""
    return from_report(probe_report(path, watch))


def probe_report(path: Path, watch: processes.Watch | None = None) -> dict[str, Any]:
    """Describe the file in values that JSON can keep, to be read by `from_report`.

    Raises Unusable for what is no recording or none that can be read, and what processes.run raises.
    """
    head = _head(path)
    if not head:
        raise Unusable("empty")
    if not sniff(head):
        raise Unusable("not_media")
    child = [sys.executable, "-I", processes.here("probing_child.py"), str(path.resolve()), FORMATS, str(MAX_STREAMS), str(MAX_PIXELS)]
    outcome = processes.run(child, limits=LIMITS, watch=watch)
    if outcome.code != 0:
        raise Unusable("unreadable", outcome.errors)
    report: dict[str, Any] = json.loads(outcome.output)
    if refused := report.get("refused"):
        # The first bytes announced a recording, so what cannot be opened is one that broke off.
        raise Unusable("incomplete" if refused == "unreadable" else refused, report.get("why", ""))
    return report


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SNIFFED_BYTES)


def from_report(report: dict[str, Any]) -> Source:
    """What a report says, as a value."""
    return Source(
        container=report["container"],
        declared=report["declared"],
        duration=report["duration"],
        video=_video(report["video"]) if report["video"] else None,
        audio=AudioTrack(**report["audio"]) if report["audio"] else None,
    )


def _video(fields: dict[str, Any]) -> VideoTrack:
    exact = {"sar": Fraction(fields["sar"]), "fps": Fraction(fields["fps"]), "keyframes": tuple(fields["keyframes"])}
    return VideoTrack(**{**fields, **exact})
