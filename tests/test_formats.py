"""Text, web pages, PDF and Word: the same document gives the same records, and what is no document says so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import BODY, BOLD, HEADING, ITEMS, archive, pdf, printed, web_page, word
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table

from kg.errors import KgError
from kg.records import Extract
from loaders import formats, read
from loaders.formats import file as files
from loaders.formats import pdf as pdf_format
from loaders.formats import web, word_styles
from loaders.formats import word as word_format
from loaders.structure.blocks import Block, parse, read_file

HERE = Path(__file__).parent
_LOSES_BY_ITS_FORMAT = (
    "raw_404_durham",  # a line of the PDF may begin with any of its bullets
    "2016-cheshire-effectiveness-run-in-cover",  # a transcript in one line is no layout
    "2018-19-cumbria",  # the PDF makes one table of two and of the heading between them
    "2017-north-yorkshire-effectiveness",  # the same with a heading in plain type right below a table
    "2023-sussex-pcc-action-table",  # the PDF breaks a word of a narrow cell without a hyphen
)
FORMATS = {"html": web_page, "pdf": pdf, "docx": word}


def _documents() -> list[Path]:
    """The test documents that are read right without help."""
    not_yet = (HERE / "documents" / "not-yet.txt").read_text(encoding="utf-8").split()
    found = []
    for file in sorted([*(HERE / "documents").rglob("*.txt"), *(HERE / "made_up").glob("*.txt")]):
        try:
            read(file)
        except KgError:
            continue
        if f"{file.parent.name}/{file.stem}" not in not_yet and file.stem not in _LOSES_BY_ITS_FORMAT:
            found.append(file)
    return found


def _findings(extract: Extract) -> tuple[list[str], list[tuple[str, str]]]:
    return sorted(one.id for one in extract.findings), sorted((one.id, one.grade) for one in extract.judgments)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.stem)
def test_a_document_says_the_same_in_every_format(document: Path, suffix: str, tmp_path: Path) -> None:
    same = tmp_path / f"{document.stem}.{suffix}"
    same.write_bytes(FORMATS[suffix](document.read_text(encoding="utf-8-sig").replace("\r\n", "\n")))
    expected, found = read(document), read(same)
    assert found.document.family == expected.document.family
    assert _findings(found) == _findings(expected)


def _read(content: bytes | str, tmp_path: Path, name: str = "page.html") -> list[Block]:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(file).blocks


def _shown(blocks: list[Block]) -> list[str]:
    """Each block as a line: its cells, or its bullet by level, or its text."""
    return [
        " | ".join(cell.text for cell in block.cells) if block.cells else "-" * block.level + block.text
        for block in blocks
        if block.cut is None
    ]


GRADES = "<tr><th>Outstanding<th>Good<th>Adequate"
WEB = [
    # inline marks part no words
    ("<p>The <b>fo</b>rce\n  is&nbsp;go<i>o</i>d &amp; fair</p>", ["The force is good & fair"]),
    # a line break parts lines; what begins in small letters carries on
    ("<p>Areas for improvement<br>The force should<br>act.</p>", ["Areas for improvement", "The force should act."]),
    # two line breaks part paragraphs
    ("<p>The force should<br><br>act.</p>", ["The force should", "act."]),
    # but none parts a heading
    ("<h1>An inspection of<br>Kent Police</h1>", ["An inspection of Kent Police"]),
    # lists in lists, without closing tags
    ("<ul><li>act:<ul><li>now;<li>well;</ul><li>look.</ul>", ["-act:", "--now;", "--well;", "-look."]),
    # paragraphs in an item
    ("<ul><li><p>The force should act</p><p>and look.</p></li></ul>", ["-The force should act and look."]),
    # numbered items keep their numbers
    ("<ol start=3><li>Act.<li>Look.</ol>", ["-Act.", "-Look."]),
    # a table keeps its columns, the empty ones too
    (
        f"<table>{GRADES}<tr><td><td>Fraud<td>Arson<tr><td>Theft<td><td></table>",
        ["Outstanding | Good | Adequate", " | Fraud | Arson", "Theft"],
    ),
    # under a head of grades each paragraph of a cell is an area
    (
        f"<table>{GRADES}<tr><td><td><p>Fraud<p>Theft<td>Arson</table>",
        ["Outstanding | Good | Adequate", " | Fraud | Arson", " | Theft"],
    ),
    # elsewhere the paragraphs of a cell are one text
    ("<table><tr><td><p>We will<p>act<td>June</table>", ["We will act | June"]),
    # cells that span columns and rows
    (
        "<table><tr><td colspan=2>A<td>B<tr><td rowspan=2>C<td>D<td>E<tr><td>F<td>G</table>",
        ["A |  | B", "C | D | E", " | F | G"],
    ),
    # a box drawn as a table of one cell is no table
    ("<table><tr><td><h3>Cause of concern</h3><p>Calls wait.</table>", ["Cause of concern", "Calls wait."]),
    # a table that only arranges others
    ("<table><tr><td>Left<td><table><tr><td>a<td>b</table></table>", ["Left", "a | b"]),
    # a grade as a picture, with or without words around it
    ('<h2>Crime <img src="g.png" alt="Good"></h2><p>Text.</p>', ["Crime", "Good", "Text."]),
    ('<p><img alt="Graded: Requires improvement"></p>', ["Requires improvement"]),
    # a grade as a class
    ('<span class="grade grade--requires-improvement"></span>', ["Requires improvement"]),
    ('<h2>Crime <span class="judgment">Good</span></h2>', ["Crime", "Good"]),
    # the picture and the word beside it are one grade
    ('<div><img alt="Good"><span>Good</span></div>', ["Good"]),
    # no other picture says anything
    ('<p><img alt="An officer and a good dog"> Text.</p>', ["Text."]),
    # in a cell a picture stands in its column
    ('<table><tr><td>Crime<td><img alt="Good"></table>', ["Crime | Good"]),
    # a definition list
    ("<dl><dt>Crime<dd>Good</dl>", ["Crime", "Good"]),
    # what a click opens is part of the page
    ("<details><summary>More</summary><p>Text.</p></details>", ["More", "Text."]),
    ('<h2><button aria-controls="a">Crime</button></h2><div id="a" hidden><p>Text.</p></div>', ["Crime", "Text."]),
    # what nothing opens is not
    ('<p hidden>Old.</p><p style="display: none">Older.</p><p>Text.</p>', ["Text."]),
    ("<p>Text<span hidden> not this</span>.</p>", ["Text."]),
    # scripts, styles and templates are no text
    ("<p>Te<script>'</p>'</script>xt.</p><style>p {}</style><template><p>No</p></template>", ["Text."]),
    # struck out
    ("<p>The force <del>must</del> should act.</p>", ["The force should act."]),
    # malformed: tags never closed, closed twice, crossed
    ("<p><b>One<p>Two</b></i></p></div><li>three", ["One", "Two", "-three"]),
    # a heading for screen readers alone is still a heading
    ('<h2 class="visually-hidden">Areas for improvement</h2>', ["Areas for improvement"]),
    # what is said for screen readers alone within a line is not printed
    ('<p><a href="#">Plan<span class="sr-only"> (opens in a new tab)</span></a></p>', ["Plan"]),
    # a form around the whole page, as some servers write it, is no form
    ("<form><main><h1>Kent</h1><p>Text.</p></main></form>", ["Kent", "Text."]),
    # an aside within the text is a box, one of links is not
    ('<main><aside><p>Cause of concern</p></aside><aside><a href="/">More</a></aside></main>', ["Cause of concern"]),
    # marks that mean something else: better all of the page than none
    ('<nav><p>The force is good.</p></nav>', ["The force is good."]),
    # character references to what no text can hold
    ("<p>a&#0;b&#xD800;c</p>", ["a\ufffdb\ufffdc"]),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), WEB)
def test_what_a_reader_of_a_web_page_sees(html: str, expected: list[str], tmp_path: Path) -> None:
    assert _shown(_read(f"<!DOCTYPE html><body>{html}", tmp_path)) == expected


FURNITURE = [
    ("<nav><p>Home</p></nav>", "navigation"),
    ("<header><p>The inspectorate</p></header>", "navigation"),
    ("<footer><p>Contact us</p></footer>", "navigation"),
    ("<aside><p>Related pages</p></aside>", "navigation"),
    ('<div role="navigation"><p>Home</p></div>', "navigation"),
    ('<ol class="govuk-breadcrumbs"><li>Home</li></ol>', "navigation"),
    ('<div id="cookie-banner"><p>We use cookies.</p></div>', "banner"),
    ('<section class="alert consultation"><p>Have your say.</p></section>', "banner"),
    ('<form><p>Is this page useful?</p></form>', "form"),
    ("<p hidden>Old.</p>", "hidden"),
    ('<ul><li><a href="#a">A</a><li><a href="#b">B</a><li><a href="#c">C</a></ul>', "contents"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "reason"), FURNITURE)
def test_what_belongs_to_the_site_is_kept_with_its_reason(html: str, reason: str, tmp_path: Path) -> None:
    blocks = _read(f"<!DOCTYPE html><body>{html}<main><h1>Kent</h1><p>The force acts.</p></main>", tmp_path)
    assert {block.cut for block in blocks if block.text not in ("Kent", "The force acts.")} == {reason}
    assert _shown(blocks) == ["Kent", "The force acts."]


def test_bold_and_headings_are_kept_beside_the_text(tmp_path: Path) -> None:
    html = "<html><p><strong>All of it.</strong></p><p><b>Some</b> of it.</p><h3>Head</h3><p style='font-weight:700'>Y"
    assert [(block.bold, block.heading) for block in _read(html, tmp_path)] == [
        (True, 0), (False, 0), (True, 3), (True, 0),
    ]  # fmt: skip


DATED = [
    # where the text states no day, the page's own stands for it, as a stamp
    ("2019-05-02T09:30:00+01:00", "", ("2019-05-02", "stamp")),
    ("2019-05", "", ("2019-05", "stamp")),
    # what is printed counts
    ("2019-05-02", "<p>Published on: 12 June 2019</p>", ("2019-06-12", "printed")),
    # no date, or none that there is
    ("2 May", "", (None, None)),
    ("2019-13-40", "", (None, None)),
]


@pytest.mark.parametrize(("told", "printed", "published"), DATED)
def test_the_day_of_a_page_is_a_stamp(
    told: str, printed: str, published: tuple[str | None, str | None], tmp_path: Path
) -> None:
    text = (HERE / "made_up" / "wiltshire-2015-effectiveness.txt").read_text(encoding="utf-8")
    head = f'<meta property="article:published_time" content="{told}"><title>'
    page = web_page(text).decode().replace("<title>", head).replace("2015</p>", f"2015</p>{printed}", 1)
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    document = read(file).document
    assert (document.published, document.published_basis) == published


def test_a_page_tells_its_address_title_and_date(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(
        '<html><head><title>Kent \n 2021</title><link rel="canonical" href="https://example.org/kent">'
        '<meta property="article:published_time" content="2021-10-14"></head><body><p>Text.',
        encoding="utf-8",
    )
    source = read_file(file)
    assert (source.url, source.page_title, source.page_date) == ("https://example.org/kent", "Kent 2021", "2021-10-14")


ENCODED = [
    ("utf-8", "", "utf-8"),
    ("utf-8-sig", "", "with a byte order mark"),
    ("utf-16", "", "with a byte order mark"),
    ("windows-1252", '<meta charset="iso-8859-1">', "browsers read latin-1 as windows-1252"),
    ("windows-1252", "", "undeclared"),
    ("windows-1252", '<meta charset="utf-8">', "wrongly declared"),
]


@pytest.mark.parametrize(("encoding", "declared", "why"), ENCODED)
def test_a_web_page_in_any_encoding(encoding: str, declared: str, why: str, tmp_path: Path) -> None:
    html = f"<html><head>{declared}</head><body><p>The force’s café – “good”</p></body></html>"
    assert _shown(_read(html.encode(encoding), tmp_path)) == ["The force’s café – “good”"], why


TEXTS = [
    ("One.\r\n\r\nTwo.\rThree.".encode("utf-8-sig"), "One.\n\nTwo.\nThree."),
    ("It’s a café.".encode("utf-16"), "It’s a café."),
    ("It’s a “café” – £5.".encode("windows-1252"), "It’s a “café” – £5."),
    (b"a < b and c > d", "a < b and c > d"),  # signs are no tags
]


@pytest.mark.parametrize(("content", "text"), TEXTS)
def test_a_text_in_any_encoding_that_tells_itself(content: bytes, text: str, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    assert read_file(file).text == text


def test_a_format_is_known_by_its_content(tmp_path: Path) -> None:
    text = (HERE / "made_up" / "wiltshire-2015-effectiveness.txt").read_text(encoding="utf-8")
    for content in (web_page(text), pdf(text), word(text)):
        assert "Areas for improvement" in _shown(_read(content, tmp_path, "report.txt"))
    assert _shown(_read("Just text.", tmp_path, "page.html")) == ["Just text."]


LONG = "Officers in every district look at each report on the day it comes in and sort it by the risk that it brings "


def _pdf_blocks(flow: list[object], tmp_path: Path) -> list[Block]:
    return _read(printed(flow), tmp_path, "report.pdf")  # type: ignore[arg-type]


def test_a_pdf_keeps_its_structure(tmp_path: Path) -> None:
    rows = [["Outstanding", "Good", "Adequate"], ["", "Fraud", "Arson"], ["", "Theft", ""]]
    flow = [
        Paragraph("Preventing crime", HEADING),
        Table(rows, colWidths=[140] * 3),
        Paragraph("The force should act on what it hears, from every source that it has and in every district", BOLD),
        Paragraph(LONG * 3 + "again.", BODY),
        Paragraph(LONG * 2 + "again.", BODY),
        Paragraph(f"{LONG.strip()}; and", ITEMS[0], bulletText="•"),
        Paragraph("sort them;", ITEMS[1], bulletText="o"),
        Paragraph(f"{LONG.strip()}.", ITEMS[0], bulletText="•"),
        Paragraph("Its first part.", ITEMS[0], bulletText="1."),
        PageBreak(),
        Paragraph("The end.", BODY),
    ]
    blocks = _pdf_blocks(flow, tmp_path)
    assert _shown(blocks) == [
        "Preventing crime",
        "Outstanding | Good | Adequate",
        " | Fraud | Arson",
        " | Theft",
        "The force should act on what it hears, from every source that it has and in every district",
        LONG * 3 + "again.",
        LONG * 2 + "again.",
        f"-{LONG.strip()}; and",
        "--sort them;",
        f"-{LONG.strip()}.",
        "-Its first part.",
        "The end.",
    ]
    told = {block.text[:10]: (block.bold, block.heading) for block in blocks if block.cut is None}
    assert (told["Preventing"], told["The force "], told[LONG[:10]]) == ((True, 1), (True, 0), (False, 0))


def test_what_comes_back_on_every_page_splits_a_paragraph_and_is_no_part_of_it(tmp_path: Path) -> None:
    flow = [Spacer(1, 670), Paragraph(LONG * 4 + "again.", BODY), PageBreak(), Paragraph("The end.", BODY)]
    file = tmp_path / "report.pdf"
    file.write_bytes(printed(flow))
    source = read_file(file)
    assert [block.text for block in source.body()] == [LONG * 4 + "again.", "The end."]
    assert len(source.body()[0].spans) == 2
    assert {block.cut for block in source.blocks if block.cut} == {"furniture", "page number"}


def _outlines(canvas: Canvas) -> None:
    for at in range(300):
        canvas.line(72, 72 + at, 500, 72 + at)


def _scan(canvas: Canvas, width: int = 590, height: int = 840) -> None:
    canvas.drawImage(ImageReader(BytesIO(b"P5 8 8 255\n" + bytes(64))), 0, 0, width, height)


def _logo(canvas: Canvas) -> None:
    _scan(canvas, 90, 90)


PAGES = [
    # a scan between printed pages
    ([_scan], "page 2 has no text"),
    # letters drawn as shapes, and a scan further on
    (
        [
            _outlines,
            _outlines,
            None,
            _scan,
        ],
        "pages 2-3, 5 have no text",
    ),
    # an empty page, and one with a logo alone
    ([None, _logo], None),
]


@pytest.mark.parametrize(("pages", "told"), PAGES)
def test_a_page_that_is_a_picture_is_told(
    pages: list[Callable[[Canvas], None] | None], told: str | None, tmp_path: Path
) -> None:
    out = BytesIO()
    canvas = Canvas(out)
    for at, line in enumerate((HERE / "made_up" / "wiltshire-2015-effectiveness.txt").read_text().split("\n")[:5]):
        canvas.drawString(72, 700 - 40 * at, line)
    for draw in pages:
        canvas.showPage()
        if draw:
            draw(canvas)
        else:
            canvas.rect(72, 72, 100, 100)
    canvas.save()
    file = tmp_path / "report.pdf"
    file.write_bytes(out.getvalue())
    warnings = [one.message for one in read(file).warnings]
    assert [message.partition(" but pictures")[0] for message in warnings] == ([told] if told else [])


def test_lines_of_a_pdf_become_paragraphs(tmp_path: Path) -> None:
    out = BytesIO()
    canvas = Canvas(out)
    for at, line in enumerate(
        [
            "Officers at every station look at each report and look at what was invest-",
            "igated by the multi-",
            "agency team, and by the other multi-agency teams of the county that there",
            "are.",
        ]
    ):
        canvas.drawString(72, 700 - 14 * at, line)
    for column in (0, 1):
        for at in range(12):
            canvas.drawString(72 + 240 * column, 600 - 14 * at, f"column {column + 1} line {at} of a long text,")
    canvas.save()
    shown = _shown(_read(out.getvalue(), tmp_path, "letter.pdf"))
    assert shown[0] == (
        "Officers at every station look at each report and look at what was investigated by the multi-agency team, "
        "and by the other multi-agency teams of the county that there are."
    )
    # two columns of prose are read one after the other
    assert " ".join(shown[1:]) == " ".join(f"column {c} line {at} of a long text," for c in (1, 2) for at in range(12))


def _paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def _listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


WORD = [
    # lists by their definition: bullets and levels, numbers from where they start, labels with words
    (_paragraph("act;", _listed(1)) + _paragraph("now.", _listed(1, 1)), ["-act;", "--now."]),
    (_paragraph("Act.", _listed(2)) + _paragraph("Look.", _listed(2)), ["-Act.", "-Look."]),
    (_paragraph("The force should act.", _listed(3)), ["Recommendation 1 The force should act."]),
    # numbering switched off
    (_paragraph("Text.", _listed(0)), ["Text."]),
    # tracked changes: what is inserted stands, what is deleted or moved away does not
    (
        "<w:p><w:ins><w:r><w:t>The force </w:t></w:r></w:ins><w:del><w:r><w:delText>must </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>now </w:t></w:r></w:moveFrom><w:r><w:t>should act.</w:t></w:r></w:p>",
        ["The force should act."],
    ),
    # a deleted paragraph mark joins two paragraphs
    (_paragraph("The force ", "<w:rPr><w:del/></w:rPr>") + _paragraph("acts."), ["The force acts."]),
    # a deleted table row
    (
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc><w:tc>" + _paragraph("Old") + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + _paragraph("Crime") + "</w:tc><w:tc>" + _paragraph("Good") + "</w:tc></w:tr></w:tbl>",
        ["Crime | Good"],
    ),
    # cells that span columns and rows
    (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + _paragraph("A") + "</w:tc><w:tc>"
        + _paragraph("B") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>"
        + _paragraph("C") + "</w:tc><w:tc>" + _paragraph("D") + "</w:tc></w:tr></w:tbl>",
        ["A |  | B", " | C | D"],
    ),
    # a box drawn as a table of one cell
    ("<w:tbl><w:tr><w:tc>" + _paragraph("Cause of concern") + "</w:tc></w:tr></w:tbl>", ["Cause of concern"]),
    # content controls and links
    ("<w:sdt><w:sdtContent>" + _paragraph("Text.") + "</w:sdtContent></w:sdt>", ["Text."]),
    ("<w:p><w:hyperlink><w:r><w:t>The plan</w:t></w:r></w:hyperlink></w:p>", ["The plan"]),
    # hidden words, and instructions to Word
    (_paragraph("Not this.", run="<w:vanish/>") + _paragraph("Text."), ["Text."]),
    ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Text.</w:t></w:r></w:p>", ["Text."]),
    # a line break parts lines, a tab only words
    ("<w:p><w:r><w:t>Good</w:t><w:br/><w:t>Text</w:t><w:tab/><w:t>too.</w:t></w:r></w:p>", ["Good", "Text too."]),
    # an entry of the contents list, and a text box, are cut
    (_paragraph("Crime 3", '<w:pStyle w:val="TOC1"/>') + _paragraph("Text."), ["Text."]),
    (
        "<w:p><w:r><w:t>Text.</w:t><w:drawing><w:txbxContent>" + _paragraph("Beside") + "</w:txbxContent></w:drawing>"
        "</w:r></w:p>",
        ["Text."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), WORD)
def test_what_a_reader_of_a_word_file_sees(body: str, expected: list[str], tmp_path: Path) -> None:
    assert _shown(_read(archive(body), tmp_path, "report.docx")) == expected


def test_word_tells_bold_and_headings_by_run_and_by_style(tmp_path: Path) -> None:
    body = (
        _paragraph("Head", '<w:pStyle w:val="Heading2"/>')
        + _paragraph("By run", run="<w:b/>")
        + _paragraph("By style", '<w:pStyle w:val="Lead"/>')
        + _paragraph("Not so", '<w:pStyle w:val="Lead"/>', '<w:b w:val="0"/>')
    )
    told = [(block.bold, block.heading) for block in _read(archive(body), tmp_path, "report.docx")]
    assert told == [(True, 2), (True, 0), (True, 0), (False, 0)]


def _zip(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def _drawn(*, text: str = "The force should act.", **options: object) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, **options)  # type: ignore[arg-type]
    canvas.drawString(72, 700, text)
    canvas.rect(72, 72, 100, 100)
    canvas.save()
    return out.getvalue()


def _bomb() -> bytes:
    """A PDF whose only page unpacks to more than is allowed."""
    packed = zlib.compress(b" " * (pdf_format.LARGEST_STREAM + 2_000_000), 9)
    head = b"1 0 obj <</Filter /FlateDecode /Length %d>>\nstream\n" % len(packed)
    return b"%PDF-1.4\n" + head + packed + b"\nendstream endobj\n%%EOF"


REFUSED = [
    (b"", "no text in the file"),
    (b" \n\n\t", "no text in the file"),
    (b"abc\x00def", "a binary file, not text"),
    ("Größe".encode("latin-1"), "not UTF-8 (byte 2)"),  # no English prose: it may be any encoding
    ("It’s – ok: ".encode("windows-1252") + "é".encode(), "not UTF-8 (byte 2)"),  # two encodings in one file
    (b"\xed\xa0\x80 text", "not UTF-8 (byte 0)"),  # a lone surrogate
    ("text".encode("utf-16")[:-1], "damaged UTF-16"),
    ("wor\u2019".encode()[:-1], "cut short in the middle of a character"),
    (b"%PDF-1.7 ...", "a PDF that is cut short: its end is missing"),
    (_drawn()[:-300], "a PDF that is cut short: its end is missing"),
    (b"%PDF-1.7\nnothing\n%%EOF", "a damaged PDF"),
    (_drawn(encrypt=StandardEncryption("secret")), "an encrypted PDF"),
    (_drawn(text=""), "has no text: its pages are pictures, as of a scan"),
    (_bomb(), "a PDF that unpacks to far more than a report"),
    (b"PK\x03\x04....", "a damaged Word or zip file (File is not a zip file)"),
    (archive("<w:p/>")[:-40], "a damaged Word or zip file (File is not a zip file)"),
    (archive("<w:p>"), "a damaged Word file (word/document.xml: mismatched tag: line 1, column 98)"),
    (archive("<w:p/>"), "no text in the file"),
    (_zip(xl__workbook="<x/>"), "an Excel workbook, not a document with text"),
    (_zip(a="text"), "a zip archive, not a document"),
    (_zip(word__document="<x/>"), "a zip archive, not a document"),
    (
        _zip(**{"word/document.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        "a Word file that declares entities, which Word never writes",
    ),
    (_zip(**{"word/document.xml": " " * (word_format.LARGEST_PART + 1)}), "larger than 40 MB when unpacked"),
    (b"\xd0\xcf\x11\xe0....", "an old or encrypted Office file, not a document with text"),
    (b"{\\rtf1 text}", "a Rich Text file, not a document with text"),
    (b"\x89PNG\r\n", "a picture, not a document with text"),
    (b"\x1f\x8b\x08", "a compressed file, not a document with text"),
    (b"From: x\nContent-Type: multipart/related;\n\ntext", "a web page archive (MHTML)"),
    (b"<html><body><img src='a.png'></body></html>", "no text in the file"),
    (b"<html><body>" + b"<div>" * (web.DEEPEST + 1), "elements nested more than 20,000 deep"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "what"), REFUSED, ids=[what[:40] for _, what in REFUSED])
@pytest.mark.parametrize("name", ["report.txt", "report.pdf"])  # a name says nothing
def test_what_is_no_document_is_refused_in_one_line(content: bytes, what: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(KgError) as refused:
        read_file(file)
    assert refused.value.what == what
    assert str(file) in str(refused.value)
    assert refused.value.remedy
    assert "\n" not in str(refused.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    with file.open("wb") as stream:
        stream.truncate(1_000_000_000)
    with pytest.raises(KgError, match="1,000 MB, larger than the 50 MB"):
        read_file(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.txt")
    with pytest.raises(KgError, match="not a file"):
        read_file(tmp_path / "report.txt")


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "report.txt"
    file.write_text("The force should act.", encoding="utf-8")
    look = Path.stat

    def stat_and_append(path: Path, **options: bool) -> os.stat_result:
        before = look(path, **options)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(" More.")
        return before

    monkeypatch.setattr(Path, "stat", stat_and_append)
    with pytest.raises(KgError, match="changed while it was read"):
        files.read(file)


def test_no_depth_of_a_file_breaks_off_the_reading(tmp_path: Path) -> None:
    deep = 10_000
    html = "<html><body>" + "<div><ul><li>" * (deep // 3) + "Text." + "</li></ul></div>" * (deep // 3)
    assert [block.text for block in _read(html, tmp_path)] == ["Text."]
    body = "<w:sdt><w:sdtContent>" * (deep // 2) + _paragraph("Text.") + "</w:sdtContent></w:sdt>" * (deep // 2)
    assert _shown(_read(archive(body), tmp_path, "report.docx")) == ["Text."]


def test_a_style_based_on_itself_is_no_trap() -> None:
    from xml.etree.ElementTree import fromstring

    styles = fromstring("<s><style styleId='A'><basedOn val='A'/></style></s>")
    paragraph = fromstring("<p><pPr><pStyle val='A'/></pPr></p>")
    assert word_styles.Styles(styles, None).item(paragraph) is None


def test_a_format_is_imported_only_where_it_is_met() -> None:
    code = (
        "import sys; from pathlib import Path; from loaders.structure.blocks import read_file;"
        "read_file(Path(sys.argv[1])); print([m for m in ('selectolax', 'pypdfium2', 'zipfile') if m in sys.modules])"
    )
    made_up = HERE / "made_up" / "wiltshire-2015-effectiveness.txt"
    told = subprocess.run(
        [sys.executable, "-c", code, str(made_up)], capture_output=True, text=True, check=True, cwd=HERE.parent
    )
    assert "selectolax" not in told.stdout
    assert "pypdfium2" not in told.stdout


WORDS = st.lists(st.sampled_from("officers act; look. and 12 (a) it’s – café of Good".split()), min_size=1, max_size=30)  # noqa: SIM905
TAGS = st.sampled_from("p div ul li ol table tr td b br h2 nav main script dl dt span form !-- /p /li /table /".split())  # noqa: SIM905


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS.map(" ".join), TAGS.map(lambda tag: f"<{tag}>")), max_size=40))
def test_whatever_the_markup_no_word_is_invented(parts: list[str]) -> None:
    html = "<html><body>" + " ".join(parts) + " <p>end"
    try:
        found = web.extract(formats.File(Path("page.html"), html.encode()))
    except KgError:
        return
    words = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", html))
    numbers = {str(number) for number in range(100)}
    blocks = parse(found.text, found.hints)
    assert set(re.findall(r"\w+", " ".join(block.text for block in blocks))) <= {*words, *numbers, *map("".join, words)}
