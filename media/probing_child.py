"""Reads one media file and prints what it is as JSON. Run as a program of its own (`processes.run`), with limits, because the bytes are hostile.

It imports nothing of the project. Times are milliseconds. On a refusal it prints {"refused": code} and ends with 0.
"""

import json
import sys
from fractions import Fraction
from typing import Any

import av

KEPT_KEYFRAMES_MS = 500


def main(path: str, formats: str, max_streams: int, max_pixels: int) -> dict[str, Any]:
    try:
        container = av.open("file:" + path, options={"protocol_whitelist": "file", "format_whitelist": formats}, metadata_errors="replace")
    except (av.error.FFmpegError, OSError) as error:
        return {"refused": "unreadable", "why": str(error)[:300]}
    with container:
        if len(container.streams) > max_streams:
            return {"refused": "too_many_tracks"}
        return describe(container, max_pixels)


def describe(container: Any, max_pixels: int) -> dict[str, Any]:
    video = next((stream for stream in container.streams.video if usable(stream)), None)
    audio = next((stream for stream in container.streams.audio if usable(stream)), None)
    if video and video.codec_context.width * video.codec_context.height > max_pixels:
        return {"refused": "picture_too_large"}
    origin = round((container.start_time or 0) / 1000)  # ffmpeg counts from here too
    tracks = {stream.index: Track(origin) for stream in (video, audio) if stream}
    looks = walk(container, video, tracks)
    if video and tracks[video.index].packets == 0:
        video = None
    if audio and tracks[audio.index].packets == 0:
        audio = None
    ends = [tracks[stream.index].end for stream in (video, audio) if stream]
    return {
        "container": container.format.name,
        "declared": round(container.duration / 1000) if container.duration and container.duration > 0 else None,
        "duration": max(ends, default=0),
        "video": {**common(video, tracks[video.index]), **picture(video, looks, tracks[video.index])} if video else None,
        "audio": {**common(audio, tracks[audio.index]), **sound(audio)} if audio else None,
    }


def usable(stream: Any) -> bool:
    """A track that can be decoded and is not the cover picture of a song."""
    return stream.codec_context is not None and not stream.disposition & av.stream.Disposition.attached_pic


class Track:
    """What the packets of one track add up to."""

    def __init__(self, origin: int) -> None:
        self.origin = origin
        self.packets = self.bytes = self.start = self.end = 0
        self.keyframes: list[int] = []

    def take(self, packet: Any, is_video: bool) -> None:
        stamp = packet.pts if packet.pts is not None else packet.dts
        if stamp is None or not packet.size:
            return
        time = round(stamp * packet.time_base * 1000) - self.origin
        end = time + round((packet.duration or 0) * packet.time_base * 1000)
        self.start = min(self.start, time) if self.packets else time
        self.end = max(self.end, end) if self.packets else end
        self.packets += 1
        self.bytes += packet.size
        if is_video and packet.is_keyframe and (not self.keyframes or time >= self.keyframes[-1] + KEPT_KEYFRAMES_MS):
            self.keyframes.append(time)


def walk(container: Any, video: Any, tracks: dict[int, Track]) -> dict[str, Any]:
    """Read every packet, decode one picture: what a header says is a promise, what lies in the file is a fact."""
    looks: dict[str, Any] = {}
    try:
        for packet in container.demux(*[stream for stream in container.streams if stream.index in tracks]):
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
