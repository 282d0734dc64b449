"""Nobody's name, mailbox, telephone or address comes through; everything else does."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders
from loaders.privacy import contact, redaction
from loaders.structure.blocks import Source, parse

DOCUMENTS = Path(os.environ.get("KG_DOCUMENTS") or Path(__file__).parents[2] / "shared" / "documents")


def cleaned(text: str) -> list[str]:
    """The text of each block after cutting."""
    return [block.text for block in redaction.without_private(Source("made-up.txt", "", text, parse(text))).blocks]


CUT = [
    # the rank stays, the name goes
    ("It was put well by T/ACC Pennyworth and we agree.", "It was put well by T/ACC and we agree."),
    ("Work with Dr Ada Pennyworth at the charity is planned.", "Work with Dr at the charity is planned."),
    ("We thank Deputy Chief Constable Ada Penny-Worth for it.", "We thank Deputy Chief Constable for it."),
    ("We thank Det Supt McPenny, who leads.", "We thank Det Supt, who leads."),
    ("Mr. A. J. Pennyworth agreed.", "Mr. agreed."),
    ("We read PC O’Penny’s account.", "We read PC’s account."),
    ("DCI van der Penny left.", "DCI left."),
    ("DI Penny and Sam Worth left.", "DI and left."),
    ("Commissioner Ada Penny asked for it.", "Commissioner asked for it."),
    # no rank, but an office or what the person did
    ("The board is chaired by Ada Pennyworth.", "The board is chaired by."),
    ("Our Head of Analysis, Ada Pennyworth, began in May.", "Our Head of Analysis, began in May."),
    ("Our PCC for Kent, Ada Pennyworth, welcomes it.", "Our PCC for Kent, welcomes it."),
    # the office may follow
    ("So said Ada Pennyworth, Kent Police and Crime Commissioner.", "So said, Kent Police and Crime Commissioner."),
    # details
    ("Write to ada.penny@example.org for a copy.", "Write to for a copy."),
    ("Call 01234 567890 or +44 1234 567 890 for help.", "Call or for help."),
    ("Our office, ZZ1 1ZZ, is open.", "Our office, is open."),
]


@pytest.mark.parametrize(("sentence", "left"), CUT)
def test_a_name_is_cut_and_the_rank_stays(sentence, left):
    assert cleaned(sentence) == [left]


KEPT = [
    # an organisation called after a person
    "A survey by Ada Pennyworth Associates (APA) was used.",
    "It was led by Victim Support in that year.",
    # an office without a name, at the end of a sentence and before another
    "It is chaired by the Deputy Chief Constable. We meet each month.",
    "The Head of PQBI will brief leaders.",
    "A Chief Constable Kent Police appointed did so.",
    # organisations and forces before an office
    "Victim Support, the PCC and the Joint Audit Committee, the Chief Constable and Thames Valley Police met.",
    "The Deputy Mayor for Policing and Crime, Greater Manchester, agreed.",
    # ranks and words of the trade
    "Sergeant Level staff and the DI Crime Team met the Police Constable Degree Apprenticeship cohort.",
    "Operation Ermine ended and Prism House opened.",
    # numbers that are no telephone
    "In 2018/19 we took 101 and 999 calls, 0.4% of 1,234,567,890.",
    "Crime Stoppers and the charity Oscar Kilo took part.",
]


@pytest.mark.parametrize("sentence", KEPT)
def test_what_is_nobodys_name_stays(sentence):
    assert cleaned(sentence) == [sentence]


LETTER = """
Ada Pennyworth
Chief Executive
Office of the PCC for Kent

Email: ada.pennyworth@example.org
Our Ref: T/ACC Benedict Quillfeather
12 Some Street, Sometown, ZZ1 1ZZ
Direct
Dial: 01234 567890

Dear Ada,

You ask, Ada, what the force will do. We told Pennyworth and Ben Quillfeather at once, and we invited DCI

Clementine Rook to a course. Quillfeather agreed. The kind regards of staff were noted.

Yours sincerely,

