"""Files that are odd, broken or meant to harm, made by ffmpeg and by hand. Each maker writes one file into a folder and returns its path."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.databases import locked
from tests.factories import media as make

SMALL = "160x90"
SCRIPT = "<script>alert(4711)</script>"
HUGE = "color=s=8192x8192:r=1:d=1"

# {file} is a recording beside it, {port} one of this machine on which somebody listens.
DISGUISES = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{file}\n#EXTINF:1,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile '{file}'\nfile 'http://127.0.0.1:{port}/a.ts'\n",
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"><Period><AdaptationSet>'
    '<Representation id="0" bandwidth="1" mimeType="video/mp4"><BaseURL>http://127.0.0.1:{port}/a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>',
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n",
}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def after_a_tag(text: str) -> bytes:
    """Begins as an MP3 does, so that the first bytes tell nothing; ffmpeg skips the tag and would find the script."""
    return b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + text.encode()


def _lavfi(picture: str) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", picture)


# ---- odd, and yet recordings


def sound(folder: Path) -> Path:
    return make.clip(folder / "sound.mp3", "-c:a", "libmp3lame", video=False, seconds=1)


def turned(folder: Path) -> Path:
    """A phone held upright: a quarter turn in the matrix of the picture's track header (older ffmpegs cannot write it)."""
    data = bytearray(make.clip(folder / "flat.mp4", size=SMALL, fps=10, seconds=1).read_bytes())
    matrix = data.find(b"tkhd") + 4 + 4 + 20 + 16  # version and flags, times and numbers, reserved, layer, volume
    quarter = (0, 0x00010000, 0, -0x00010000, 0, 0, 0, 0, 0x40000000)
    data[matrix : matrix + 36] = b"".join(value.to_bytes(4, "big", signed=True) for value in quarter)
    return written(folder / "turned.mp4", bytes(data))


def varying(folder: Path) -> Path:
    return make.clip(folder / "varying.mp4", "-vf", "select=gt(mod(n\\,7)\\,2)", "-fps_mode", "vfr", size=SMALL, seconds=1)


def deep_hevc(folder: Path) -> Path:
    target, quiet = folder / "deep.mp4", ("-x265-params", "log-level=none:pools=1:frame-threads=1")
    deep = ("-c:v", "libx265", "-preset", "ultrafast", *quiet, "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1")
    make.ffmpeg(*_lavfi(f"testsrc2=s={SMALL}:r=10:d=1"), *deep, str(target))
    return target


def av1(folder: Path) -> Path:
    make.ffmpeg(*_lavfi(f"testsrc2=s={SMALL}:r=10:d=1"), "-c:v", "libsvtav1", "-preset", "12", "-svtav1-params", "lp=1", str(folder / "av1.mp4"))
    return folder / "av1.mp4"


def lengthless(folder: Path) -> Path:
    """VP8 as a browser records it: nothing says how long it is."""
    target = folder / "lengthless.webm"
    make.ffmpeg(*_lavfi(f"testsrc2=s={SMALL}:r=10:d=1"), "-c:v", "libvpx", "-deadline", "realtime", "-live", "1", str(target))
    return target


def odd(folder: Path) -> Path:
    return make.clip(folder / "odd.mkv", "-c:v", "ffv1", size="213x119", fps=10, seconds=1)


def all_colours(folder: Path) -> Path:
    return make.clip(folder / "444.mp4", "-pix_fmt", "yuv444p", size=SMALL, fps=10, seconds=1)


def one_picture(folder: Path) -> Path:
    return make.clip(folder / "one.mp4", "-frames:v", "1", audio=False, size=SMALL, seconds=1)


def _forged(folder: Path, name: str, seconds: int) -> Path:
    """Two seconds; all headers say something else."""
    data = bytearray(make.clip(folder / "honest.mp4", "-g", "10", "-movflags", "+faststart", size=SMALL, fps=10, seconds=2).read_bytes())
    for box, scale_at, at in ((b"mvhd", 16, 20), (b"mdhd", 16, 20), (b"tkhd", None, 24)):
        place = data.find(box)
        while place >= 0:
            scale = struct.unpack_from(">I", data, place + scale_at)[0] if scale_at else 1000
            struct.pack_into(">I", data, place + at, seconds * scale)
            place = data.find(box, place + 4)
    return written(folder / name, bytes(data))


def said_to_be_long(folder: Path) -> Path:
    return _forged(folder, "long.mp4", 3_600)


def said_to_be_short(folder: Path) -> Path:
    return _forged(folder, "short.mp4", 0)


def subtitle_bomb(folder: Path) -> Path:
    """Two seconds of picture, thirty megabytes of subtitles that never end."""
    line = "<font size=99999>" + "炸" * 500
    (folder / "bomb.srt").write_text("".join(f"{number}\n00:00:00,000 --> 99:59:59,000\n{line}\n\n" for number in range(1, 20_001)))
    clip = make.clip(folder / "plain.mkv", size=SMALL, fps=10, seconds=2)
    make.ffmpeg("-i", str(clip), "-i", str(folder / "bomb.srt"), *("-map", "0", "-map", "1", "-map", "1", "-c", "copy"), str(folder / "subtitles.mkv"))
    return folder / "subtitles.mkv"


