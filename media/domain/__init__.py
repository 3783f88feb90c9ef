"""The verbs of this room."""

from media.domain.playing import Playback, ReplayFile, playback_for, replay_file
from media.domain.processing import process
from media.domain.receiving import discard, receive, replace, retry
from media.domain.refusals import AddressExpired, CannotRetry, NoReplay, NoReplayFile, NoRoom, UploadRefused
from media.domain.sweeping import sweep

__all__ = [
    "AddressExpired",
    "CannotRetry",
    "NoReplay",
    "NoReplayFile",
    "NoRoom",
    "Playback",
    "ReplayFile",
    "UploadRefused",
    "discard",
    "playback_for",
    "process",
    "receive",
    "replace",
    "replay_file",
    "retry",
    "sweep",
]
