"""The verbs of this room."""

from media.domain.importing import files_below, import_file
from media.domain.keeping import answer, note, redo
from media.domain.playing import Download, Playback, ReplayFile, ShownSlide, downloads_for, playback_for, replay_file, slides_for
from media.domain.processing import process
from media.domain.receiving import Arrived, cancel, discard, hash_if_known, receive, replace, retry
from media.domain.refusals import (
    AddressExpired,
    AlreadyRemoved,
    AskFirst,
    CannotCancel,
    CannotRetry,
    NoReplay,
    NoReplayFile,
    NoRoom,
    NothingLeftOut,
    NotRemoved,
    NoUpload,
    TooManyUploads,
    UploadBusy,
    UploadExpired,
    UploadRefused,
)
from media.domain.removing import remove, take_back
from media.domain.sweeping import sweep
from media.domain.uploading import append, begin, decide, end, find

__all__ = [
    "AddressExpired",
    "AlreadyRemoved",
    "Arrived",
    "AskFirst",
    "CannotCancel",
    "CannotRetry",
    "Download",
    "NoReplay",
    "NoReplayFile",
    "NoRoom",
    "NoUpload",
    "NotRemoved",
    "NothingLeftOut",
    "Playback",
    "ReplayFile",
    "ShownSlide",
    "TooManyUploads",
    "UploadBusy",
    "UploadExpired",
    "UploadRefused",
    "answer",
    "append",
    "begin",
    "cancel",
    "decide",
    "discard",
    "downloads_for",
    "end",
    "files_below",
    "find",
    "hash_if_known",
    "import_file",
    "note",
    "playback_for",
    "process",
    "receive",
    "redo",
    "remove",
    "replace",
    "replay_file",
    "retry",
    "slides_for",
    "sweep",
    "take_back",
]
