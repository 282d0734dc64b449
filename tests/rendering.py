"""A text document printed as a web page, a PDF and a Word file, to be read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape
from itertools import groupby

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from loaders.structure.blocks import Block, parse

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=14, spaceAfter=7)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
HEADING = ParagraphStyle("heading", parent=BOLD, fontSize=15, leading=19, spaceBefore=8)
ITEMS = [
    ParagraphStyle(f"item{level}", parent=BODY, leftIndent=14 * level, bulletIndent=14 * level - 12, spaceAfter=3)
    for level in (1, 2)
]
TOP = [("VALIGN", (0, 0), (-1, -1), "TOP")]  # as word processors set cells
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def web_page(text: str) -> bytes:
    """The document as the main part of a page of some site, with all that sites put around it."""
    parts: list[str] = []
    for kind, blocks in groupby(parse(text), lambda block: block.kind):
        if kind == "row":
            rows = ("".join(f"<td>{escape(cell.text)}</td>" for cell in block.cells) for block in blocks)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif kind == "bullet":
            parts.append(_web_items(list(blocks)))
        else:
            parts.extend(
                f"<p><strong>{escape(block.text)}</strong></p>" if block.bold else f"<p>{escape(block.text)}</p>"
                for block in blocks
            )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<style>p {{ color: black }}</style><script>document.write("<p>Cause of concern</p>")</script></head>
<body><a class="skip-link" href="#main">Skip to content</a><div id="cookie-banner"><p>We use cookies.</p></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/forces">Forces</a></li></ul></nav></header>
<main id="main">{"".join(parts)}</main>
<aside><h2>Related</h2><p><a href="/other">Another page</a></p></aside><footer><p>Contact us</p></footer></body>
</html>""".encode()


def _web_items(items: Sequence[Block]) -> str:
    """Items as nested lists; a numbered one prints its number as the page does, by `start`."""
    written: list[str] = []
    for item in items:
        if item.number:
            kind = "" if item.number.isdecimal() else " type=a"
            start = item.number if item.number.isdecimal() else ord(item.number[0]) - ord("a") + 1
            written.append(f"<ol{kind} start={start}><li>{escape(item.text)}</li></ol>")
        elif item.level > 1 and written:
            written.append(f"<ul><li style='list-style: none'><ul><li>{escape(item.text)}</li></ul></li></ul>")
        else:
            written.append(f"<ul><li>{escape(item.text)}</li></ul>")
    return "".join(written)


def pdf(text: str) -> bytes:
    """The document on pages with a running title and numbers, its paragraphs broken over lines and pages."""
    flow: list[Flowable] = []
    text = text.replace("\u2011", "-")  # the type at hand has no hyphen that does not break
    for is_row, blocks in groupby(parse(text), lambda block: block.kind == "row"):
        if is_row:
            rows = [[cell.text for cell in block.cells] for block in blocks]
            wide = max(len(row) for row in rows)
            cells = [[_fitting(cell) for cell in row] + [""] * (wide - len(row)) for row in rows]
            flow.append(Table(cells, colWidths=[480 / wide] * wide, hAlign="LEFT", style=TOP))
            continue
        for block in blocks:
            if block.kind == "bullet":
                mark = f"{block.number}." if block.number and block.number.isdecimal() else "•"
                mark = f"{block.number})" if block.number and not block.number.isdecimal() else mark
                flow.append(Paragraph(escape(block.text), ITEMS[min(block.level, 2) - 1], bulletText=mark))
            else:
                flow.append(Paragraph(escape(block.text), BOLD if block.bold or block.heading else BODY))
    return printed(flow)


def _fitting(cell: str) -> Paragraph | str:
    return Paragraph(escape(cell), ParagraphStyle("cell", parent=BODY, spaceAfter=0, leading=12)) if cell else ""


def printed(flow: Sequence[Flowable], running: str = "An inspection by the inspectorate") -> bytes:
    """Flowables on pages with a running title and numbers."""

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(56, 812, running)
        canvas.drawRightString(540, 28, str(document.page))

    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, leftMargin=56, rightMargin=56, topMargin=60, bottomMargin=60).build(
        list(flow), onFirstPage=furniture, onLaterPages=furniture
    )
    return out.getvalue()


def word(text: str) -> bytes:
    """The document as Word writes it, with lists that are numbered by definition."""
    parts: list[str] = []
    for is_row, blocks in groupby(parse(text), lambda block: block.kind == "row"):
        if is_row:
            rows = ("".join(f"<w:tc>{_paragraph(cell.text)}</w:tc>" for cell in block.cells) for block in blocks)
            parts.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
            continue
        for block in blocks:
            if block.number:
                mark = f"{block.number}." if block.number.isdecimal() else f"{block.number})"
                parts.append(_paragraph(f"{mark} {block.text}"))
            elif block.kind == "bullet":
                level = f'<w:pPr><w:numPr><w:ilvl w:val="{block.level - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                parts.append(_paragraph(block.text, level))
            else:
                parts.append(_paragraph(block.text, bold=block.bold))
    return archive("".join(parts))


def _paragraph(text: str, properties: str = "", *, bold: bool = False) -> str:
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{properties}<w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Recommendation %1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Lead"><w:name w:val="Lead"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)


def archive(body: str, **parts: str) -> bytes:
    """A Word file with a body, and other parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        file.writestr("word/styles.xml", f"<w:styles {W}>{STYLES}</w:styles>")
        file.writestr("word/numbering.xml", f"<w:numbering {W}>{NUMBERING}</w:numbering>")
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()
