"""What moves in this room when two rows of one teacher become one: her classes."""

from django.utils.translation import pgettext_lazy

from college.teacher_merging import moving
from courses.selection.models import Offering

CLASSES = moving("classes", pgettext_lazy("moves with a teacher", "classes"), Offering, touch=("updated_at",))
