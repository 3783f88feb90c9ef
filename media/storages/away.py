"""What is said when the store does not answer."""

from django.utils.translation import gettext_lazy as _

from college.errors import DomainError


class StoreAway(DomainError, OSError):
    """The S3 store cannot be reached, or refuses us. Nothing is lost; what was to be done can be done again."""

    code = "store_away"
    status = 503
    message = _("The place where the college keeps its files does not answer. Nothing is lost. Please try again in a few minutes.")

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__()
