"""What Word and PDF files become: structure kept, nothing that acts, and limits for files that were made to hurt."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from PIL import Image

from courses.catalogue.reading import READERS, Unread, docx_child, pdf_child, scans
from courses.catalogue.rules.readings import MAX_PAGES, MAX_TEXT, Reason
from media import processes
from tests.factories import papers


@pytest.fixture
def read(tmp_path):
    """What a file becomes, without the walls around it (a process takes a second): ("docx", bytes) -> what the child prints."""

    def read(kind, content):
        source = tmp_path / f"source.{kind}"
        source.write_bytes(content)
        if kind == "docx":
            return docx_child.main(source, tmp_path)
        with pdf_child.pypdfium2.PdfDocument(source) as file:
            return pdf_child.Reader(file, tmp_path).run()

    return read


def html_of(told):
    return told.get("html") or "\n".join(page["html"] for page in told["pages"])


# ---- Word


def test_lists_and_headings_are_numbered_as_word_does_it(read):
    document = Document()
    papers.numbered(document, 90, [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）")])
    papers.numbered(document, 91, [("decimal", "%1."), ("lowerLetter", "%2)")])
    papers.numbered(document, 92, [("bullet", "•")])
    papers.item(document, "目标", 90, 0, "Heading 1")
    papers.item(document, "知识", 90, 1, "Heading 3")
    for text, depth in (("甲", 0), ("乙", 0), ("小项", 1)):
        papers.item(document, text, 91, depth)
    document.add_paragraph("插一句。")
    papers.item(document, "丙", 91)
    papers.item(document, "点", 92)
    papers.item(document, "过程", 90, 0, "Heading 1")
    told = read("docx", papers.saved(document))
    assert told["html"].split("\n") == [
        '<h2 id="@h-1">一、目标</h2>',
        '<h3 id="@h-2">（一）知识</h3>',
        '<ol><li>甲</li><li>乙<ol type="a"><li>小项</li></ol></li></ol>',
        "<p>插一句。</p>",
        '<ol><li value="3">丙</li></ol>',
        "<ul><li>点</li></ul>",
        '<h2 id="@h-3">二、过程</h2>',
    ]
    assert told["headings"] == [(2, "h-1", "一、目标"), (3, "h-2", "（一）知识"), (2, "h-3", "二、过程")]


def test_a_paper_without_any_style_gets_headings_by_its_print(read):
    document = Document()
    for text, bold in (
        ("垃圾分类讲义", True),
        ("一、为什么", True),
        ("分好了能变成资源，少占土地。", False),
        ("（一）可回收物", True),
        ("1、先看", False),
        ("2、再问", False),
    ):
        run = document.add_paragraph().add_run(text)
        run.bold = bold
        run.font.size = 330200 if text == "垃圾分类讲义" else 152400
    assert read("docx", papers.saved(document))["html"].split("\n") == [
        '<h2 id="@h-1">垃圾分类讲义</h2>',
        '<h3 id="@h-2">一、为什么</h3>',
        "<p>分好了能变成资源，少占土地。</p>",
        '<h4 id="@h-3">（一）可回收物</h4>',
        "<ol><li>先看</li><li>再问</li></ol>",
    ]


def test_tables_have_heads_boxes_are_no_tables_and_pictures_keep_their_words(read):
    document = Document()
    document.add_paragraph("表 1　安排")
    table = document.add_table(3, 2)
    for row, cells in zip(table.rows, (("时间", "内容"), ("九点", "热身"), ("十点", "练习")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].runs[0].bold = True
    document.add_table(1, 1).cell(0, 0).text = "请带老花镜。"
    shape = document.add_picture(papers.picture(2000, 500))
    shape._inline.docPr.set("descr", "一面绿墙")
    document.add_picture(papers.picture(2000, 500))
    told = read("docx", papers.saved(document))
    table_html, box, first, second = told["html"].split("\n")
    assert "<caption>表 1　安排</caption><thead><tr>" in table_html
    assert table_html.count('<th scope="col">') == table_html.count('<th scope="row">') == 2
    assert box == '<div class="paper-box"><p>请带老花镜。</p></div>'
    assert 'alt="一面绿墙"' in first
    assert 'src="@1"' in first
    assert 'src="@1"' in second  # kept once
    assert told["pictures"] == [{"file": "picture-1.webp", "width": 1600, "height": 400, "alt": "一面绿墙"}]


def test_nothing_that_acts_comes_through(read):
    document = Document()
    document.add_paragraph("<script>alert(1)</script><img src=x onerror=alert(1)>")
    for text, address in (
        ("网站", "https://example.org/?a=1&b=2"),
        ("信", "mailto:a@example.org"),
        ("坏", "javascript:alert(1)"),
        ("盘", "file:///c:/x"),
        ("数", "data:text/html,x"),
    ):
        papers.link(document, text, address)
    hidden = document.add_paragraph().add_run("看不见的密码")
    hidden.font.hidden = True
    content = papers.with_part(papers.saved(document), "mammoth/style-map", b"p => script")  # mammoth would follow it
    html = read("docx", content)["html"]
    assert "<script" not in html
    assert "<img" not in html
    assert "看不见" not in html
    assert html.count("href=") == 2
    assert html.count('rel="noopener noreferrer nofollow"') == 2


def test_a_picture_from_elsewhere_is_not_fetched(read):
    document = Document()
    document.add_paragraph("看图：")
    document.add_picture(papers.picture())
    source = papers.saved(document)
    with ZipFile(BytesIO(source)) as archive:
        body, links = archive.read("word/document.xml"), archive.read("word/_rels/document.xml.rels")
    source = papers.with_part(source, "word/document.xml", body.replace(b"r:embed=", b"r:link="))
    source = papers.with_part(
        source, "word/_rels/document.xml.rels", links.replace(b'Target="media/image1.png"', b'Target="file:///etc/hostname" TargetMode="External"')
    )
    told = read("docx", source)
    assert told["html"] == "<p>看图：</p>"
    assert told["pictures"] == []


@pytest.mark.parametrize(
    "content",
    [
        b"\x01\x00\x00\x00" + b"emf" * 30,  # a drawing that only Windows knows
        b"\x89PNG\r\n\x1a\n" + b"0" * 99,
        pytest.param(lambda: papers.picture(30_000, 2_000, "GIF").getvalue(), id="60 million pixels in some kilobytes"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_said_to_be_there(read, content):
    document = Document()
    document.add_picture(papers.picture())
    told = read("docx", papers.with_part(papers.saved(document), "word/media/image1.png", content() if callable(content) else content))
    assert told["html"] == '<p><img src="@0" alt=""></p>' or 'src="@0"' in told["html"]
    assert told["pictures"] == []


def test_a_very_long_paper_is_cut_at_a_paragraph(read, monkeypatch):
    monkeypatch.setattr(docx_child, "MAX_TEXT", 100)
    document = Document()
    for number in range(20):
        document.add_paragraph(f"第{number}段，有十来个字那么长。")
    told = read("docx", papers.saved(document))
    assert told["cut_short"]
    assert told["html"].count("<p>") == 7
    assert MAX_TEXT == 200_000


# ---- PDF


def test_print_becomes_headings_paragraphs_lists_and_a_table(read):
    lines = [
        (60, 80, 24, "消防演练通知"),
        (84, 160, 12, "六月十八日上午九点在中心广场举行消防演练请每户派一人参加请大"),
        (60, 178, 12, "家准时到场不要迟到。"),
        (60, 210, 12, "• 穿平底鞋"),
        (60, 228, 12, "• 听从指挥"),
        *((x, y, 12, text) for x, y, text in ((70, 300, "项目"), (170, 300, "人数"), (70, 325, "跑步"), (170, 325, "二十"))),
    ]
    rules = [(60, y, 260, y) for y in (285, 310, 335)] + [(x, 285, x, 335) for x in (60, 160, 260)]
    told = read("pdf", papers.pdf(lines, [(60, 100, 12, "第二页上写着一些别的字。")], rules=rules))
    assert html_of(told).split("\n") == [
        '<h2 id="@h-1">消防演练通知</h2>',
        "<p>六月十八日上午九点在中心广场举行消防演练请每户派一人参加请大家准时到场不要迟到。</p>",
        "<ul><li>穿平底鞋</li><li>听从指挥</li></ul>",
        '<div class="paper-table"><table><tbody><tr><td>项目</td><td>人数</td></tr><tr><td>跑步</td><td>二十</td></tr></tbody></table></div>',
        "<p>第二页上写着一些别的字。</p>",
    ]
    assert (told["page_count"], told["cut_short"]) == (2, False)
    assert "<" not in told["pages"][0]["text"]


def test_a_page_without_words_is_drawn_and_waits_to_be_recognised(read, tmp_path):
    told = read("pdf", papers.scan((300, 420), (4000, 100)))
    assert [(page["unread"], page["picture"]["width"], page["picture"]["height"]) for page in told["pages"]] == [(True, 1143, 1600), (True, 1600, 40)]
    with Image.open(tmp_path / "page-1.webp") as image:
        assert image.size == (1143, 1600)


def test_a_very_long_pdf_is_read_up_to_its_limit(read, monkeypatch):
    monkeypatch.setattr(pdf_child, "MAX_PAGES", 2)
    told = read("pdf", papers.pdf(*[[(60, 100, 12, f"第{number}页上的字，第{number}页上的字。")] for number in range(5)]))
    assert (len(told["pages"]), told["page_count"], told["cut_short"]) == (2, 5, True)
    assert MAX_PAGES == 300


def test_text_that_says_html_stays_text(read):
    told = read("pdf", papers.pdf([(60, 100, 12, "<script>alert(1)</script>和一些字")]))
    assert "&lt;script&gt;" in html_of(told)


# ---- behind the walls


def make(kind, content, tmp_path):
    source, folder = tmp_path / "source", tmp_path / "made"
    source.write_bytes(content)
    folder.mkdir()
    return READERS[kind](source, folder, processes.Watch())


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        ("docx", lambda: papers.saved(Document()), Reason.EMPTY),
        ("docx", lambda: papers.with_part(papers.saved(Document()), "word/document.xml", b"<w:document"), Reason.BROKEN),
        (
            "docx",
            lambda: papers.with_part(papers.saved(Document()), "word/document.xml", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"),
            Reason.BROKEN,
        ),
        ("pdf", lambda: papers.pdf([(60, 100, 12, "字")])[:300], Reason.BROKEN),
        (
            "pdf",
            lambda: papers.pdf([(60, 100, 12, "字")], extra=b"/Encrypt<</Filter/Standard/V 4/R 4/Length 128/P -1/O(%b)/U(%b)>>" % (b"a" * 32, b"b" * 32)),
            None,
        ),
    ],
    ids=["an empty paper", "half an XML", "XXE", "half a PDF", "locked"],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, kind, content, reason):
    with pytest.raises(Unread) as caught:
        make(kind, content(), tmp_path)
    assert caught.value.reason in ({reason} if reason else {Reason.LOCKED, Reason.BROKEN})


def test_a_paper_that_takes_too_much_is_ended(tmp_path, monkeypatch):
    from courses.catalogue.reading import docx

    monkeypatch.setattr(docx, "LIMITS", processes.Limits(wall=60, cpu=1, memory=2 * 1024**3))
    rows = b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * 50 + b"</w:tr>"
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>%b</w:tbl></w:body></w:document>' % (
        rows * 20_000
    )
    with pytest.raises(Unread) as caught:
        make("docx", papers.with_part(papers.saved(Document()), "word/document.xml", body), tmp_path)
    assert caught.value.reason is Reason.TOO_MUCH


# ---- recognised words


def test_recognised_lines_become_paragraphs(tmp_path):
    from media.slides.reading import Line

    found = [
        Line("关于消防演练的通知", 0.25, 0.75, 0.08, 0.12),
        Line("为提高大家的防火意识社区定于六月十八日在中心广", 0.16, 0.9, 0.2, 0.225),
        Line("场举行演练。", 0.11, 0.35, 0.24, 0.265),
        Line("1、穿平底鞋。", 0.11, 0.4, 0.28, 0.305),
        Line("2、听指挥。", 0.11, 0.4, 0.32, 0.345),
    ]
    words = scans.words_of(scans.Scan(3, tmp_path / "page.webp", 1131, 1600), found)
    assert words.html.split("\n") == [
        '<h2 id="@p3-h-1">关于消防演练的通知</h2>',
        "<p>为提高大家的防火意识社区定于六月十八日在中心广场举行演练。</p>",
        "<ol><li>穿平底鞋。</li><li>听指挥。</li></ol>",
    ]
    assert [tuple(heading) for heading in words.headings] == [(2, "p3-h-1", "关于消防演练的通知")]
