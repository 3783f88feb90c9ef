"""Is a cut rendition what it should be? Asked of ffmpeg, which knows nothing of how it was written."""

from pathlib import Path
from typing import Any

import ffmpeg

from media.transcoding import graph
from media.transcoding.fragments import Writer
from media.transcoding.jobs import Job, NotMade
from media.transcoding.tool import find_tool
from media.transcoding.verifying import limits_of


def verify(job: Job, name: str, writer: Writer) -> None:
    """What ffmpeg reads back is, packet by packet, what was to be written, and the segments with something new in them decode. Raises NotMade.

    Copied packets were decoded when their rendition was made.
    """
    found: list[str] = []
    index = job.folder / name / "index.m3u8"
    touched, outputs = index.with_name("touched.m3u8"), [_hashes(index)]
    if writer.touched:
        touched.write_text(writer.playlist_of_touched())
        outputs.append(graph.decoded(touched, name != "audio"))
    command = graph.compiled(find_tool(), ffmpeg.merge_outputs(*outputs), "-xerror")
    job.run(command, limits_of(job), lambda line: _collect(line, found))
    touched.unlink(missing_ok=True)
    if found != writer.hashes:
        raise NotMade("encoder_failed", f"{name}: {len(found)} packets instead of {len(writer.hashes)}, or others")


def _collect(line: str, found: list[str]) -> None:
    """Of a line of framehash the last field."""
    if not line.startswith("#"):
        found.append(line.rpartition(",")[2].strip())


def _hashes(playlist: Path) -> Any:
    return ffmpeg.output(graph.own(playlist)["0"], "-", c="copy", f="framehash", hash="md5")
