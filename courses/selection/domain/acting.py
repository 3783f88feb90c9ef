"""Doing something for somebody else: who may, in which part, and that it is written down.

`may_act_for` is the one answer. It is asked before a verb, so that a stranger learns nothing, and once more behind it in the same transaction, when the
verb holds the learner's account: whoever ends a help holds it too, so nothing is done after the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from college import front_desk, notices
from college.errors import NotFound
from college.models import User
from college.roles import Role, has_role
from courses.selection.models import Acted, Helping

DESK = (Role.DESK, Role.STAFF, Role.ADMINISTRATOR)
What = Acted.What
ACTS = "/selection/helpers/"  # where she reads all of it
ABOUT = 200  # characters of a course's name in a line
TOLD_OTHERWISE = {What.ACCOUNT, What.HELPER, What.HELPER_END}


class NotHers(NotFound):
    """Nobody has asked this person to act for that learner; whether there is such a learner is not told either."""


@dataclass(frozen=True)
class Acting:
    """Somebody acts for a learner. `role` is None where she acts for herself."""

    actor: User
    learner: User
    role: Acted.Role | None

    @property
    def at_desk(self) -> bool:
        return self.role == Acted.Role.DESK

    @property
    def helps(self) -> bool:
        return self.role == Acted.Role.HELPER


def serves(actor: User) -> bool:
    """Whether somebody works at the front desk: for everybody of all four schools, as a learner may pick in all of them."""
    return has_role(actor, *DESK)


def may_act_for(*, actor: User, learner_id: int) -> Acting:
    """In which part this person acts for that learner now. Raises NotHers for everybody but herself, the desk, and her helpers. One or two queries."""
    if actor.pk == learner_id:
        return Acting(actor, actor, None)
    role = Acted.Role.DESK if serves(actor) else Acted.Role.HELPER if _helps(actor, learner_id) else None
    learner = User.objects.filter(pk=learner_id, is_active=True).first() if role else None
    if role is None or learner is None:
        raise NotHers
    return Acting(actor, learner, role)


def _helps(actor: User, learner_id: int) -> bool:
    return Helping.objects.filter(helper=actor, elder=learner_id, until=None).exists()


def done_for[T](
    acting: Acting,
    what: Acted.What,
    verb: Callable[[], T],
    *,
    now: datetime,
    offering_id: int | None = None,
    about: Callable[[T], str] | None = None,
    changed: Callable[[T], bool] = lambda _done: True,
    desk_only: bool = False,
) -> T:
    """Run a verb that holds the learner's account, and write down who did it for her; for herself nothing is written. All of it or nothing.

    `about` names the course of what was done, where it is about no class; what `changed` nothing is not written down. Raises NotHers, also when the
    help has ended by now, and whatever the verb raises.
    """
    if acting.role is None:
        return verb()
    with transaction.atomic():
        done = verb()
        today = may_act_for(actor=acting.actor, learner_id=acting.learner.pk)
        if desk_only and not today.at_desk:
            raise NotHers
        if changed(done):
            write_down(today, what, now=now, offering_id=offering_id, about=about(done) if about else "")
    return done


def write_down(acting: Acting, what: Acted.What, *, now: datetime, offering_id: int | None = None, about: str = "") -> None:
    """One line that nobody can change, and a notice for her, in the caller's transaction; nothing where she acts for herself."""
    if acting.role is None:
        return
    named = {"offering_id": offering_id, "about": about[:ABOUT]}
    act = Acted.objects.create(actor=acting.actor, role=acting.role, learner=acting.learner, what=what, at=now, **named)
    if what not in TOLD_OTHERWISE:
        notices.tell([acting.learner.pk], kind="acted", text=lambda: in_words(act), link=ACTS, now=now)


def who_did(act: Acted) -> str:
    """The part in which somebody acted, and her name, never a user name."""
    return " ".join(part for part in (str(act.get_role_display()), act.actor.display_name) if part)


def in_words(act: Acted) -> str:
    """“Front desk 孙小雨: picked a class (智能手机零基础)”."""
    course = act.offering.course.title if act.offering else act.about
    said = {"who": who_did(act), "what": act.get_what_display(), "course": course}
    return (_("%(who)s for you: %(what)s, “%(course)s”") if course else _("%(who)s for you: %(what)s")) % said


def open_account(*, name: str, phone: str, shared: bool, by: User, now: datetime) -> User:
    """`college.front_desk.open_account`, written down for the newcomer. Raises what that raises."""
    with transaction.atomic():
        made = front_desk.open_account(name=name, phone=phone, shared=shared, by=by, now=now)
        write_down(Acting(by, made, Acted.Role.DESK), Acted.What.ACCOUNT, now=now)
    return made


def acts_for(learner: User) -> QuerySet[Acted]:
    """Everything that others did for somebody, the latest first."""
    return Acted.objects.filter(learner=learner).select_related("actor", "offering__course", "offering__teacher", "offering__term")
