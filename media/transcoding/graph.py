"""The ffmpeg commands, built as graphs and compiled to arguments. The only module that imports ffmpeg (ffmpeg-python).

Every input is named `file:` plus an absolute path of ours, may be opened by its whitelisted format and protocol only, and lends at most one
picture and one sound track; subtitles, data, chapters and metadata never leave it.
"""

import os
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from media.rules import FIRST_SECONDS, FORMATS, HIGHEST_PEAK, MAX_PIXELS, MAX_STREAMS, SEGMENT_SECONDS, Plan, Rung, Source
from media.transcoding.sound import told

THREADS = min(os.cpu_count() or 1, 4)  # more would take memory, not time
PRESET = "veryfast"  # measured: superfast writes three times the bytes for a quarter less CPU
CRF = 23
AUDIO_RATE = "96k"
BICUBIC = {"filter": "bicubic", "param_a": 0, "param_b": 0.6}  # as sharp as the `scale` filter, in three quarters of its time
AUDIO_RATES = (96, 128)  # kbit/s: what players take as it is keeps its rate within these
GLOBAL = ("-nostdin", "-nostats", "-y", "-v", "error")
ONE_FILTER = ("-filter_complex_threads", "1")  # the encoders have threads; of filters that halve each picture much of the time goes into waiting
PROGRESS = ("-progress", "pipe:1", "-stats_period", "0.5")


def opened(path: Path, formats: str = FORMATS, **options: Any) -> Any:
    return ffmpeg.input(
        f"file:{path.resolve()}",
        protocol_whitelist="file",
        format_whitelist=formats,
        max_streams=MAX_STREAMS,
        threads=THREADS,
        **options,
    )


def _untrusted(path: Path) -> Any:
    return opened(path, max_pixels=MAX_PIXELS, t=12 * 3600)


def compiled(tool: str, output: Any, *extra: str) -> list[str]:
    return [str(part) for part in ffmpeg.compile(output.global_args(*GLOBAL, *extra), cmd=tool)]


# ---- the ladder


def ladder(tool: str, source_path: Path, source: Source, plan: Plan, folder: Path) -> list[str]:
    """One process for everything: the top copied where it may be, the lower rungs scaled one from the other after a single decode."""
    original = _untrusted(source_path)
    streams: list[Any] = []
    options: dict[str, Any] = {}
    if source.video:
        scaled = _cascade(original[str(source.video.index)], plan)
        for number, rung in enumerate(plan.rungs):
            streams.append(original[str(source.video.index)] if rung.copied else next(scaled))
            options.update(_video_options(number, rung, plan))
    if source.audio and plan.audio:
        streams.append(_sound(original, source, plan))
        options.update(_audio_options(source, plan))
    options |= {"var_stream_map": " ".join(_stream_map(plan)), "hls_time": _segment_seconds(plan)}
    output = ffmpeg.output(*streams, f"{folder.resolve()}/%v/index.m3u8", **HLS, hls_segment_filename=f"{folder.resolve()}/%v/%05d.m4s", **options)
    return compiled(tool, output, *ONE_FILTER, *PROGRESS)


def levelled(tool: str, source_path: Path, source: Source, plan: Plan, shift: float, folder: Path) -> list[str]:
    """The sound alone once more, as loud as it should be, in segments as long as those of the ladder, and later by as many seconds as it was there."""
    assert source.audio
    stream = _sound(_untrusted(source_path), source, plan)
    options = {**HLS, "hls_time": _segment_seconds(plan), "hls_segment_filename": f"{folder.resolve()}/%05d.m4s", "output_ts_offset": f"{shift:.6f}"}
    return compiled(tool, ffmpeg.output(stream, f"{folder.resolve()}/index.m3u8", **options, **_audio_options(source, plan)))


def _segment_seconds(plan: Plan) -> int:
    return FIRST_SECONDS if plan.begins_early else SEGMENT_SECONDS


HLS: dict[str, Any] = {
    "f": "hls",
    "hls_playlist_type": "event",
    "hls_segment_type": "fmp4",
    "hls_flags": "independent_segments+temp_file",
    "hls_fmp4_init_filename": "init.mp4",
    "map_metadata": -1,
    "map_chapters": -1,
    "sn": None,
    "dn": None,
    "max_muxing_queue_size": 4096,
}


def _cascade(stream: Any, plan: Plan) -> Iterator[Any]:
    """The encoded rungs, largest first. Each is scaled from the one above it, which costs less than scaling each from the top."""
    if not plan.encoded:
        return
    if plan.deinterlace:
        stream = stream.filter("bwdif", deint="interlaced")
    stream = stream.filter("fps", fps=_plain(plan.fps), start_time=0)
    stream = stream.filter("format", "yuv420p")
    for rung in plan.encoded[:-1]:
        parts = _scaled(stream, rung).filter_multi_output("split", 2)
        yield parts[0]
        stream = parts[1]
    yield _scaled(stream, plan.encoded[-1])


def _scaled(stream: Any, rung: Rung) -> Any:
    return stream.filter("zscale", rung.width, rung.height, **BICUBIC).filter("setsar", 1)


