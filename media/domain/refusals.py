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


class CannotRetry(DomainError):
    """Only what failed is tried again."""

    code = "cannot_retry"
    message = _("This recording has not failed, so there is nothing to try again. Please look at its state.")


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
