"""Why a file became no replay, in words: what it is, and what to do now. The codes are stored, the sentences are translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Failure(models.TextChoices):
    """Codes of a failed recording. The first group is the file's fault, the second one ours (tried again by itself, then shown)."""

    EMPTY = "empty", _("The file is empty. Please choose the recording again and upload it once more.")
    NOT_MEDIA = "not_media", _("This is not a video or sound file. Please choose the recording itself, such as a file ending in mp4, mov, mkv or mp3.")
    INCOMPLETE = "incomplete", _("The file is incomplete. Please check that it plays to its end on your computer, then upload it again.")
    NO_TRACKS = "no_tracks", _("There is neither a picture nor a sound in this file that can be played. Please save the recording as MP4 and upload it again.")
    PICTURE_TOO_LARGE = "picture_too_large", _("The picture is larger than 4K. Please save the recording in a smaller size and upload it again.")
    TOO_MANY_TRACKS = "too_many_tracks", _("The file holds too many tracks. Please save the recording with one picture and one sound, and upload it again.")
    TOO_LONG = "too_long", _("The recording is longer than 12 hours. Please split it and upload the parts.")
    TOO_BIG = "too_big", _("The file is larger than the college accepts. Please save the recording in a smaller size and upload it again.")
    UNREADABLE = "unreadable", _("The file could not be read. Please save the recording as MP4 and upload it again.")

    ENCODER_FAILED = "encoder_failed", _("The recording could not be prepared. Please try again, or save it as MP4 and upload it again.")
    WRONG_LENGTH = "wrong_length", _("Parts of the recording were lost on the way. Please try again, or save it as MP4 and upload it again.")
    TOO_SLOW = "too_slow", _("Preparing the recording took too long and was ended. Please try again when the college is less busy.")
    DISK_FULL = "disk_full", _("The college has no room left for recordings. Please tell the office; your file is kept.")
    STORE_AWAY = "store_away", _("The place where the college keeps its recordings does not answer. Your file is kept; please try again later.")
    ORIGINAL_LOST = "original_lost", _("The uploaded file is no longer there. Please upload it again.")
    GAVE_UP = "gave_up", _("Preparing the recording broke off several times. Please try again, or tell the office; your file is kept.")
    CANCELLED = "cancelled", _("Somebody ended the preparation of this recording. You can take it up again; the file is kept.")


# Of a cut: the file is as good as ever, only the new replay is not there.
UNCUT = {
    Failure.TOO_SLOW: _("It took too long and was ended. Please try again when the college is less busy."),
    Failure.DISK_FULL: _("The college has no room left for recordings. Please tell the office."),
    Failure.STORE_AWAY: _("The place where the college keeps its recordings does not answer. Please try again later."),
    Failure.GAVE_UP: _("It broke off several times. Please try again, or tell the office."),
    Failure.CANCELLED: _("Somebody ended it."),
}
UNCUT_OTHERWISE = _("The computer could not put the parts together. Please try again, or choose other parts. If it fails again, tell the office.")


def words(code: str, step: str) -> str:
    """Why a step could not be done and what to do now, in the reader's language."""
    failure = Failure(code)
    return str(UNCUT.get(failure, UNCUT_OTHERWISE) if step == "cut" else failure.label)


RETRIED = frozenset({Failure.ENCODER_FAILED, Failure.WRONG_LENGTH, Failure.TOO_SLOW, Failure.DISK_FULL, Failure.STORE_AWAY})