def _plain(fps: Fraction) -> str:
    return f"{fps.numerator}/{fps.denominator}"


def _video_options(number: int, rung: Rung, plan: Plan) -> dict[str, Any]:
    if rung.copied:
        return {f"c:v:{number}": "copy"}
    options = {
        "c": "libx264",
        "preset": PRESET,
        "crf": CRF,
        "maxrate": rung.max_rate,
        "bufsize": rung.max_rate * 2,
        "profile": "high",
        "sc_threshold": 0,
        "threads": THREADS,
        **_keyframes(plan),
    }
    return {f"{name}:v:{number}": value for name, value in options.items()}


def _keyframes(plan: Plan) -> dict[str, Any]:
    """The grid on which all rungs begin a segment: that of the copied rung, else 0, 2, 4, 8, 12... seconds. A segment begins at every keyframe."""
    grid = round(plan.fps * SEGMENT_SECONDS)
    if plan.cuts is None:
        return {"g": grid, "keyint_min": grid, "force_key_frames": f"expr:gte(t,max(min(n_forced,1)*{FIRST_SECONDS},(n_forced-1)*{SEGMENT_SECONDS}))"}
    # A little early, so that rounding to the frame grid never puts our keyframe after the cut.
    times = ",".join(f"{max(0.0, cut - 0.004):.3f}" for cut in plan.cuts)
    return {"g": grid * 4, "force_key_frames": times or "0"}


def _sound(original: Any, source: Source, plan: Plan) -> Any:
    assert source.audio
    stream = original[str(source.audio.index)]
    if plan.copies_audio:
        return stream
    # async=1 fills gaps with silence, so that sound and picture stay together after a phone's dropouts. What players take as it is keeps its rate.
    rate = source.audio.sample_rate if plan.audio == "copy" else 48000
    stream = stream.filter("aresample", rate, **{"async": 1, "first_pts": 0})
    if not plan.gain:
        return stream
    stream = stream.filter("aformat", channel_layouts="mono|stereo").filter("volume", f"{plan.gain}dB")
    return stream.filter("alimiter", limit=round(10 ** (HIGHEST_PEAK / 20), 4), level=0, latency=1) if plan.gain > 0 else stream


def _audio_options(source: Source, plan: Plan) -> dict[str, Any]:
    assert source.audio
    if plan.copies_audio:
        return {"c:a:0": "copy"}
    least, most = AUDIO_RATES
    rate = f"{min(most, max(least, source.audio.bitrate // 1000))}k" if plan.audio == "copy" else AUDIO_RATE
    return {"c:a:0": "aac", "b:a:0": rate, "ac:a:0": min(2, max(1, source.audio.channels)), "aac_coder:a:0": "fast"}


def _stream_map(plan: Plan) -> list[str]:
    names = [f"v:{number},name:{rung.name}" for number, rung in enumerate(plan.rungs)]
    return [*names, "a:0,name:audio"] if plan.audio else names


# ---- made from our own finished renditions


def own(playlist: Path, **options: Any) -> Any:
    """A rendition of ours. Packets that were copied are a stranger's still: a picture may be larger than its header says."""
    return opened(playlist, "hls,mov", allowed_extensions="ALL", max_pixels=MAX_PIXELS, **options)


def download(tool: str, playlists: list[Path], target: Path) -> list[str]:
    """A plain MP4 for browsers without scripts."""
    return compiled(tool, copied([own(playlist)["0"] for playlist in playlists], target))


def copied(streams: list[Any], target: Path) -> Any:
    """An output with renditions of ours as a plain file, by stream copy, with its index in front."""
    return ffmpeg.output(*streams, str(target.resolve()), c="copy", movflags="+faststart", map_metadata=-1, f="mp4")


def stills(tool: str, movie: Path, moments: Mapping[Path, float]) -> list[str]:
    """Pictures of our own MP4: each file gets that at its second, or the keyframe before it, which is found without decoding what lies between."""
    options = {"frames:v": 1, "q:v": 4, "update": 1, "f": "image2", "c:v": "mjpeg", "pix_fmt": "yuvj420p"}
    frames = ((target, opened(movie, "mov", ss=f"{second:.3f}", noaccurate_seek=None, max_pixels=MAX_PIXELS)["v:0"]) for target, second in moments.items())
    return compiled(tool, ffmpeg.merge_outputs(*(ffmpeg.output(frame, str(target.resolve()), **options) for target, frame in frames)))


def check(tool: str, playlists: Mapping[Path, bool]) -> list[str]:
    """Decode finished renditions, of those with a picture (True) the keyframes only: the first of each segment. Of the sound it tells how it is."""
    outputs = (decoded(playlist, is_video) if is_video else told(own(playlist)["0"]) for playlist, is_video in playlists.items())
    return compiled(tool, ffmpeg.merge_outputs(*outputs), "-xerror")


def decoded(playlist: Path, is_video: bool) -> Any:
    """An output that is nothing; what cannot be decoded ends the program."""
    if is_video:
        return ffmpeg.output(own(playlist, skip_frame="nokey")["0"], "-", f="null", fps_mode="passthrough")
    return ffmpeg.output(own(playlist)["0"], "-", f="null")
