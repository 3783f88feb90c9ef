"""Reads one media file and prints what it is as JSON. Run as a program of its own (`processes.run`), with limits, because the bytes are hostile.

It imports nothing of the project. Times are milliseconds. On a refusal it prints {"refused": code} and ends with 0.
"""

import json
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av

type Way = Callable[..., dict[str, Any] | None]
KEPT_KEYFRAMES_MS = 500
DELAYS = 12  # places at which the delay between decoding and showing is looked at


def main(path: str, formats: str, max_streams: int, max_pixels: int, ways: tuple[Way, ...] = ()) -> dict[str, Any]:
    """Describe the file, the quick way if it can be believed, else the thorough one."""
    for way in ways or (skim, walk):
        try:
            options = {"protocol_whitelist": "file", "format_whitelist": formats, "max_pixels": str(max_pixels)}
            container = av.open("file:" + path, options=options, metadata_errors="replace")
        except (av.error.FFmpegError, OSError) as error:
            return {"refused": "unreadable", "why": str(error)[:300]}
        with container:
            if len(container.streams) > max_streams:
                return {"refused": "too_many_tracks"}
            report = describe(container, max_pixels, way)
        if report is not None:
            return report
    raise AssertionError("the thorough way always answers")


def describe(container: Any, max_pixels: int, way: Way) -> dict[str, Any] | None:
    video = next((stream for stream in container.streams.video if usable(stream)), None)
    audio = next((stream for stream in container.streams.audio if usable(stream)), None)
    if video and video.codec_context.width * video.codec_context.height > max_pixels:
        return {"refused": "picture_too_large"}
    origin = round((container.start_time or 0) / 1000)  # ffmpeg counts from here too
    tracks = {stream.index: Track(origin, stream.time_base) for stream in container.streams}
    if video:
        video.codec_context.options = {"max_pixels": str(max_pixels)}  # a picture may be larger than its header says
    looks = way(container, video, audio, tracks)
    if looks is None:
        return None
    if video and tracks[video.index].packets == 0:
        video = None
    if audio and tracks[audio.index].packets == 0:
        audio = None
    chosen = [stream for stream in (video, audio) if stream]
    return {
        "container": container.format.name,
        "declared": promised(container, chosen, tracks),
        "duration": max((tracks[stream.index].end for stream in chosen), default=0),
        "video": {**common(video, tracks[video.index]), **picture(video, looks, tracks[video.index])} if video else None,
        "audio": {**common(audio, tracks[audio.index]), **sound(audio)} if audio else None,
    }


def promised(container: Any, chosen: list[Any], tracks: dict[int, "Track"]) -> int | None:
    """The length that the header states, unless it is that of something else, such as subtitles that go on after the picture."""
    if not container.duration or container.duration <= 0:
        return None
    stated = round(container.duration / 1000)
    others = [reach(container, stream, tracks[stream.index]) for stream in container.streams if stream not in chosen]
    return None if max(others, default=0) >= stated - 1_000 else stated


def reach(container: Any, stream: Any, track: "Track") -> int:
    """Where a track ends that is not shown: by its packets, or by the index of an MP4, of which they were not read."""
    if track.packets or not stream.duration or not container.format.name.startswith("mov"):
        return track.end
    return track.ms(stream.duration)


def usable(stream: Any) -> bool:
    """A track that can be decoded and is not the cover picture of a song."""
    return stream.codec_context is not None and not stream.disposition & av.stream.Disposition.attached_pic


class Track:
    """What the packets of one track add up to. `origin` is milliseconds, `base` the length of a tick in seconds."""

    def __init__(self, origin: int, base: Fraction) -> None:
        self.origin, self.base = origin, base
        self.packets = self.bytes = self.start = self.end = 0
        self.keyframes: list[int] = []

    def ms(self, ticks: int) -> int:
        return (2000 * ticks * self.base.numerator + self.base.denominator) // (2 * self.base.denominator)  # a Fraction for each packet takes seconds

    def take(self, packet: Any, is_video: bool) -> None:
        stamp = packet.pts if packet.pts is not None else packet.dts
        if stamp is None or not packet.size:
            return
        time = self.ms(stamp) - self.origin
        end = time + self.ms(packet.duration or 0)
        self.start = min(self.start, time) if self.packets else time
        self.end = max(self.end, end) if self.packets else end
        self.packets += 1
        self.bytes += packet.size
        if is_video and packet.is_keyframe:
            self.keep(time)

    def keep(self, keyframe: int) -> None:
        if not self.keyframes or keyframe >= self.keyframes[-1] + KEPT_KEYFRAMES_MS:
            self.keyframes.append(keyframe)


