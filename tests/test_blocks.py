"""Structure only: what is one paragraph, what belongs to the page, and where each part stands in the file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from loaders.structure.blocks import Block, Source, clean, parse, read_file, sentences
from loaders.structure.completeness import check
from loaders.structure.places import place, text_of, without_closing

LONG = "Officers in every district now look at each report on the day it comes in and sort it by the risk"


def _texts(text: str) -> list[str]:
    return [block.text for block in parse(text) if block.cut is None]


PARAGRAPHS = [
    # a page ends within a sentence
    (f"{LONG} that\n\nit brings. More follows.", [f"{LONG} that it brings. More follows."]),
    # so does a page before a capital, after a word that ends no sentence
    (f"{LONG} of\n\nPolice Powers panels.", [f"{LONG} of Police Powers panels."]),
    # a headline has no full stop either, but what follows begins anew
    (f"{LONG}\n\nThe force has done well.", [LONG, "The force has done well."]),
    # a short line is a heading or label, never half a paragraph
    ("Main points\n\nand so on.", ["Main points", "and so on."]),
    # unless it ends in a word that ends no heading
    ("At the time of our\n\ninspection, posts were held.", ["At the time of our inspection, posts were held."]),
    ("The force has\n\nbegun it.", ["The force has begun it."]),
    ("Things to look at\n\nand so on.", ["Things to look at", "and so on."]),
    # the rest of an item stands under its first word, whatever the letter, or goes on behind its semicolon
    (
        "- It should act.\n  Others should too.\n- It should look.",
        ["It should act. Others should too.", "It should look."],
    ),
    ("- It should act;\nit should look.\n- End.", ["It should act; it should look.", "End."]),
    # in a list of half sentences the semicolon ends an item
    ("- to act;\nto look.", ["to act;", "to look."]),
    # what stands no further in is no part of an item that ended
    ("- It should act.\nOthers did.", ["It should act.", "Others did."]),
    # a label over two lines
    ("Stop and search likelihood of\nwhite people", ["Stop and search likelihood of white people"]),
    # a line end hyphenates a word
    (f"{LONG} and invest-\nigates it.", [f"{LONG} and investigates it."]),
    # the hyphen is the word's own: the text writes it so elsewhere
    (
        f"{LONG} with multi-\nagency teams. A multi-agency team.",
        [f"{LONG} with multi-agency teams. A multi-agency team."],
    ),
    # a bullet never carries on a paragraph
    ("The force should\n- act;\n- look.", ["The force should", "act;", "look."]),
    # a web address is a line of its own
    ("Printed by the inspectorate\nwww.example.org", ["Printed by the inspectorate", "www.example.org"]),
    # a numbered item
    ("1. Its first part.\n2. Its second part.", ["Its first part.", "Its second part."]),
    # a heading mark
    ("## Main findings\n\nText.", ["Main findings", "Text."]),
    # the mark that Word gives a bullet under a bullet
    ("- The force should\no act; and\no look.", ["The force should", "act; and", "look."]),
    # nothing is left of a picture
    ("[](#)\n\nText.", ["Text."]),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_what_is_one_paragraph(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


CLEANED = [
    ("the [strategic plan](#) of [Kent \\(East\\)](#)", "the strategic plan of Kent (East)"),
    ("an oﬃcer’s ﬁle", "an officer’s file"),
    ("two  spaces\u00a0and\ta tab", "two spaces and a tab"),
    ("**bold** and *slanted*", "bold and slanted"),
    ("a soft\u00adhyphen", "a softhyphen"),
    ("Good*", "Good*"),  # a note mark, no emphasis
    ("[unfinished and (open", "[unfinished and (open"),
]


@pytest.mark.parametrize(("raw", "expected"), CLEANED)
def test_text_as_a_reader_sees_it(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_a_contents_list_is_cut_up_to_the_text() -> None:
    contents = "Contents\n\nSummary\t1\nA very long heading that\ntakes two lines\t2\n\nFindings ..... 12"
    blocks = parse(f"{contents}\n\nSummary\n\nIn 2021 it grew to 3")
    assert [block.line for block in blocks if block.cut == "contents"] == [1, 3, 4, 5, 7]
    assert [block.text for block in blocks if block.cut is None] == ["Summary", "In 2021 it grew to 3"]


def test_a_line_that_comes_back_within_a_sentence_is_the_page() -> None:
    page = "Working towards a fairer county"
    text = f"One.\n\n{page}\n\n{LONG} that\n\n3\n\n{page}\n\nit brings.\n\n{page}\n\nEnd."
    blocks = parse(text)
    assert [(block.text, block.cut) for block in blocks if block.cut] == [
        (page, "furniture"), ("3", "page number"), (page, "furniture"), (page, "furniture"),
    ]  # fmt: skip
    assert _texts(text) == ["One.", f"{LONG} that it brings.", "End."]
    split = next(block for block in blocks if len(block.spans) == 2)
    assert [text[start:end] for start, end in split.spans] == [f"{LONG} that", "it brings."]


@pytest.mark.parametrize(
    "foot", ["PEEL 2023-25: Kent Police\t7", "PEEL 2023-25 | Kent Police 7", "7 PEEL 2018/19: Kent"]
)
def test_a_head_with_its_number_beside_it_is_the_page_even_once(foot: str) -> None:
    assert _texts(f"{LONG}.\n\n- one; and\n{foot}\n\n- two.") == [f"{LONG}.", "one; and", "two."]


def test_a_line_that_comes_back_within_a_list_is_the_page() -> None:
    foot = "An inspection of Kent"
    text = f"{LONG}:\n\n- one;\n\n{foot} 3\n\n- two;\n\n{foot} 4\n\n- three.\n\n{foot} 5\n"
    assert _texts(text) == [f"{LONG}:", "one;", "two;", "three."]


def test_a_heading_that_comes_back_between_paragraphs_is_no_furniture() -> None:
    text = "Good\n\nOne.\n\nGood\n\nTwo.\n\nGood\n\nThree."
    assert not any(block.cut for block in parse(text))


def test_in_a_file_of_broken_lines_only_blank_lines_part_paragraphs() -> None:
    lines = ["The chief officers of the county meet each week and look at the figures", "A new scheme was begun. It is"]
    text = "\n\n".join(f"{lines[0]}\n{lines[1]}\nsmall." for _ in range(4))
    assert _texts(text) == [f"{lines[0]} {lines[1]} small."] * 4


def test_table_cells_keep_their_columns_and_places() -> None:
    text = "Good\tFair\tPoor\n\tArson\tTheft\n\t\tFraud\n\n\tAn indented paragraph."
    head, full, last, paragraph = parse(text)
    assert [cell.text for cell in head.cells] == ["Good", "Fair", "Poor"]
    assert [cell.text for cell in full.cells] == ["", "Arson", "Theft"]
    assert [cell.text for cell in last.cells] == ["", "", "Fraud"]  # one column left, and still a row
    assert text[slice(*last.cells[2].span)] == "Fraud"
    assert paragraph.kind == "paragraph"


def test_bars_part_cells_where_lines_of_them_follow_each_other() -> None:
    table = "| Area | Grade |\n|---|:-:|\n| Calls<br>answered | |\n| | Good |"
    text = f"Print | Email\n\n{table}\n\nTheft | Fair\nFraud | Poor"
    menu, *rows = parse(text)
    assert menu.kind == "paragraph"  # one line alone is no table
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["Area", "Grade"], ["Calls answered", ""], ["", "Good"], ["Theft", "Fair"], ["Fraud", "Poor"],
    ]  # fmt: skip
    assert rows[1].text == "Calls answered"
    assert text[slice(*rows[2].cells[1].span)] == "Good"


def test_bold_and_levels_are_kept_as_structure() -> None:
    bold, plain, bullet, sub = parse("**A headline.**\n\n**Some** bold.\n\n- one\n    - two\n")
    assert (bold.bold, plain.bold) == (True, False)
    assert (bullet.level, sub.level) == (1, 2)


SENTENCES = [
    ("It is so. It was so.", ["It is so.", "It was so."]),
    ("Some groups (e.g. BAME groups) do. Others not.", ["Some groups (e.g. BAME groups) do.", "Others not."]),
    ("It said 'no.' Then it went.", ["It said 'no.'", "Then it went."]),
    ("No full stop at all", ["No full stop at all"]),
    ("Costs rose by 1.5 percent. In 2019 they fell.", ["Costs rose by 1.5 percent.", "In 2019 they fell."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_have_their_own_places(text: str, expected: list[str]) -> None:
    found = sentences(parse(text)[0], text)
    assert [sentence.text for sentence in found] == expected
    assert [text[start:end] for sentence in found for start, end in sentence.spans] == expected


def test_a_sentence_across_a_page_has_two_parts() -> None:
    text = f"Well. {LONG} that\n\nit brings. End."
    parts = [sentence.spans for sentence in sentences(parse(text)[0], text)]
    assert [len(spans) for spans in parts] == [1, 2, 1]


CLOSINGS = [
    ("act; and", "act"),
    ("act;", "act"),
    ("act ; or", "act"),
    ("act, and", "act, and"),  # only a semicolon closes an item
    ("act; and look", "act; and look"),
    ("act.", "act."),
]


@pytest.mark.parametrize(("text", "expected"), CLOSINGS)
def test_a_list_item_ends_before_its_semicolon(text: str, expected: str) -> None:
    assert without_closing(text) == expected


def test_a_place_quotes_the_first_words_as_they_stand() -> None:
    text = "Head\n\n- the [long plan](#) of\n  the force;\n\nFurniture 1\n\n- to act."
    blocks = parse(text)
    bullets = [block for block in blocks if block.kind == "bullet"]
    where = place(_source(text, blocks), bullets, ["Head"])
    assert where.quote == "the [long plan](#) of"  # of the first line alone
    assert text.startswith(where.quote, where.start)
    assert (where.line, where.section, len(where.spans)) == (3, ["Head"], 2)
    assert text_of(bullets) == "the long plan of the force; to act."


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(KgError):
            read_file(path)


SHORT = [f"Paragraph number {number} says what was found there and why." for number in range(12)]
WHOLE = [f"{paragraph} {'It says more. ' * 30}" for paragraph in SHORT]
CUT = [
    # the opening of a page, as searches keep it
    ("\n\n".join([*SHORT, "The next paragraph breaks off in the middle of its"]), False),
    ("\n\n".join(WHOLE), False),
    ("\n\n".join([*WHOLE, "The next paragraph breaks off in the middle of its"]), True),
    # nor do a bullet, a heading or the imprint end in a full stop
    ("\n\n".join([*WHOLE, "- The force should make sure that its officers are known to all"]), False),
    ("\n\n".join([*WHOLE, "Other pages on this force and on the forces beside it nearby"]), False),
    ("\n\n".join([*WHOLE, "May 2019 | © HMICFRS 2019 | ISBN: 978-1 and some other words"]), False),
    # a signature is no broken sentence
    ("\n\n".join([*WHOLE, "Chief Constable"]), False),
    # the document does not end its paragraphs properly at all
    ("\n\n".join([*WHOLE, "A headline of eight words or even more", "A second one that has no full stop"]), False),
    # the contents list names what never comes
    ("Contents\n\nSummary\t1\nCrime\t2\nPeople\t3\n\nSummary\n\nText.\n\nCrime\n\nText.", True),
    ("Contents\n\nSummary\t1\nCrime\t2\nPeople\t3\n\nSummary\n\nText.\n\nCrime\n\nText.\n\nPeople\n\nText.", False),
    # of annexes and the like nothing is taken: they may be left out
    ("Contents\n\nSummary\t1\nCrime\t2\nAnnex A: About the data\t3\n\nSummary\n\nText.\n\nCrime\n\nText.", False),
    ("Contents\n\nSummary\t1\nCrime\t2\nGlossary\t3\nAnnex B\t4\n\nSummary\n\nText.\n\nCrime\n\nText.", False),
    ("Contents\n\nSummary\t1\nCrime\t2\nPeople\t3\nAnnex B\t4\n\nSummary\n\nText.\n\nCrime\n\nText.", True),
    # a heading in the middle may be worded otherwise
    ("Contents\n\nSummary\t1\nCrime\t2\nPeople\t3\n\nSummary\n\nText.\n\nCrimes\n\nText.\n\nPeople\n\nText.", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "is_cut"), CUT)
def test_a_document_that_is_cut_short_is_refused(text: str, is_cut: bool) -> None:
    source = _source(text, parse(text))
    if is_cut:
        with pytest.raises(KgError, match="cut short"):
            check(source)
    else:
        check(source)


ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=400)
WORDS = st.lists(
    st.sampled_from(["The force", "should", "act;", "and", "- ", "\t", "Good", "12", "Contents", "[a](#)", "**", "…"]),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(ANY_TEXT, st.tuples(WORDS, st.sampled_from([" ", "\n", "\n\n"])).map(lambda pair: pair[1].join(pair[0])))
)
def test_whatever_the_text_every_word_stands_in_exactly_one_block(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    spans = sorted(span for block in parse(text) for span in block.spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans)), "no word twice"
    covered = {at for start, end in spans for at in range(start, end)}
    outside = "".join(character for at, character in enumerate(text) if at not in covered)
    # what no block holds are bullet marks, numbers of items and lines of which nothing is left
    kept = "".join(clean(line) for line in outside.split("\n"))
    assert sum(character.isalpha() for character in kept) <= sum(line.strip() != "" for line in outside.split("\n")) * 4


PROSE = st.lists(
    st.sampled_from(["Officers act on what they hear", "The plan works", "Victims are told the outcome of each case"]),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(PROSE, st.sampled_from(["\n", "\n\n", "\n\n\n\n"]), st.booleans())
def test_blank_lines_and_spaces_change_no_paragraph(lines: list[str], gap: str, trailing: bool) -> None:
    paragraphs = [f"{line}." for line in lines]
    text = gap.join(f"{line}  " if trailing else line for line in paragraphs)
    assert _texts(text) == paragraphs


def _source(text: str, blocks: list[Block]) -> Source:
    return Source("report.txt", "0" * 64, text, blocks)
