"""Spreadsheets as people send them, and files that only say that they are one."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from college import sheets
from college.sheets import BadSheet, read


def xlsx(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def zipped(**parts: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return written.getvalue()


def changed(data: bytes, part: str, change) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for one in old.infolist():
            new.writestr(one.filename, change(old.read(one)) if one.filename == part else old.read(one))
    return written.getvalue()


GOOD = xlsx(["姓名", "手机", "到期"], ["王秀兰", 19900001234, date(2027, 6, 30)], [], ["李", 19900001234.0, datetime(2027, 1, 1)], [None])


def test_a_workbook_is_read_as_text():
    assert read(GOOD) == [["姓名", "手机", "到期"], ["王秀兰", "19900001234", "2027-06-30"], [], ["李", "19900001234", "2027-01-01"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_the_encodings_of_here(encoding, separator):
    text = f"姓名{separator}手机\r\n王秀兰{separator}19900001234\r\n"
    assert read(text.encode(encoding)) == [["姓名", "手机"], ["王秀兰", "19900001234"]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x" * (sheets.LARGEST + 1), "large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "locked"),
        (b"PK\x03\x04broken", "broken"),
        (b"MZ\x90\x00\x03", "kind"),
        (b"\xff\xff\xff\xff", "text"),
        (zipped(word__document_xml=b"<w/>"), "kind"),
        (zipped(xl__workbook_xml=b"<workbook/>"), "broken"),
        (zipped(xl__workbook_xml=b"<a/>", xl__big_xml=b"0" * (sheets.UNPACKED + 1)), "large"),
        (zipped(xl__workbook_xml=b"<a/>", **{f"p{n}_xml": b"" for n in range(sheets.PARTS)}), "large"),
        (changed(GOOD, "xl/workbook.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + xml), "broken"),
        (b"a\n" * (sheets.ROWS + 1), "rows"),
        (",".join("x" * 41).encode(), "columns"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(data, reason):
    with pytest.raises(BadSheet) as refused:
        read(data)
    assert refused.value.reason == reason
    assert reason in sheets.REASONS


def test_the_limited_process_says_the_same():
    assert sheets.read_limited(GOOD) == read(GOOD)
    with pytest.raises(BadSheet) as refused:
        sheets.read_limited(b"PK\x03\x04broken")
    assert refused.value.reason == "broken"


def test_what_breaks_the_limits_is_broken(monkeypatch):
    monkeypatch.setattr(sheets.sys, "executable", "/bin/false")
    with pytest.raises(BadSheet):
        sheets.read_limited(GOOD)
