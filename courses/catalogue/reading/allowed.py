"""What the HTML of a reading may hold, whatever came in: text and its structure, nothing that acts, nothing fetched from elsewhere."""

import nh3

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
ELEMENTS = {*HEADINGS[1:], "p", "br", "strong", "em", "s", "sub", "sup", "u", "a", "ul", "ol", "li", "blockquote", "img", "div"}
TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "a": {"href", "id"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "li": {"id", "value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    **{name: {"id"} for name in HEADINGS},
}
CLASSES = {"div": {"paper-table", "paper-box", "paper-notes"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean(html: str) -> str:
    """Only what is on the lists, whatever came in."""
    kept: str = nh3.clean(
        html, tags=ELEMENTS | TABLES, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow"
    )
    return kept