Benedict Quillfeather QPM, BSc(Hons)
T/Assistant Chief Constable 123456
"""


def test_a_paragraph_that_is_nothing_but_a_name_is_no_part_of_the_text():
    text = "To Tobias Quillfeather\n\nWe accept it.\n\nTobias Quillfeather\n\nWe shall act by June.\n"
    source = redaction.without_private(Source("made-up.txt", "", text, parse(text)))
    assert [block.cut for block in source.blocks if not block.text] == ["contact"]
    assert [block.text for block in source.body()][-2:] == ["We accept it.", "We shall act by June."]


def test_names_that_contact_lines_give_away_are_cut_everywhere():
    blocks = cleaned(LETTER)
    prose = [text for text in blocks if not (contact.is_contact(text) or contact.is_office(text))]
    assert not re.search(r"Pennyworth|Quillfeather|Clementine|Rook|\bAda\b", " ".join(prose))


def test_an_office_in_capitals_before_a_name_is_no_part_of_it():
    letter = "From\nHMI Ada Pennyworth KPM\nHis Majesty’s Inspector of Constabulary\n\nWhat Pennyworth saw was good.\n"
    assert not re.search("Pennyworth", cleaned(letter)[-1])


def test_a_name_over_a_page_break_is_cut_and_the_sentence_goes_on():
    assert any("we invited DCI to a course." in text for text in cleaned(LETTER))


def test_spans_leave_out_what_is_cut():
    source = redaction.without_private(Source("made-up.txt", "", LETTER, parse(LETTER)))
    block = next(block for block in source.blocks if "invited DCI" in block.text)
    shown = " ".join(LETTER[start:end] for start, end in block.spans)
    assert redaction.tidy(shown) == block.text


def test_a_surname_that_is_also_a_common_word_or_a_force_is_cut_only_with_its_first_name():
    text = "Dear Ada Kent,\n\nA young officer of Kent Police wrote to Ada Kent. Kent Police will act."
    assert cleaned(text)[1] == "A young officer of Kent Police wrote to. Kent Police will act."


@pytest.mark.parametrize(
    "line",
    [
        "Dear Commissioner",
        "Yours faithfully",
        "Tel: 101 www.example.police.uk",
        "To Ada Pennyworth",
        "PO Box 1, Sometown",
    ],
)
def test_contact_lines_are_told(line):
    assert contact.is_contact(line)


@pytest.mark.parametrize(
    "line",
    [
        "Contact with the public has improved.",
        "Preventing Crime, Tackling Anti-social Behaviour and Keeping People Safe",
        "Recommendation 2.",
        "To help victims, the force has set up a unit.",
        "From April 2017 all officers were trained.",
    ],
)
def test_what_only_begins_like_one_is_none(line):
    assert not contact.is_contact(line)


WORDS = st.lists(st.sampled_from(["the", "force", "has", "plans", "with", "partners", "to", "help"]), min_size=1)
NAMES = st.sampled_from(
    ["Quillfeather", "Ada Quillfeather", "A. Quillfeather", "Ada Quill-Feather", "Ada O'Quillfeather"]
)
RANKS = st.sampled_from(["PC", "T/ACC", "DCI", "Dr", "Mrs", "Chief Superintendent", "Deputy Chief Constable", "Sgt"])


@given(WORDS, RANKS, NAMES, WORDS, st.sampled_from([" ", "\n\n"]))
def test_cutting_takes_the_name_and_nothing_else(before, rank, name, after, gap):
    start = "Since last year the board says that " + " ".join(before)
    text = f"{start} {rank}{gap}{name} {' '.join(after)}."
    source = redaction.without_private(Source("made-up.txt", "", text, parse(text)))
    assert [block.text for block in source.blocks] == [f"{start} {rank} {' '.join(after)}."]
    spans = [span for block in source.blocks for span in block.spans]
    assert spans == sorted(spans)
    assert all(0 <= low < high <= len(text) for low, high in spans)
    assert "uill" not in "".join(text[low:high] for low, high in spans)


@given(st.text(max_size=300))
def test_any_text_at_all_is_read(text):
    cleaned(text)


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"no documents in {DOCUMENTS}: set KG_DOCUMENTS")
def test_no_mailbox_number_or_signature_of_the_real_documents_comes_through():
    responses = 0
    for path in sorted(DOCUMENTS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if loaders.family_of(loaders.read_file(path)) != "response":
            continue
        responses += 1
        shown = loaders.read(path).model_dump_json(exclude={"document": {"sha256"}})
        private = set(re.findall(r"\S+@\S+", text)) | set(re.findall(r"\b0\d{3,4} \d{6}\b", text))
        # whoever is greeted, owns a mailbox, or signs over an office
        private |= {word for name in re.findall(r"([A-Za-z]+)\.([A-Za-z]+)@", text) for word in name}
        private |= set(re.findall(r"^Dear (\w+)", text, re.MULTILINE))
        signed = r"^[A-Z][a-z]+ ([A-Z][a-z]+)\b.{0,60}\n+.{0,60}(?:Commissioner|Chief Constable.*|Executive)$"
        private |= set(re.findall(signed, text, re.MULTILINE)) - {"Police", "Crime"}
        assert private
        assert not [word for word in private if re.search(rf"\b{re.escape(word)}\b", shown)]
    assert responses
