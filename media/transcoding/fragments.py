"""Fragmented MP4 as our own renditions are: where each sample lies, and segments written anew around samples that stay as they are.

Times are ticks of the track's own clock. Only files of ours are read here, so a broken one is a NotMade, not a danger.
"""

import hashlib
import itertools
import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from media.transcoding import playlists
from media.transcoding.jobs import NotMade

NOT_SYNC = 0x10000
KEY_FLAGS, OTHER_FLAGS = 0x02000000, 0x01010000
_CONTAINERS = {b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0, b"stsd": 8, b"avc1": 78, b"mp4a": 28, b"mvex": 0, b"edts": 0, b"moof": 0, b"traf": 0}


@dataclass(slots=True)
class Track:
    """One rendition: its header, its clock, and of each sample (in order of decoding) time, place and size; `files[file[i]]` holds sample i."""

    init: bytes
    files: list[Path]
    timescale: int = 0
    shift: int = 0  # what the edit list adds to each time
    dts: Any = field(default_factory=lambda: array("q"))
    pts: Any = field(default_factory=lambda: array("q"))  # with the shift: as a player shows it
    size: Any = field(default_factory=lambda: array("q"))
    offset: Any = field(default_factory=lambda: array("q"))
    file: Any = field(default_factory=lambda: array("l"))
    keys: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # the first sample of each file
    end: int = 0  # of the last sample, in dts

    def __len__(self) -> int:
        return len(self.size)

    def bytes_of(self, sample: int) -> bytes:
        with self.files[self.file[sample]].open("rb") as file:
            return _read_at(file, self.offset[sample], self.size[sample])


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample to be written: from which track, and when. `pts` and `dts` in ticks of the new rendition."""

    track: Track
    number: int
    dts: int
    pts: int
    is_key: bool


def read(folder: Path) -> Track:
    """A finished rendition, from its playlist."""
    entries = playlists.segments((folder / "index.m3u8").read_text())
    return read_files((folder / "init.mp4").read_bytes(), [folder / entry.name for entry in entries])


def read_files(init: bytes, files: list[Path]) -> Track:
    """A header and the files of its fragments."""
    track = Track(init, files)
    try:
        defaults = _read_header(track)
        for number, path in enumerate(files):
            track.starts.append(len(track))
            with path.open("rb") as file:
                _read_fragments(track, number, file, defaults)
    except (struct.error, IndexError, OSError) as error:
        raise NotMade("encoder_failed", f"{files[0].parent.name if files else ''}: {error}") from error
    return track


# ---- reading


def _boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Type, begin of content and end of each box."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8 or start + size > end:
            raise struct.error("a box that is no box")
        yield kind, start + 8, start + size
        start += size


def find(data: bytes, *path: bytes, start: int = 0, end: int | None = None) -> bytes:
    """The content of the box at a path, or b""."""
    for kind, begin, stop in _boxes(data, start, end):
        if kind == path[0]:
            if len(path) == 1:
                return data[begin:stop]
            return find(data, *path[1:], start=begin + _CONTAINERS[kind], end=stop)
    return b""


def _read_header(track: Track) -> tuple[int, int, int]:
    """Clock and edit list; returns the defaults of samples: duration, size, flags."""
    mdhd, mvhd = find(track.init, b"moov", b"trak", b"mdia", b"mdhd"), find(track.init, b"moov", b"mvhd")
    (track.timescale,) = struct.unpack_from(">I", mdhd, 20 if mdhd[:1] == b"\1" else 12)
    (movie_scale,) = struct.unpack_from(">I", mvhd, 20 if mvhd[:1] == b"\1" else 12)
    edits = find(track.init, b"moov", b"trak", b"edts", b"elst")
    for duration, media_time in _edits(edits):
        if media_time < 0:
            track.shift += round(duration * track.timescale / movie_scale)
        else:
            track.shift -= media_time
            break
    return struct.unpack_from(">III", find(track.init, b"moov", b"mvex", b"trex"), 12)


def _edits(elst: bytes) -> list[tuple[int, int]]:
    if not elst:
        return []
    form = ">Qqhh" if elst[0] else ">Iihh"
    return [entry[:2] for entry in struct.iter_unpack(form, elst[8:])]


def _read_fragments(track: Track, number: int, file: IO[bytes], defaults: tuple[int, int, int]) -> None:
    place = 0
    while header := _read_at(file, place, 16):
        size, kind = struct.unpack_from(">I4s", header)
        if size == 1:
            (size,) = struct.unpack_from(">Q", header, 8)
        if size < 8:
            raise struct.error("a box that is no box")
        if kind == b"moof":
            _read_fragment(track, number, place, _read_at(file, place, size), defaults)
        place += size


def _read_at(file: IO[bytes], place: int, size: int) -> bytes:
    file.seek(place)
    return file.read(size)


def _read_fragment(track: Track, number: int, place: int, moof: bytes, defaults: tuple[int, int, int]) -> None:
    tfhd, tfdt = find(moof, b"moof", b"traf", b"tfhd"), find(moof, b"moof", b"traf", b"tfdt")
    base, defaults = _fragment_defaults(tfhd, place, defaults)
    (time,) = struct.unpack_from(">Q" if tfdt[0] else ">I", tfdt, 4)
    for kind, begin, end in _boxes(find(moof, b"moof", b"traf")):
        if kind == b"trun":
            time = _read_run(track, number, base, time, find(moof, b"moof", b"traf")[begin:end], defaults)
    track.end = time


def _fragment_defaults(tfhd: bytes, place: int, defaults: tuple[int, int, int]) -> tuple[int, tuple[int, int, int]]:
    flags, at = int.from_bytes(tfhd[1:4]), 8
    if flags & 0x1:
        (place,) = struct.unpack_from(">Q", tfhd, at)
    at += 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2)
    values = list(defaults)
    for number, flag in enumerate((0x8, 0x10, 0x20)):
        if flags & flag:
            (values[number],) = struct.unpack_from(">I", tfhd, at)
            at += 4
    return place, (values[0], values[1], values[2])


def _read_run(track: Track, number: int, base: int, time: int, trun: bytes, defaults: tuple[int, int, int]) -> int:
    flags, count = int.from_bytes(trun[1:4]), int.from_bytes(trun[4:8])
    at, first_flags = 8, None
    if flags & 0x1:
        base += int.from_bytes(trun[at : at + 4], signed=True)
        at += 4
    if flags & 0x4:
        first_flags = int.from_bytes(trun[at : at + 4])
        at += 4
    names = [name for name, flag in enumerate((0x100, 0x200, 0x400, 0x800)) if flags & flag]
    rows = struct.iter_unpack(">" + "".join("i" if name == 3 else "I" for name in names), trun[at:]) if names else ((),) * count
    for row in rows:
        values = [*defaults, 0]
        for name, value in zip(names, row, strict=True):
            values[name] = value
        if first_flags is not None:
            values[2], first_flags = first_flags, None
        _add(track, number, base, time, values)
        base, time = base + values[1], time + values[0]
    return time


def _add(track: Track, number: int, place: int, time: int, values: Sequence[int]) -> None:
    _, size, flags, later = values
    if not flags & NOT_SYNC:
        track.keys.append(len(track))
    track.dts.append(time)
    track.pts.append(time + later + track.shift)
    track.size.append(size)
    track.offset.append(place)
    track.file.append(number)


# ---- writing


def header(init: bytes, delay: int, change: Callable[[bytes, bytes], bytes] = lambda kind, content: content) -> bytes:
    """A header for new fragments: `delay` ticks are taken off every time (0 for sound); `change(kind, content)` answers a box's new content."""

    def rebuilt(start: int, end: int) -> bytes:
        parts = []
        for kind, begin, stop in _boxes(init, start, end):
            if kind == b"edts":
                continue
            skipped = _CONTAINERS.get(kind)
            content = change(kind, init[begin:stop]) if skipped is None else init[begin : begin + skipped] + rebuilt(begin + skipped, stop)
            parts.append(box(kind, content))
            if kind == b"tkhd" and delay:
                parts.append(box(b"edts", box(b"elst", struct.pack(">IIIihh", 0, 1, 0, delay, 1, 0))))
        return b"".join(parts)

    return rebuilt(0, len(init))


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


