"""Two accounts of one person in one class: she has rated it once, and what the teacher said of her stays once.

A rating cannot be moved, since nothing leads from it to her (docs/evaluation-privacy.md). When the seat that goes has rated, the seat that stays
counts as having rated, and cannot do it again.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from college.merging import Move, Mover
from courses.evaluation.models import Receipt, Review
from courses.selection.merging import pairs


def move(move: Move) -> dict[str, int]:
    reviews = 0
    for stays, goes in pairs(move):
        if Receipt.objects.filter(enrolment=goes).exists() and not Receipt.objects.filter(enrolment=stays).exists():
            Receipt.objects.create(enrolment_id=stays, words_read=True)
        if not Review.objects.filter(enrolment=stays).exists():
            reviews += Review.objects.filter(enrolment=goes).update(enrolment=stays)
    return {"reviews": reviews}


MOVER = Mover("evaluation", move, {"reviews": _("What teachers said in the same class")}, order=130)
