"""Verbs and questions of this room."""

from courses.catalogue.domain.files import is_public, may_read, read_words, unread_documents

__all__ = ["is_public", "may_read", "read_words", "unread_documents"]
