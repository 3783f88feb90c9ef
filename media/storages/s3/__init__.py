"""Recordings in an S3 store. Everything is written on this machine first, and only then brought there; what is worked on again is fetched (`cache`).

| key | what |
|---|---|
| `originals/<random>` | an original |
| `replays/<recording>/<folder>/…` | a published replay, and the parts that later steps added (extras, slides), each with a `.done` that came last |
| `folders/<recording>/<folder>` | empty: comes before that replay, and again when it is replaced; a sweep finds every replay by this list |
| `captions/<recording>/captions/<random>.vtt` | captions |
| `hidden/<recording>` | empty: the recording is removed; no address of it is answered |
| `media/…` | Wagtail's documents and pictures |
"""

from media.storages.s3.asking import check
from media.storages.s3.originals import copy_original, discard_original, keep, old_originals, original, originals, settle
from media.storages.s3.removed import bytes_of, forget, hidden, hide, keep_hidden, show
from media.storages.s3.replays import (
    add,
    captions,
    copy_published,
    discard_published,
    find,
    old_captions,
    old_published,
    publish,
    published_file,
    read,
    retire_published,
    size,
)

__all__ = [
    "add",
    "bytes_of",
    "captions",
    "check",
    "copy_original",
    "copy_published",
    "discard_original",
    "discard_published",
    "find",
    "forget",
    "hidden",
    "hide",
    "keep",
    "keep_hidden",
    "old_captions",
    "old_originals",
    "old_published",
    "original",
    "originals",
    "publish",
    "published_file",
    "read",
    "retire_published",
    "settle",
    "show",
    "size",
]