def html(folder: Path) -> Path:
    """A script in every place where a file can say something about itself."""
    told = folder / "told.txt"
    told.write_text(f";FFMETADATA1\ntitle={SCRIPT}\nartist={SCRIPT}\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle={SCRIPT}\n".replace("=<", "=\\<"))
    clip = make.clip(folder / "silent.mp4", "-g", "10", size=SMALL, fps=10, seconds=1)
    tracks = ("-metadata:s:v", f"handler_name={SCRIPT}", "-metadata:s:a", f"title={SCRIPT}", "-metadata", f"comment={SCRIPT}")
    make.ffmpeg("-i", str(clip), "-i", str(told), "-map", "0", "-map_metadata", "1", "-map_chapters", "1", "-c", "copy", *tracks, str(folder / "html.mp4"))
    assert SCRIPT.encode() in (folder / "html.mp4").read_bytes()
    return folder / "html.mp4"


# ---- broken, or meant to harm


def without_index(folder: Path) -> Path:
    data = make.clip(folder / "index-last.mp4", size=SMALL, seconds=1).read_bytes()
    return written(folder / "without-index.mp4", data[: len(data) * 8 // 10])


def cut_off(folder: Path) -> Path:
    """The index comes first and tells of all; the rest did not arrive."""
    data = make.clip(folder / "index-first.mp4", "-movflags", "+faststart", size=SMALL, seconds=4).read_bytes()
    return written(folder / "cut-off.mp4", data[: len(data) * 6 // 10])


def sixty_tracks(folder: Path) -> Path:
    one = make.clip(folder / "one.m4a", video=False, seconds=0.2)
    make.ffmpeg("-i", str(one), *["-map", "0"] * 60, "-c", "copy", "-f", "mp4", str(folder / "sixty.mp4"))
    return folder / "sixty.mp4"


def no_tracks(folder: Path) -> Path:
    """A recording's box with subtitles alone in it."""
    (folder / "one.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\n好\n\n")
    make.ffmpeg("-i", str(folder / "one.srt"), str(folder / "words.mkv"))
    return folder / "words.mkv"


def _stream(folder: Path, name: str, picture: str) -> Path:
    """Bare H.264, made once in a folder for all who want it."""
    target = folder.parent / f"{name}.h264"
    with locked(target.with_suffix(".h264.lock")):
        if not target.exists():
            make.ffmpeg(*_lavfi(picture), *make.SMALL, "-profile:v", "baseline", "-bsf:v", "dump_extra", str(target))
    return target


def _packed(stream: Path, rate: int, target: Path) -> Path:
    make.ffmpeg("-f", "h264", "-r", str(rate), "-max_pixels", "1000000", "-i", str(stream), "-c", "copy", str(target))
    return target


def huge(folder: Path) -> Path:
    return _packed(_stream(folder, "huge", HUGE), 1, folder / "huge.mp4")


def huge_but_said_small(folder: Path) -> Path:
    """The same; the sample description says 64 by 64."""
    data = bytearray(huge(folder).read_bytes())
    struct.pack_into(">HH", data, data.find(b"avc1", data.find(b"stsd")) + 28, 64, 64)
    return written(folder / "said-small.mp4", bytes(data))


def grows(folder: Path, ending: str) -> Path:
    """Five seconds of a small picture, then an enormous one, which no header tells of."""
    parts = (_stream(folder, "small", f"testsrc2=s={SMALL}:r=25:d=5"), _stream(folder, "huge", HUGE))
    return _packed(written(folder / "both.h264", b"".join(part.read_bytes() for part in parts)), 25, folder / f"grows.{ending}")


def grows_in_mp4(folder: Path) -> Path:
    return grows(folder, "mp4")


def grows_in_matroska(folder: Path) -> Path:
    return grows(folder, "mkv")


def grows_in_a_stream(folder: Path) -> Path:
    return grows(folder, "ts")


def png(width: int, height: int) -> bytes:
    """A black picture of one bit a pixel, whole."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(bytes((width // 8 + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def picture_bomb(folder: Path) -> Path:
    """A film of one still picture, said to be 200 by 200; it unpacks to 400 million pixels."""
    make.ffmpeg(*_lavfi("nullsrc=s=200x200:r=1:d=1"), "-vf", "geq=random(1)*255:128:128", "-c:v", "png", str(folder / "still.mov"))
    data, bomb = bytearray((folder / "still.mov").read_bytes()), png(20_000, 20_000)
    start = data.find(b"\x89PNG\r\n\x1a\n")
    assert data.find(b"IEND", start) - start > len(bomb)
    data[start : start + len(bomb)] = bomb
    return written(folder / "picture-bomb.mov", bytes(data))


def once(folder: Path, maker: Callable[[Path], Path]) -> Path:
    """Made at the first call, in a folder of its own; later ones, and other processes with this folder, get the same file."""
    own = folder / maker.__name__
    with locked(folder / f"{maker.__name__}.lock"):
        if not (own / "made").exists():
            own.mkdir()
            (own / "made").symlink_to(maker(own).name)
    return (own / "made").resolve()
