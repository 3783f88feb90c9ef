"""What pages say of what was looked at."""

import pytest

from courses.credits.tags import topic_words


@pytest.mark.parametrize(
    ("topic", "words"),
    [("report:2026", "2026 年度学分达标表"), ("ledger", "学分账目"), ("selection", "前台查看的选课、志愿和候补"), ("list:user", "教务的名单")],
)
def test_what_was_looked_at_is_said_and_never_called_a_report_that_it_is_not(topic, words):
    assert topic_words(topic) == words
