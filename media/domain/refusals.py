"""What this room refuses, and how it says so."""

from django.utils.translation import gettext_lazy as _

from college.errors import DomainError, Invalid, NotFound
from media.failures import Failure


class UploadRefused(Invalid):
    """The file is refused at the door; `code` is a Failure."""

    def __init__(self, failure: Failure) -> None:
        self.code = failure.value
        self.status = 413 if failure == Failure.TOO_BIG else 422
        super().__init__(failure.label)


class NoRoom(DomainError):
    """The disk is full or cannot be written."""

    code = "no_room"
    status = 507
    message = _("The college has no room left for recordings. Please tell the office and keep your file.")


class TooManyUploads(DomainError):
    """One person has very many unfinished uploads."""

    code = "too_many_uploads"
    status = 429
    message = _("Too many of your uploads are unfinished. Please finish or cancel one of them first.")


class AskFirst(DomainError):
    """Raised by a door's `take`: a person must say first whether this file is to be used. No refusal, nobody reads it; the upload stays whole."""

    code = "ask_first"


class NoUpload(NotFound):
    """There is no such upload, or it is somebody else's."""

    code = "no_upload"


class UploadExpired(DomainError):
    """Nobody went on with the upload for a week."""

    code = "upload_expired"
    status = 410
    message = _("This upload was interrupted too long ago. Please upload the file again.")


class UploadBusy(DomainError):
    """Another request is writing into this upload now."""

    code = "upload_busy"
    status = 423
    message = _("This file is being uploaded in another window.")


class WrongOffset(DomainError):
    """The part does not begin where the last one ended."""

    code = "wrong_offset"
    message = _("This part does not follow the one before it. Please go on with the upload.")


class WrongChecksum(DomainError):
    """The part was changed on its way (the tus protocol's own status)."""

    code = "wrong_checksum"
    status = 460
    message = _("This part was damaged on the way. Please go on with the upload.")


class CannotCancel(DomainError):
    """Only work that is still to be done is cancelled."""

    code = "cannot_cancel"
    message = _("Nothing is being done on this recording now, so there is nothing to end.")


class CannotRetry(DomainError):
    """Only what failed is tried again."""

    code = "cannot_retry"
    message = _("This recording has not failed, so there is nothing to try again. Please look at its state.")


class AlreadyRemoved(DomainError):
    """Of two who remove one recording the second is told."""

    code = "already_removed"
    message = _("This recording has been removed already.")


class NotRemoved(DomainError):
    """Only what was removed can be taken back."""

    code = "not_removed"
    message = _("This recording is not removed, or not any more, so there is nothing to take back.")


class NothingLeftOut(DomainError):
    """Only a step that could not be done is done again, when nothing else is being done."""

    code = "nothing_left_out"
    message = _("This part is there already or being made now, so there is nothing to do again. Please look at the state.")


class NoReplay(NotFound):
    """There is no published replay."""

    code = "no_replay"
    message = _("This recording cannot be watched yet. Please look again later.")


class NoReplayFile(NotFound):
    """The address is not one of ours, or names nothing that a replay has."""

    code = "no_replay_file"


class AddressExpired(DomainError):
    """The signed address is too old."""

    code = "address_expired"
    status = 403
    message = _("This address has expired. Please open the replay again.")
