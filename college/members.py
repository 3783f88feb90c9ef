"""A stand-in for any signed-in person, while a page is drawn that several people get: it has roles and nothing else."""

from __future__ import annotations

from college.roles import Role

NAME, TOKEN, BELL = "hole-for-a-name-5e1f", "hole-for-a-token-5e1f", "hole-for-a-bell-5e1f"  # filled in for each person; nobody types these


class Personal(Exception):
    """The page asks for something that only one person has."""


class Member:
    """Signed in, with these roles. Asked for anything else it stops the drawing, and remembers that it was asked: templates swallow errors."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, roles: frozenset[Role]) -> None:
        self._roles = roles
        self.asked_for = ""

    def __getattr__(self, name: str) -> object:
        self.asked_for = name
        raise Personal(name)
