"""The contract of a backend, run against the embedded one (on both databases) and against a real Elasticsearch."""

from dataclasses import replace
from datetime import timedelta

import pytest

from search.backends import Backend
from search.queries import Document, Query
from search.rules import matches, parse
from tests.factories.search import NOW, document

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LONG = "课程介绍智能手机的使用方法，从开机讲到视频通话。"
HOSTILE = [
    "", " ", "史", "手", '"', '""', '"智能', "'", "*", "手*",
    "手机*", "-", "-手机", "- -", "AND", "手机 AND", "AND OR NOT", "OR 手机", "NEAR(手机 智能)", "title:手机",
    "{手机}", "^手机", "手 + 机", "(", "((((", ")", "手机)", "\\", "\\'", "%", "_",
    "手%机", "?", "~", "手机~2", "[* TO *]", "/手机/", "😀", "手机😀", "\0", "手\0机",
    "\ud800", "'; DROP TABLE search_entry; --", "<script>alert(1)</script>", "&&", "||", "!",
    "智能手机" * 125, "手 机 " * 100, "a" * 500, "-" * 500, "\"" * 500,
    "𠮷", "㐂", "ｓｍａｒｔ　手機", "¦", "\u200b", "\r\n\t", "null", "undefined", "1e999",
    "0x00", "%00", "$where", "{{7*7}}", "::tsquery", "a:*", "!!a", "a <-> b",
]  # fmt: skip


def titles(backend: Backend, text: str, **filters: object) -> list[str]:
    return [hit.title for hit in backend.search(Query(text=text, **filters)).hits]


@pytest.mark.parametrize("word", ["智能手机", "手机", "机", "使用方法", "aed", "AED", "ＡＥＤ", "方砚秋", "手机 智能", "使用方法 开机"])
def test_a_word_inside_a_longer_sentence_is_found(backend: Backend, word: str) -> None:
    backend.index([document("零基础", body=LONG + "AED急救。", line="方砚秋 · 华山路睦邻中心"), document("八段锦", body="一招一式跟着做。")])
    assert titles(backend, word) == ["零基础"]


@pytest.mark.parametrize("word", ["能智", "手法", "智能机", "手机八段锦", "无人机", "法从", "手机 太极拳"])
def test_what_does_not_stand_there_is_not_found(backend: Backend, word: str) -> None:
    backend.index([document("零基础", body=LONG), document("八段锦", body="一招一式跟着做。")])
    assert titles(backend, word) == []


def test_no_word_of_two_characters_is_ever_missed(backend: Backend) -> None:
    """Long texts with the same characters over and over: positions beyond 16,383 and the 300th 手 count like the first."""
    body = "手里有机会，" * 9000 + "最后讲手机。"
    backend.index([document("长讲义", body=body), document("另一门", body="手里有机会，" * 400)])
    assert titles(backend, "手机") == ["长讲义"]
    assert titles(backend, "最后讲手机") == ["长讲义"]
    assert sorted(titles(backend, "手里有机会")) == ["另一门", "长讲义"]


def test_no_query_breaks_a_backend(backend: Backend) -> None:
    known = [document("智能手机零基础", body=LONG), document("历史", body="史书 smart 手機 𠮷 㐂"), document("a" * 255)]
    backend.index(known)
    for text in HOSTILE:
        page, phrases = backend.search(Query(text=text, with_facets=True)), parse(text)
        fits = {d.title for d in known if all(matches(phrase, f"{d.title}\n{d.body}") for phrase in phrases)}
        expected = fits if phrases or not text.strip() else set()
        assert ({hit.title for hit in page.hits}, page.count) == (expected, len(expected)), repr(text)


def test_a_title_comes_before_a_summary_before_a_body(backend: Backend) -> None:
    backend.index([document("丙课", body="防诈骗 " * 5), document("防诈骗与支付"), document("乙课", summary="讲防诈骗"), document("甲课", summary="不相干")])
    assert titles(backend, "防诈骗") == ["防诈骗与支付", "乙课", "丙课"]


def test_a_course_comes_before_its_classes(backend: Backend) -> None:
    backend.index([document("智能手机 一班", kind="offering"), document("智能手机 二班", kind="offering"), document("智能手机零基础", summary="从开机讲起")])
    assert titles(backend, "智能手机")[0] == "智能手机零基础"