class Writer:
    """Writes segments, and remembers what it wrote: the MD5 of each sample, and which segments hold any that is not of `original`."""

    def __init__(self, folder: Path, original: Track) -> None:
        self.folder, self.original = folder, original
        self.entries, self.touched = list[tuple[str, int]](), list[tuple[str, int]]()
        self.hashes: list[str] = []

    def segment(self, samples: Sequence[Sample], end: int, delay: int) -> None:
        """One segment up to `end` (ticks). `delay` is added to each presentation, so that no sample is shown before it is decoded."""
        name = f"{len(self.entries):05}.m4s"
        with (self.folder / name).open("wb") as target:
            target.write(box(b"styp", b"msdh\0\0\0\0msdhmsix") + self._fragment(samples, end, delay))
            for data in _contents((sample.track, sample.number) for sample in samples):
                self.hashes.append(hashlib.md5(data, usedforsecurity=False).hexdigest())
                target.write(data)
        self.entries.append((name, end - samples[0].dts))
        if any(sample.track is not self.original for sample in samples):
            self.touched.append(self.entries[-1])

    def _fragment(self, samples: Sequence[Sample], end: int, delay: int) -> bytes:
        durations = [after.dts - sample.dts for sample, after in itertools.pairwise(samples)] + [end - samples[-1].dts]
        rows = [
            struct.pack(">IIIi", duration, sample.track.size[sample.number], KEY_FLAGS if sample.is_key else OTHER_FLAGS, sample.pts + delay - sample.dts)
            for sample, duration in zip(samples, durations, strict=True)
        ]
        tfdt = box(b"tfdt", struct.pack(">IQ", 0x01000000, samples[0].dts))
        tfhd = box(b"tfhd", struct.pack(">II", 0x020000, 1))
        mfhd = box(b"mfhd", struct.pack(">II", 0, len(self.entries) + 1))
        data_at = 8 + len(mfhd) + 8 + len(tfhd) + len(tfdt) + 20 + 16 * len(rows) + 8
        trun = box(b"trun", struct.pack(">III", 0x01000F01, len(rows), data_at) + b"".join(rows))
        size = sum(sample.track.size[sample.number] for sample in samples)
        return box(b"moof", mfhd + box(b"traf", tfhd + tfdt + trun)) + struct.pack(">I4s", 8 + size, b"mdat")

    def playlist(self) -> str:
        return _playlist(self.entries, self.original.timescale)

    def playlist_of_touched(self) -> str:
        """For looking at what is new, not for players. There must be some."""
        return _playlist(self.touched, self.original.timescale)


