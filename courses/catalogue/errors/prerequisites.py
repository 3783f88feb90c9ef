"""Why a course cannot need another one first, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from college.errors import DomainError


class CycleRefused(DomainError):
    """Courses would need each other in a circle; `titles` is the way round, beginning and ending with the same course."""

    code = "prerequisite_cycle"

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = tuple(titles)
        super().__init__(self.sentence())

    def sentence(self) -> str:
        path = " → ".join(self.titles)
        return _("These courses would wait for each other, and nobody could begin: %(path)s. Please take one of them out of “Needed first”.") % {"path": path}