def test_the_words_are_marked_and_everything_else_is_escaped(backend: Backend) -> None:
    backend.index([document("<b>手机</b>", summary="不相干", body=LONG)])
    hit = backend.search(Query(text="手机")).hits[0]
    assert hit.title_html == "&lt;b&gt;<mark>手机</mark>&lt;/b&gt;"
    assert "智能<mark>手机</mark>的使用方法" in hit.highlight


def test_indexing_again_replaces_and_removing_forgets(backend: Backend) -> None:
    first = document("旧题目", facets={"venue": ("1",)})
    backend.index([first])
    backend.index([replace(first, title="新题目", facets={"venue": ("2",)}, indexed_at=NOW + timedelta(seconds=1))])
    assert (titles(backend, "旧题目"), titles(backend, "新题目")) == ([], ["新题目"])
    assert titles(backend, "", filters={"venue": ("1",)}) == []
    backend.remove([first.key, ("course", 999_999_999)])
    assert titles(backend, "") == []


def college() -> list[Document]:
    return [
        document("书法一", school="elder", facets={"school": ("elder",), "venue": ("1",), "teacher": ("5",), "term": ("9",)}, open_seats=3),
        document("书法二", school="elder", facets={"school": ("elder",), "venue": ("1", "2"), "teacher": ("6",), "term": ("9",)}),
        document("书法三", school="gov", facets={"school": ("gov",), "venue": ("2",), "teacher": ("5",), "term": ("8", "9")}, open_seats=1),
        document("陈静", kind="teacher", summary="书法", facets={"school": ("gov",)}),
        document("合唱", school="citizen", facets={"school": ("citizen",)}),
    ]


def test_filters_add_up_and_their_values_are_alternatives(backend: Backend) -> None:
    backend.index(college())
    assert set(titles(backend, "书法", filters={"school": ("elder",)})) == {"书法一", "书法二"}
    assert set(titles(backend, "书法", filters={"school": ("elder", "gov")})) == {"书法一", "书法二", "书法三", "陈静"}
    assert set(titles(backend, "书法", filters={"school": ("elder",), "venue": ("2",)})) == {"书法二"}
    assert set(titles(backend, "", filters={"teacher": ("5",), "term": ("8",)})) == {"书法三"}
    assert set(titles(backend, "书法", kinds=("teacher",))) == {"陈静"}
    assert set(titles(backend, "书法", open_only=True)) == {"书法一", "书法三"}
    assert titles(backend, "书法", filters={"school": ("nobody",)}) == []


def test_counts_say_what_each_choice_would_leave(backend: Backend) -> None:
    backend.index(college())
    everything = backend.search(Query(text="书法", with_facets=True))
    assert everything.count == 4
    assert everything.facets["school"] == {"elder": 2, "gov": 2}
    assert everything.facets["venue"] == {"1": 2, "2": 2}
    assert everything.facets["kind"] == {"course": 3, "teacher": 1}
    assert everything.facets["open"] == {"1": 2}
    chosen = backend.search(Query(text="书法", with_facets=True, filters={"school": ("elder",)}))
    assert chosen.count == 2
    assert chosen.facets["school"] == {"elder": 2, "gov": 2}, "a choice does not narrow its own alternatives"
    assert chosen.facets["venue"] == {"1": 2, "2": 1}
    assert chosen.facets["kind"] == {"course": 2}


def test_pages_hold_everything_once(backend: Backend) -> None:
    backend.index([document(f"第{i}课", body="手机") for i in range(25)])
    for text in ("手机", ""):
        pages = [backend.search(Query(text=text, page=number, size=10)) for number in (1, 2, 3, 4)]
        seen = [hit.object_id for page in pages for hit in page.hits]
        assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
        assert len(set(seen)) == 25
        assert {page.count for page in pages} == {25}
        assert pages[0].pages == 3
    assert backend.search(Query(text="手机", page=10_000_000)).hits == ()
    assert backend.search(Query(text="手机", page=-5)).page == 1


def test_without_words_everything_is_listed_by_kind_and_title(backend: Backend) -> None:
    named = [("王老师", "teacher"), ("中医", "course"), ("安全", "course"), ("安老师", "teacher"), ("安全 一班", "offering")]
    backend.index([document(title, kind=kind) for title, kind in named])
    assert titles(backend, "") == ["安全", "中医", "安老师", "王老师", "安全 一班"]


def test_a_rebuild_holds_exactly_what_it_was_given(backend: Backend) -> None:
    backend.index([document("旧课")])
    assert backend.rebuild(document(f"新课{i}") for i in range(3)) == 3
    assert sorted(titles(backend, "")) == ["新课0", "新课1", "新课2"]
    backend.ping()