def skim(container: Any, video: Any, audio: Any, tracks: dict[int, Track]) -> dict[str, Any] | None:
    """What the index of an MP4 tells about every packet, where it is to be believed: complete, inside the file, and with a steady delay between
    decoding and showing. Reading hours of packets then takes no time. None where it is not, and every packet must be read."""
    if video is None or not container.format.name.startswith("mov"):
        return None
    streams = [stream for stream in (video, audio) if stream]
    if any(stream.frames < 2 or len(stream.index_entries) != stream.frames for stream in streams):
        return None
    delays = [delay_at(container, video, share / DELAYS) for share in range(DELAYS)]
    if None in delays or len(set(delays)) > 1:
        return None
    if not all(indexed(stream, tracks[stream.index], container.size, delays[0] if stream is video else 0) for stream in streams):
        return None
    container.seek(0)
    return next((looks for packet in container.demux(video) if (looks := first_look(packet))), {})


def delay_at(container: Any, video: Any, share: float) -> int | None:
    """Ticks from decoding to showing of a keyframe near a part of the length."""
    entries = video.index_entries
    try:
        container.seek(entries[int(share * len(entries))].timestamp, stream=video)
        packet = next(container.demux(video), None)
    except av.error.FFmpegError:
        return None
    return packet.pts - packet.dts if packet and packet.is_keyframe and packet.pts is not None and packet.dts is not None else None


def indexed(stream: Any, track: Track, size: int, delay: int) -> bool:
    """Fill a track from the index. False when a packet would lie outside the file or is not to be shown."""
    entries, last = stream.index_entries, stream.frames - 1
    if stream.type == "video":
        for entry in entries:
            if entry.pos + entry.size > size or entry.is_discard:
                return False
            track.bytes += entry.size
            if entry.is_keyframe:
                track.keep(track.ms(entry.timestamp + delay) - track.origin)
    elif entries[last].pos + entries[last].size > size:
        return False
    tick = entries[last].timestamp - entries[last - 1].timestamp
    track.packets = stream.frames
    track.start = track.ms(entries[0].timestamp + delay) - track.origin
    track.end = track.ms(entries[last].timestamp + delay + tick) - track.origin
    track.bytes = track.bytes or round((stream.codec_context.bit_rate or 0) * max(track.end - track.start, 1) / 8000)
    return True


def walk(container: Any, video: Any, audio: Any, tracks: dict[int, Track]) -> dict[str, Any]:
    """Read every packet, decode one picture: what a header says is a promise, what lies in the file is a fact."""
    looks: dict[str, Any] = {}
    try:
        for packet in container.demux():
            tracks[packet.stream.index].take(packet, packet.stream is video)
            if video and packet.stream is video and not looks:
                looks = first_look(packet)
    except av.error.FFmpegError:
        pass  # the packets end here; the caller compares with the promised length
    return looks


def first_look(packet: Any) -> dict[str, Any]:
    try:
        frame = next(iter(packet.decode()), None)
    except av.error.FFmpegError:
        return {}
    if frame is None:
        return {}
    return {"rotation": frame.rotation, "interlaced": bool(frame.interlaced_frame), "pix_fmt": frame.format.name, "width": frame.width, "height": frame.height}


def common(stream: Any, track: Track) -> dict[str, Any]:
    seconds = max(track.end - track.start, 1) / 1000
    declared = round(stream.duration * stream.time_base * 1000) if stream.duration and stream.duration > 0 else None
    return {
        "index": stream.index,
        "codec": stream.codec_context.name,
        "profile": stream.profile or "",
        "bitrate": round(track.bytes * 8 / seconds),
        "start": track.start,
        "end": track.end,
        "declared": declared,
    }


def picture(stream: Any, looks: dict[str, Any], track: Track) -> dict[str, Any]:
    context = stream.codec_context
    return {
        "level": int(getattr(context, "level", 0) or 0),
        "pix_fmt": looks.get("pix_fmt") or context.pix_fmt or "",
        "width": looks.get("width") or context.width,
        "height": looks.get("height") or context.height,
        "rotation": int(looks.get("rotation", 0)),
        "interlaced": looks.get("interlaced", False),
        "sar": ratio(stream.sample_aspect_ratio, Fraction(1)),
        "fps": str(rate(stream.average_rate or stream.guessed_rate, track)),
        "keyframes": track.keyframes,
    }


def rate(stated: Fraction | None, track: Track) -> Fraction:
    """Pictures a second: what the header states, unless the packets say something else (a screen recorder's "60" with 25 in it)."""
    counted = Fraction(track.packets * 1000, max(track.end - track.start, 1))
    if stated and abs(stated - counted) <= counted / 20:
        return Fraction(stated)
    return counted


def sound(stream: Any) -> dict[str, Any]:
    return {"channels": stream.codec_context.channels, "sample_rate": stream.codec_context.sample_rate}


def ratio(value: Any, default: Fraction) -> str:
    return str(Fraction(value)) if value else str(default)


if __name__ == "__main__":
    av.logging.set_level(av.logging.PANIC)
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
