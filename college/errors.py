"""The one way to refuse: a verb raises a DomainError, and every door (page, admin, API) turns it into words."""

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal that a person caused and can understand.

    `code` is a stable word for programs, `status` the HTTP status that fits, `message` the sentence shown.
    """

    code = "refused"
    status = 409
    message: object = _("That did not work. Please try again, or call the desk.")

    def __init__(self, message: object | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(DomainError):
    """This person may not do this to this object."""

    code = "not_allowed"
    status = 403
    message = _("You are not allowed to do this.")


class NotFound(DomainError):
    """The object does not exist, or its existence is none of the asker's business."""

    code = "not_found"
    status = 404
    message = _("There is nothing here.")


class Invalid(DomainError):
    """The data cannot be used as given."""

    code = "invalid"
    status = 422
    message = _("Please check what you entered.")


class StillNeeded(DomainError):
    """Something that the database protects is to be deleted."""

    code = "still_needed"
    message = _("This cannot be deleted, because other records need it. Nothing was changed.")


class TooMany(DomainError):
    """Asked too often in a short time. `retry_after`: the seconds until it may be asked again, where they are known."""

    code = "too_many"
    status = 429
    message = _("Too many tries. Please wait a minute and try again.")

    def __init__(self, message: object | None = None, *, retry_after: int | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(message)


def headers_of(refusal: DomainError) -> dict[str, str]:
    """What an answer with this refusal says in its head."""
    seconds = getattr(refusal, "retry_after", None)
    return {"Retry-After": str(seconds)} if seconds else {}
