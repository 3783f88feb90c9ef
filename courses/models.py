"""Django looks for an app's models here; they live in the slices."""

from courses.catalogue import models as catalogue
from courses.credits import models as credits
from courses.evaluation import models as evaluation
from courses.learning import models as learning
from courses.selection import models as selection

__all__ = ["catalogue", "credits", "evaluation", "learning", "selection"]