def _playlist(entries: Sequence[tuple[str, int]], timescale: int) -> str:
    longest = max(ticks for _, ticks in entries) / timescale
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{int(longest) + 1}", "#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-PLAYLIST-TYPE:VOD"]
    lines += ["#EXT-X-INDEPENDENT-SEGMENTS", '#EXT-X-MAP:URI="init.mp4"']
    for name, ticks in entries:
        lines += [f"#EXTINF:{ticks / timescale:.6f},", name]
    return "\n".join([*lines, "#EXT-X-ENDLIST"]) + "\n"


def contents(track: Track, numbers: Iterable[int]) -> Iterator[bytes]:
    """The bytes of some samples, each file opened once in a row."""
    return _contents((track, number) for number in numbers)


def _contents(samples: Iterable[tuple[Track, int]]) -> Iterator[bytes]:
    path, file = Path(), None
    try:
        for track, number in samples:
            wanted = track.files[track.file[number]]
            if file is None or wanted != path:
                if file:
                    file.close()
                path, file = wanted, wanted.open("rb")
            data = _read_at(file, track.offset[number], track.size[number])
            if len(data) != track.size[number]:
                raise NotMade("encoder_failed", f"{wanted.name}: a sample is not all there")
            yield data
    finally:
        if file:
            file.close()
