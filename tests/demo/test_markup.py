"""The small markup of the demo's texts."""

from demo import markup

TEXT = """
## 标题
一段话 <b>。

- 甲
- 乙
1. 先
2. 后

| 谁 | 做什么 |
| 楼长 | 开会 |
| 空 | |
"""


def test_a_text_becomes_blocks_in_order() -> None:
    assert [block.kind for block in markup.parse(TEXT)] == ["heading", "paragraph", "bullets", "steps", "table"]


def test_html_is_escaped_and_has_only_what_rich_text_keeps() -> None:
    html = markup.to_html(TEXT)
    assert html.startswith("<h3>标题</h3><p>一段话 &lt;b&gt;。</p><ul><li>甲</li><li>乙</li></ul><ol><li>先</li><li>后</li></ol>")
    assert html.endswith("<ul><li><b>楼长</b> 做什么：开会</li><li><b>空</b></li></ul>")


def test_goals_are_the_first_list() -> None:
    assert markup.goals(TEXT) == ["甲", "乙"]
    assert markup.goals("只有一段话") == []
