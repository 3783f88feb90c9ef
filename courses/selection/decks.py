"""Which deck was shown in a recording: the PPT of the course whose lesson it is."""

from zipfile import BadZipFile

from courses.catalogue.rules.files import extension
from courses.catalogue.rules.markup import TooMuch, Unreadable
from courses.catalogue.texts import pages_of
from courses.selection.models import Lesson
from media.decks import Deck
from media.models import Recording
from media.storages import StoreAway, at_hand


def deck_of(recording: Recording) -> Deck | None:
    """The course's PPT with the words of its pages, None where there is none or none that can be read."""
    lesson = Lesson.objects.filter(recording=recording).select_related("offering__course__slides").first()
    document = lesson.offering.course.slides if lesson else None
    if document is None or extension(document.file.name) != "pptx":
        return None
    try:
        path = at_hand(document.file)
        with path.open("rb") as stream:
            return Deck(path, tuple(pages_of(stream)))
    except StoreAway:
        raise  # the step waits: slides matched with the deck are better than slides read
    except (OSError, BadZipFile, Unreadable, TooMuch, KeyError):
        return None
