"""Decisions about recordings on plain values. No Django, no clock, no files.

`source` knows what a file is and whether it is whole, `ladder` which rungs it gets, `loudness` how loud it becomes, `steps` in which order it is worked on,
`delivery` what a request may fetch, `uploads` what a request of the tus protocol says.
"""

from media.rules.delivery import PLAYBACK_SECONDS, PLAYBACK_STEP_SECONDS, byte_range, content_type, expiry, is_caption_file, is_replay_file, saved_name, steady
from media.rules.ladder import (
    FIRST_SECONDS,
    SEGMENT_SECONDS,
    Plan,
    Rung,
    display_size,
    fitted,
    keyframe_gap,
    may_copy,
    may_copy_audio,
    output_fps,
    plan_for,
    segment_cuts,
)
from media.rules.loudness import HIGHEST_PEAK, gain_for
from media.rules.source import FORMATS, MAX_PIXELS, MAX_STREAMS, AudioTrack, Source, VideoTrack, fault_of, is_cut_off, sniff
from media.rules.steps import LONG, OPTIONAL, QUICK, STEPS, after, minutes_left
from media.rules.uploads import CHECKSUMS, OPEN_UPLOADS, PART_BYTES, PART_TYPE, TUS_EXTENSIONS, TUS_VERSION, UPLOAD_DAYS, checksum, metadata, whole_number

MAX_TRIES = 3
LEASE_SECONDS = 20

__all__ = [
    "CHECKSUMS",
    "FIRST_SECONDS",
    "FORMATS",
    "HIGHEST_PEAK",
    "LEASE_SECONDS",
    "LONG",
    "MAX_PIXELS",
    "MAX_STREAMS",
    "MAX_TRIES",
    "OPEN_UPLOADS",
    "OPTIONAL",
    "PART_BYTES",
    "PART_TYPE",
    "PLAYBACK_SECONDS",
    "PLAYBACK_STEP_SECONDS",
    "QUICK",
    "SEGMENT_SECONDS",
    "STEPS",
    "TUS_EXTENSIONS",
    "TUS_VERSION",
    "UPLOAD_DAYS",
    "AudioTrack",
    "Plan",
    "Rung",
    "Source",
    "VideoTrack",
    "after",
    "byte_range",
    "checksum",
    "content_type",
    "display_size",
    "expiry",
    "fault_of",
    "fitted",
    "gain_for",
    "is_caption_file",
    "is_cut_off",
    "is_replay_file",
    "keyframe_gap",
    "may_copy",
    "may_copy_audio",
    "metadata",
    "minutes_left",
    "output_fps",
    "plan_for",
    "saved_name",
    "segment_cuts",
    "sniff",
    "steady",
    "whole_number",
]
