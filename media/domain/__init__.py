"""The verbs of this room."""

from media.domain.importing import files_below, import_file
from media.domain.playing import Playback, ReplayFile, ShownSlide, playback_for, replay_file, slides_for
from media.domain.processing import process
from media.domain.receiving import Arrived, cancel, discard, hash_if_known, receive, replace, retry
from media.domain.refusals import (
    AddressExpired,
    AskFirst,
    CannotCancel,
    CannotRetry,
    NoReplay,
    NoReplayFile,
    NoRoom,
    NoUpload,
    TooManyUploads,
    UploadBusy,
    UploadExpired,
    UploadRefused,
)
from media.domain.sweeping import sweep
from media.domain.uploading import append, begin, decide, end, find

__all__ = [
    "AddressExpired",
    "Arrived",
    "AskFirst",
    "CannotCancel",
    "CannotRetry",
    "NoReplay",
    "NoReplayFile",
    "NoRoom",
    "NoUpload",
    "Playback",
    "ReplayFile",
    "ShownSlide",
    "TooManyUploads",
    "UploadBusy",
    "UploadExpired",
    "UploadRefused",
    "append",
    "begin",
    "cancel",
    "decide",
    "discard",
    "end",
    "files_below",
    "find",
    "hash_if_known",
    "import_file",
    "playback_for",
    "process",
    "receive",
    "replace",
    "replay_file",
    "retry",
    "slides_for",
    "sweep",
]
