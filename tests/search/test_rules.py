"""The preparation of text: by tables for what people type, by properties for what must hold of any text."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.rules import BREAK, PHRASE_LIMIT, grams, marked, matches, near, needed_grams, normal, parse, snippet, sort_key, spans, token_text, tokens

any_text = st.text(max_size=200)
mixed = st.text(alphabet="智能手机课程 ，。Ａａ1é㈱😀\n\"'<&-*", max_size=60)
han = st.text(alphabet="智能手机课程社区", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("智能手机", ["智能手机"]),
        ("智能 手机", ["智能", "手机"]),
        ("智能，手机！", ["智能", "手机"]),
        ("AED急救", ["aed", "急救"]),
        ("ＡＥＤ　２０２６年", ["aed", "2026", "年"]),
        ('"智能 手机"', ["智能手机"]),
        ("「智能 手机」", ["智能手机"]),
        ("“智能 手机”课", ["智能手机", "课"]),
        ("手机 AND 安全", ["手机", "安全"]),
        ("手机 手机", ["手机"]),
        ("-手机 *", ["手机"]),
        ('"手机', ["手机"]),
        ("é", ["é"]),
        ("e\u0301", ["é"]),
        ("𠮷祥", ["𠮷祥"]),
        ("㈱", ["株"]),
        ("手\u200b机", ["手机"]),
        ("😀 … -- \0", []),
        ("", []),
    ],
)
def test_what_is_looked_for(query: str, phrases: list[str]) -> None:
    assert ["".join(phrase) for phrase in parse(query)] == phrases


def test_a_query_is_bounded() -> None:
    assert len(parse(" ".join(f"w{n}" for n in range(500)))) == PHRASE_LIMIT


def test_tokens_of_a_sentence() -> None:
    assert token_text("ＡＥＤ 急救，Wi-Fi。\n手机") == f"aed 急 救 {BREAK} wi {BREAK} fi {BREAK} 手 机"


@given(any_text)
@example("\ud800手机\0")
def test_any_text_can_be_prepared(text: str) -> None:
    line = token_text(text)
    assert not re.search(r"['\"%_\\]", line)
    assert line == token_text(normal(text))
    for token in tokens(text):
        assert 0 <= token.start <= token.end <= len(normal(text))
    parse(text)
    sort_key(text)


@given(mixed)
def test_preparing_twice_changes_nothing(text: str) -> None:
    """The tokens of the tokens are the tokens: index and query may be prepared in different places."""
    assert token_text(token_text(text)) == token_text(text)


@given(mixed, han, mixed)
def test_a_word_is_found_wherever_it_stands(before: str, word: str, after: str) -> None:
    assert matches(parse(word)[0], before + word + after)


@given(st.text(alphabet="智能手机 ，", max_size=40), st.text(alphabet="智能手机", min_size=1, max_size=4))
def test_a_word_is_found_only_where_it_stands(text: str, word: str) -> None:
    assert matches(parse(word)[0], text) == (word in text.replace(" ", ""))


@given(mixed, mixed)
def test_the_grams_of_a_phrase_are_in_every_text_that_has_it(text: str, query: str) -> None:
    index = grams(token_text(text).split())
    for phrase in parse(query):
        if matches(phrase, text):
            assert needed_grams(phrase) <= index


@given(mixed, mixed)
def test_marks_add_nothing_but_marks(text: str, query: str) -> None:
    shown = marked(text, parse(query))
    assert html.unescape(re.sub(r"</?mark>", "", shown)) == normal(text)
    assert shown.count("<mark>") == len(spans(text, parse(query)))


@given(any_text, any_text)
def test_a_snippet_has_no_markup_but_marks(text: str, query: str) -> None:
    bare = re.sub(r"</?mark>", "", snippet(text, parse(query)))
    assert not set("<>") & set(bare)
    assert len(html.unescape(bare)) <= max(92, len(text))


@given(mixed, han)
def test_a_snippet_shows_the_first_place(text: str, word: str) -> None:
    long = text + "很长的前言。" * 50 + word + "。后面" * 50
    assert "<mark>" in snippet(long, parse(word))


def test_a_snippet_begins_with_the_sentence_where_it_can() -> None:
    text = "很长的前言。" * 20 + "从开机讲起，智能手机怎么用。" + "后面" * 60
    assert snippet(text, parse("智能手机"), width=60).startswith("…从开机讲起，<mark>智能手机</mark>怎么用。")


def test_han_is_sorted_by_pinyin() -> None:
    assert sorted(["王秀兰", "陈静", "安吉", "李敏", "Anna", "张"], key=sort_key) == ["Anna", "安吉", "陈静", "李敏", "王秀兰", "张"]


def test_of_a_long_text_only_the_part_around_the_first_place_is_read() -> None:
    text = "前" * 5000 + "智能手机" + "后" * 5000
    part = near(text, parse("智能手机"))
    assert len(part) == 600
    assert "智能手机" in part
    assert near(text, parse("ＡＢＣ")) == text, "what is written otherwise than typed is looked for everywhere"
