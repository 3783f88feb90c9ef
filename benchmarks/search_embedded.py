"""A search over a large college on SQLite, with its filters counted and its hits marked / the bare SQL for the same numbers and the same page."""

from __future__ import annotations

import sqlite3
import time
from statistics import median

from benchmarks import college
from benchmarks.measure import Result

QUERIES = ("手机", "智能手机 新居民", "急救与心肺复苏", "华山路", "书法 退休职工 入门", "党建引领", "讨论", "AED", "陈静", "没有这样的课")
PAGE = """SELECT e.id, e.title, e.summary, e.url FROM search_text JOIN search_entry e ON e.id = search_text.rowid
  WHERE search_text MATCH ? AND NOT e.withdrawn
  ORDER BY bm25(search_text, 10, 4, 1) * CASE e.kind WHEN 'offering' THEN 0.5 ELSE 1 END, e.sort_key LIMIT 20"""
KINDS = """SELECT e.kind, count(*) FROM search_text JOIN search_entry e ON e.id = search_text.rowid
  WHERE search_text MATCH ? AND NOT e.withdrawn GROUP BY e.kind"""
OPEN = """SELECT count(*) FROM search_text JOIN search_entry e ON e.id = search_text.rowid
  WHERE search_text MATCH ? AND NOT e.withdrawn AND e.open_seats > 0"""
FACETS = """SELECT f.name, f.value, count(*) FROM search_text JOIN search_entry e ON e.id = search_text.rowid JOIN search_facet f ON f.entry_id = e.id
  WHERE search_text MATCH ? AND NOT e.withdrawn GROUP BY f.name, f.value"""


def measure(tiny: bool) -> Result:
    size = college.large(tiny, entries=False)
    college.start_django()
    from django.conf import settings

    from search import domain, rules
    from search.queries import Query

    bare = sqlite3.connect(settings.DATABASES["default"]["NAME"])

    def ours(text: str) -> int:
        return domain.find(Query(text, with_facets=True)).count

    def peer(text: str) -> int:
        words = " AND ".join(f'"{" ".join(phrase)}"' for phrase in rules.parse(text))
        bare.execute(PAGE, (words,)).fetchall()
        kinds = bare.execute(KINDS, (words,)).fetchall()
        bare.execute(OPEN, (words,)).fetchall()
        bare.execute(FACETS, (words,)).fetchall()
        return sum(number for _, number in kinds)

    for text in QUERIES:
        if ours(text) != peer(text):
            raise SystemExit(f"{text}: ours finds {ours(text)}, the bare SQL {peer(text)}")
    both = [[(_timed(ours, text), _timed(peer, text)) for text in QUERIES] for _ in range(2 if tiny else 15)]
    sums = [median(sum(pair[side] for pair in round_) for round_ in both) for side in (0, 1)]
    notes = [f"{len(QUERIES)} queries over {size['courses']} courses, SQLite"]
    return Result("search_embedded", sums[0] * 1000 / len(QUERIES), sums[1] * 1000 / len(QUERIES), "ms a query", 2.0, True, notes)


def _timed(find: object, text: str) -> float:
    begun = time.process_time()
    find(text)  # type: ignore[operator]
    return time.process_time() - begun


if __name__ == "__main__":
    college.answer(measure)
