"""Responses: letters, enclosed letters, numbered answers and statements, made up in the layouts of the real ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import loaders
from kg.errors import KgError, UsageError
from kg.records import Extract
from loaders import Supplied, response
from loaders.answering import position
from loaders.meaning import themes
from loaders.structure.blocks import Sentence, Source, parse

DOCUMENTS = Path(os.environ.get("KG_DOCUMENTS") or Path(__file__).parents[2] / "shared" / "documents")


def read(text: str, supplied: Supplied = Supplied()) -> Extract:  # noqa: B008  (frozen)
    return response.read(Source("made-up.txt", "0" * 64, text, parse(text)), supplied)


CHIEF_DISPUTES = """
Ada Pennyworth
Chief Executive
Office of the PCC for Wiltshire

2 June 2019

Dear Ada

Comments on the PEEL Legitimacy Inspection - s.55 request

You asked for what I make of the above report, and I am glad to tell you in this letter.

We were graded 'inadequate' for treating the workforce fairly; and 'requires improvement' for ensuring that
our workforce behaves ethically and lawfully. In my view the grading is unfair to people who have worked hard
for two years, and I have told the inspectorate so.

Treating the Workforce Fairly

I cannot accept the judgment that we are inadequate, since all the evidence was a year old when it was used.

I regard the AFI that we should run one survey for all staff as wasteful, and this is not in the interest of
our people. We will nevertheless think again when the

budget for next year is set.

With regard to the points made by the panel on exit interviews; we already have several in place. A new form
is due to be launched in late autumn.

Wiltshire Police

Some House, Sometown, ZZ1 1ZZ

Tel: 101

Our plan to address each of the recommendations is reviewed by the board every month. The work is ongoing.

Yours sincerely

Benedict Quillfeather QPM
Chief Constable
Wiltshire Police
"""


def test_a_chief_constables_letter_disputes_answers_and_promises():
    extract = read(CHIEF_DISPUTES)
    document, [one] = extract.document, extract.responses
    assert (document.id, document.force, document.author_role) == (
        "wiltshire.response.2019-06-02", "wiltshire", "chief constable",
    )  # fmt: skip
    assert (document.programme, document.pillar, document.cycle, document.published) == (
        "PEEL",
        "legitimacy",
        None,
        None,
    )
    assert (one.body, one.date, one.due, one.due_basis) == ("wiltshire", "2019-06-02", None, "not a policing body")
    assert (one.to.title, one.to.cycle, one.to.published) == ("PEEL Legitimacy Inspection", None, None)
    assert [(d.theme, d.grade, d.where.section) for d in one.disputes] == [
        ("workforce", "inadequate", ["Treating the Workforce Fairly"]),  # where its own section gives the ground
        ("ethics-and-integrity", "requires improvement", []),
    ]
    assert [(i.refers_to, i.stance, i.progress, [c.by for c in i.commitments]) for i in one.items] == [
        ("one survey for all staff", "disputed", "planned", [None]),  # not accepted as wrong, yet to be thought over
        ("exit interviews", "not stated", "under way", [None]),  # a season without a year is no date
        ("each of the recommendations", "accepted", "under way", []),
    ]


def test_a_finding_that_a_letter_names_is_restated_and_has_the_theme_of_its_section():
    [finding] = read(CHIEF_DISPUTES).findings
    assert (finding.kind, finding.theme, finding.force) == ("area_for_improvement", "workforce", "wiltshire")
    assert finding.text == "we should run one survey for all staff"
    assert finding.restated is not None
    assert (finding.restated.programme, finding.restated.cycle) == ("PEEL", None)


def test_a_paragraph_that_the_page_breaks_is_one_and_the_letterhead_between_is_left_out():
    [survey, _, every] = read(CHIEF_DISPUTES).responses[0].items
    assert survey.commitments[0].text == "We will nevertheless think again when the budget for next year is set."
    assert "ZZ1" not in str(every.text)
    assert every.where.section == ["Treating the Workforce Fairly"]


FOOTER = "We value everybody equally and say so on every page that we send out."
ENCLOSED = f"""
Office of the Police &
Crime Commissioner
for Cheshire

3 March 2021

HMICFRS spotlight report: Nobody left behind

I am grateful for this report, which I have read with care and with some concern for our towns.

I accept all the recommendations, and I will ask the chief constable for an account in May 2021.

Ada Pennyworth

Cheshire Police and Crime Commissioner



To Clementine Rook
Chief Executive to OPCC

Email:
Clementine.Rook@example.org

Our Ref: T/ACC Ben Quillfeather
Date: 19 February 2021

Dear Clementine,

Re: HMICFRS spotlight report: Nobody left behind.

Here is what the force says, so that you can meet section 55 of the Police Act 1996.

It is pleasing to say that the force is already progressing work on those that are for us.

Recommendation 1.

By June 2021, the College of Policing and the NPCC should write a guide.

The force was asked for its views on the draft by DCI

Hector Plum and sent them in January. We look forward to the result.

{FOOTER}

Recommendation 4.

By the end of July 2021, forces should review how they look for missing people. They should look at:

- **who is told in the first hour; and**
- **who decides on the grade of a case.**

The review should cover children in care.

Everybody who goes missing is now graded twice by a

{FOOTER}

supervisor, and the second grade counts. Work with Mrs Plum of the charity is well under way.

Grade 1	Grade 2
All children	All others

- The dashboard was bought in 2019.
- A trial will be held in April 2021. The results are expected in summer.

Recommendation 5 - Within six months, forces should appoint a lead for missing people.

{FOOTER}

This recommendation has been met.

Yours sincerely,

Benedict Quillfeather
T/Assistant Chief Constable 123456
Operations
Cheshire Constabulary
www.example.org | Twitter page
{FOOTER}
"""


def test_a_commissioner_who_encloses_the_forces_letter_makes_two_responses():
    extract = read(ENCLOSED)
    assert extract.document.model_dump(include={"force", "body", "sent", "author_role", "programme", "published"}) == {
        "force": "cheshire", "body": "cheshire-pcc", "sent": "2021-03-03",
        "author_role": "police and crime commissioner", "programme": "thematic", "published": None,
    }  # fmt: skip
    assert [(r.author_role, r.body, r.date, r.due_basis, r.to.title) for r in extract.responses] == [
        ("police and crime commissioner", "cheshire-pcc", "2021-03-03", "date unknown", "Nobody left behind"),
        ("force", "cheshire", "2021-02-19", "not a policing body", "Nobody left behind"),  # no chief constable signs
    ]
    [item] = extract.responses[0].items
    assert (item.refers_to, item.stance, item.commitments[0].by) == ("all the recommendations", "accepted", "2021-05")


def test_numbered_answers_take_stance_and_progress_from_the_opening_where_they_say_less():
    items = {item.refers_to: item for item in read(ENCLOSED).responses[1].items}
    assert {number: (items[number].stance, items[number].progress) for number in "145"} == {
        "1": ("accepted", "under way"),
        "4": ("accepted", "under way"),
        "5": ("accepted", "done"),
    }


def test_the_ask_ends_where_the_answer_begins():
    extract = read(ENCLOSED)
    four = extract.findings[1]
    assert four.text is not None
    assert four.text.endswith("grade of a case. The review should cover children in care.")
    assert "**" not in four.text
    answer = next(item for item in extract.responses[1].items if item.refers_to == "4")
    assert answer.text is not None
    assert answer.text.startswith("Everybody who goes missing is now graded twice by a supervisor, and the second")
    assert "All children" in answer.text  # a table inside an answer belongs to it


def test_a_bullet_of_the_recommendation_is_no_promise_and_a_bullet_of_the_answer_may_be():
    answer = next(item for item in read(ENCLOSED).responses[1].items if item.refers_to == "4")
    assert [(c.text, c.by) for c in answer.commitments] == [("A trial will be held in April 2021.", "2021-04")]


def test_quoted_recommendations_say_whom_they_address_and_by_when():
    told = [(f.force, f.addressed_to, f.deadline and (f.deadline.text, f.deadline.by)) for f in read(ENCLOSED).findings]
    assert told == [
        (None, ["college-of-policing", "npcc"], ("By June 2021", "2021-06")),
        (None, ["all-chief-constables"], ("By the end of July 2021", "2021-07")),
        (None, ["all-chief-constables"], ("Within six months", None)),  # no publication date to count from
    ]
    assert all(f.restated and f.restated.programme == "thematic" and f.theme is None for f in read(ENCLOSED).findings)


def test_no_name_mailbox_or_footer_comes_through():
    shown = read(ENCLOSED).model_dump_json()
    assert not [word for word in ("Plum", "Rook", "Quillfeather", "Pennyworth", "@", "every page") if word in shown]


PAGE = """
PCC response to HMICFRS report: Safe at last

This is what the Police and Crime Commissioner for Surrey says of the report, which was published on 1 February 2022.

30 March 2022

Recommendation 1: By May 2022, chief constables should publish a plan.

Force response: We accept this recommendation in part. We intend to publish a shorter plan
by September 2022, and not the whole one.

Recommendation 2: By May 2022, chief constables should count all cases twice.

Force response: We do not accept this recommendation, and no further action is planned.

Recommendation 3: By May 2022, chief constables should name a lead.

Force response:

Accepted. Completed.

Conclusion

I will report back to the panel in 2023.
"""


def test_a_page_with_labelled_answers_and_a_known_publication_runs_the_clock():
    extract = read(PAGE)
    [one] = extract.responses
    assert (one.author_role, one.date, one.to.title, one.to.published) == (
        "police and crime commissioner", "2022-03-30", "Safe at last", "2022-02-01",
    )  # fmt: skip
    assert (one.due, one.due_basis, one.days, one.late) == ("2022-03-28", "s55(5A)", 57, True)
    assert [(i.refers_to, i.stance, i.progress, [c.by for c in i.commitments]) for i in one.items[-3:]] == [
        ("1", "partly accepted", "planned", ["2022-09"]),
        ("2", "not accepted", "none", []),
        ("3", "accepted", "done", []),
    ]
    assert [f.text for f in extract.findings] == [
        "By May 2022, chief constables should publish a plan.",
        "By May 2022, chief constables should count all cases twice.",
        "By May 2022, chief constables should name a lead.",
    ]


def statement(text: str, signed: str = "Kent Police and Crime Commissioner") -> str:
    return f"4 May 2020\n\nResponse to HMICFRS report: Nobody told us\n\n{text}\n\nAda Pennyworth\n{signed}\n"


ITEMS = [
    # to welcome a report is no more than to take note of it
    ("I welcome this report on how calls are answered in our towns and villages.",
     [("this report", "noted", "not stated")]),
    # answers by number in running prose
    ("We accept recommendations 2 and 3, and work on both of them is already under way in the force.",
     [("2", "accepted", "under way"), ("3", "accepted", "under way")]),
    # only takes note of what is for others
    ("The recommendations addressed to the Home Office are noted by the force, which has no part in them.",
     [("The recommendations addressed to the Home Office", "noted", "not stated")]),
    # nothing is said of any recommendation, or of the report
    ("Crime fell in every one of our districts in the last year, and more people trust us than did before.", []),
    # a number of recommendations restates none and takes no position
    ("The report makes eleven recommendations in all, of which four are for every chief constable to act on.", []),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "items"), ITEMS)
def test_free_statements(prose, items):
    extract = read(statement(prose))
    assert [(i.refers_to, i.stance, i.progress) for i in extract.responses[0].items] == items
    assert extract.findings == []


NUMBERED = """
Our response to the HMICFRS report: Nobody told us

Kent Police welcomes the report and gives its answer to each of the two recommendations that are for it.

1. By March 2021, chief constables should publish what they spend.

Kent Police agrees with this recommendation. The figures will be published by January 2021.

2. Chief constables should ask the public once a year.

A survey is under way. Three things were asked:

1. what people know;
2. what they fear.

4 May 2020
"""


def test_numbered_paragraphs_that_ask_are_heads_and_numbered_lists_of_an_answer_are_not():
    extract = read(NUMBERED)
    numbered = [item for item in extract.responses[0].items if item.refers_to.isdigit()]
    assert [(i.refers_to, i.stance, i.progress, [c.by for c in i.commitments]) for i in numbered] == [
        ("1", "accepted", "planned", ["2021-01"]),
        ("2", "not stated", "under way", []),
    ]
    assert [(f.text, f.deadline and f.deadline.by) for f in extract.findings] == [
        ("By March 2021, chief constables should publish what they spend.", "2021-03"),
        ("Chief constables should ask the public once a year.", None),
    ]


def test_a_name_and_an_office_on_one_line_sign_as_well():
    prose = "I accept all of the recommendations in full and in good time."
    signed = "Ada Penn, Kent Police and Crime Commissioner\n\n4 May 2020"
    text = f"Response to HMICFRS report: Nobody told us\n\n{prose}\n\n{signed}"
    [one] = read(text).responses
    assert (one.author_role, one.body, one.date) == ("police and crime commissioner", "kent-pcc", "2020-05-04")


ROLES = [
    ("Kent Police and Crime Commissioner", "police and crime commissioner", "kent-pcc"),
    ("Deputy Police and Crime Commissioner for Kent", "police and crime commissioner", "kent-pcc"),
    # a mayor holds the commissioner's office there since 2017
    ("Mayor of Greater Manchester", "mayor", "mayor-of-greater-manchester"),
    ("Deputy Mayor for Policing and Crime, Greater Manchester", "deputy mayor", "mayor-of-greater-manchester"),
    # the City of London has no commissioner
    ("Chair, City of London Police Authority Board", "police authority board", "city-of-london-police-authority-board"),
    ("Temporary Chief Constable, Kent Police", "chief constable", "kent"),
    ("Deputy Chief Constable, Kent Police", "force", "kent"),  # signs for the chief constable
    ("Head of Inspections, Kent Police", "force", "kent"),
]  # fmt: skip


@pytest.mark.parametrize(("signed", "role", "body"), ROLES)
def test_the_signature_says_who_responds(signed, role, body):
    [one] = read(
        statement("We accept the recommendations of the report and have nothing else to say.", signed)
    ).responses
    assert (one.author_role, one.body) == (role, body)


SAYS = [
    # contrast: a part is done, the recommendation is not
    ("The training has been completed and the board is content.", "not stated", "not stated"),
    ("This recommendation is accepted and has been implemented in full.", "accepted", "done"),
    # contrast: staff accept something, the author does not say so
    ("Our staff accept that cases take too long.", "not stated", "not stated"),
    ("We broadly agree with the finding, though not with its tone.", "partly accepted", "not stated"),
    ("The force will not implement this recommendation.", "not accepted", "not stated"),
    ("We disagree with this recommendation.", "disputed", "not stated"),
    ("No further action is required.", "not stated", "none"),
    ("Status: in progress", "not stated", "under way"),
    ("We plan to train all staff.", "not stated", "planned"),
    # an effect hoped for is no plan
    ("This will help victims and will reduce cost.", "not stated", "not stated"),
]


@pytest.mark.parametrize(("sentence", "stance", "progress"), SAYS)
def test_stance_and_progress_of_a_sentence(sentence, stance, progress):
    said = [Sentence(sentence, ((0, len(sentence)),), 1)]
    assert (position.stance(said), position.progress(said)) == (stance, progress)


PROMISED = [
    ("We will finish by the end of March 2024.", "2024-03"),
    ("By June 2024 the force will train all staff.", "2024-06"),
    ("The lead will report at the next meeting (May 2024).", "2024-05"),
    ("A review is planned for 3 May 2024.", "2024-05-03"),
    # a month or season without a year is no date, nor is a span of years
    ("We will finish in September.", None),
    ("It is due to go live in late summer.", None),
    ("We will finish in 2024/25.", None),
    # a year of something past, before the promise or after it
    ("Since being elected in 2021, I will not rest: we will act.", None),
    ("We will go on with what began in 2022.", None),
    # a date that names a plan is not the promise's
    ("We will build on the 2024 plan.", None),
]


@pytest.mark.parametrize(("sentence", "by"), PROMISED)
def test_a_promise_has_the_date_printed_for_it(sentence, by):
    assert position.promises(sentence)
    assert position.promised_by(sentence, written="2023-08-10") == by


THEMES = [
    ("Preventing crime, tackling anti-social behaviour and keeping people safe", "preventing-crime"),
    ("tackling serious and organised crime", "serious-organised-crime"),
    ("treating its workforce with fairness and respect", "workforce"),
    ("Crime", None),  # too little to tell
    ("Our plans for the estate", None),
]


@pytest.mark.parametrize(("wording", "theme"), THEMES)
def test_a_wording_has_its_theme_without_a_cycle(wording, theme):
    assert themes.theme_of(wording) == theme


@pytest.mark.parametrize("text", [CHIEF_DISPUTES, ENCLOSED, PAGE, *(statement(prose) for prose, _ in ITEMS)])
def test_every_paragraph_is_accounted_for_and_every_place_holds_what_it_says(text):
    extract = read(text)
    told = extract.accounting
    assert told.unhandled == []
    assert told.paragraphs == told.used + sum(ignored.count for ignored in told.ignored)
    items = [item for one in extract.responses for item in [*one.items, *one.disputes]]
    for record in [*extract.findings, *items]:
        printed = " ".join(text[start:end] for start, end in record.where.spans)
        words = [word for word in printed.replace("*", " ").split() if any(map(str.isalnum, word))]
        assert words == [word for word in str(record.text).split() if any(map(str.isalnum, word))]
        assert record.where.quote
        assert text[record.where.start :].startswith(record.where.quote)
    assert extract.continuity == []  # a force's own claim resolves nothing


NAMELESS = "4 May 2020\n\nResponse to HMICFRS report: Nobody told us\n\nI accept all of the recommendations in full."


def test_a_force_that_nobody_names_has_to_be_supplied():
    with pytest.raises(KgError, match="--force"):
        read(NAMELESS)
    extract = read(NAMELESS, Supplied(force="kent", published="2020-04-01"))
    assert (extract.document.force, extract.document.supplied) == ("kent", ["force", "published"])


@pytest.mark.parametrize("supplied", [Supplied(force="kentt"), Supplied(force="kent", cycle="kentt")])
def test_a_force_or_cycle_that_does_not_exist_is_refused(supplied):
    with pytest.raises(UsageError, match="kentt"):
        read(NAMELESS, supplied)


def test_what_is_printed_stands_and_a_contradiction_is_a_warning():
    extract = read(statement("I accept the recommendations of the report."), Supplied(force="essex"))
    assert (extract.document.force, extract.document.supplied) == ("kent", [])
    assert [warning.message for warning in extract.warnings] == [
        "force: it prints kent; essex was supplied and is left aside"
    ]


def test_a_force_named_in_passing_yields_to_the_one_supplied():
    text = NAMELESS.replace("in full", "as Kent Police did")
    assert read(text, Supplied(force="essex")).document.force == "essex"


SUBJECTS = [
    # a cycle is known from the subject line only
    ("Response to the PEEL 2018/19 report", "PEEL", "2018/19", None),
    ("Comments on PEEL: Police efficiency 2017", "PEEL", "2017", "efficiency"),
    ("Comments on the PEEL Efficiency Inspection", "PEEL", None, "efficiency"),
    # reports of other programmes
    ("Response to the National Child Protection Inspection", "NCPI", None, None),
    ("Response to HMICFRS thematic report: Nobody told us", "thematic", None, None),
]


@pytest.mark.parametrize(("subject", "programme", "cycle", "pillar"), SUBJECTS)
def test_the_subject_says_which_report_is_answered(subject, programme, cycle, pillar):
    text = statement("I accept the recommendations of the report that came out in 2016.")
    extract = read(text.replace("Response to HMICFRS report: Nobody told us", subject))
    document, [one] = extract.document, extract.responses
    assert (document.programme, document.cycle, document.pillar) == (programme, cycle, pillar)
    assert (one.to.programme, one.to.cycle) == (programme, cycle)


def test_a_letter_without_prose_is_refused():
    with pytest.raises(KgError, match="without any text"):
        read("Dear Ada\n\nYours sincerely\n\nKent Police\n")


# --- the real documents, where they are at hand ---------------------------------------------------------------

real = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"no documents in {DOCUMENTS}: set KG_DOCUMENTS")


def one_real(start: str) -> Extract:
    [path] = DOCUMENTS.glob(f"{start}*.txt")
    return loaders.read(path)


@real
def test_the_chief_constables_letter_of_2017():
    extract = one_real("002")
    [one] = extract.responses
    assert (extract.document.force, one.author_role, one.date) == ("gloucestershire", "chief constable", "2017-05-05")
    assert (one.to.title, one.to.programme, one.to.cycle) == ("PEEL Effectiveness Inspection", "PEEL", None)
    assert {(d.theme, d.grade) for d in one.disputes} == {
        ("preventing-crime", "requires improvement"),
        ("serious-organised-crime", "inadequate"),
    }
    [finding] = extract.findings
    assert (finding.kind, finding.theme, finding.where.line) == ("area_for_improvement", "preventing-crime", 36)
    answers = {item.where.line: (item.stance, item.progress) for item in one.items}
    assert answers[36] == ("disputed", "under way")
    assert answers[89] == ("accepted", "under way")
    assert {commitment.by for item in one.items for commitment in item.commitments} == {None}
    assert extract.accounting.unhandled == []


@real
def test_the_commissioners_response_of_2023_with_the_forces_letter():
    extract = one_real("004")
    assert [(r.author_role, r.date, r.due, r.due_basis) for r in extract.responses] == [
        ("police and crime commissioner", "2023-08-10", None, "date unknown"),
        ("force", "2023-07-27", None, "not a policing body"),
    ]
    numbered = {i.refers_to: i for i in extract.responses[1].items if i.refers_to.isdigit()}
    assert {number: (item.stance, item.progress) for number, item in numbered.items()} == dict.fromkeys(
        ("2", "3", "6"), ("accepted", "under way")
    )
    assert {c.by for c in numbered["3"].commitments} == {"2023-09", None}
    assert [(f.deadline and f.deadline.by, f.addressed_to) for f in extract.findings] == [
        ("2024-01", ["all-chief-constables"])
    ] * 3
    assert "Level 1" in str(numbered["3"].text)
    assert not any("anti-discriminatory" in item.model_dump_json() for item in numbered.values())
    assert extract.accounting.unhandled == []


TABLES = [
    # columns in any order and number, under any of their names
    ("Ref\tArea for improvement or recommendation\tMy comments\tLead\tBy when\tStatus",
     "1\t{ask}\tAccepted. I will pay for a study.\tPCC\t31 December 2024\tIn progress",
     ("1", "accepted", "under way", ["2024-12-31"])),
    ("Recommendation\tAccepted?\tWhat we will do\tDate",
     "{ask}\tYes\tA study will be held.\tMay 2024", (None, "accepted", "planned", ["2024-05"])),
    ("No\tWhat HMICFRS asked for\tAgreed (Y/N)\tWhat we have done so far\tWhat comes next",
     "4\t{ask}\tN\tNothing has been done.\t-", ("4", "not accepted", "none", [])),
    ("Status\tUpdate\tRecommendation", "Complete\tAgreed. The desk was opened in May.\t{ask}",
     (None, "accepted", "done", [])),
    ("Recommendation\tChief Constable\tPCC", "{ask}\tAccepted. This has been completed.\tI note this.",
     (None, "accepted", "done", [])),
    ("Number\tRecommendation\tCommissioner’s comment", "2\t{ask}\tI do not accept this.",
     ("2", "not accepted", "not stated", [])),
    ("Due date\tOwner\tResponse\tAFI", "May 2024\tHead of Crime\tAccepted. We will train them all.\t{ask}",
     (None, "accepted", "planned", ["2024-05"])),
    ("Area for improvement\tKent Police’s response\tRAG", "{ask}\tWe accept this.\tGreen",
     (None, "accepted", "under way", [])),
    ("HMICFRS recommendation\tOur position\tAction\tCompletion date",
     "{ask}\tPartially accepted.\tWe will hold a study.\tMay 2024",
     (None, "partly accepted", "planned", ["2024-05"])),
    ("Issue raised by HMICFRS\tForce reply\tProgress", "{ask}\tAgreed.\tNot started",
     (None, "accepted", "planned", [])),
]  # fmt: skip


@pytest.mark.parametrize(("names", "row", "expected"), TABLES)
@pytest.mark.parametrize("divider", ["\t", " | "])
def test_a_table_is_known_by_the_names_of_its_columns(names, row, expected, divider):
    ask = "The force should improve how it supervises investigations."
    table = f"{names}\n{row.format(ask=ask)}".replace("\t", divider)
    extract = read(statement(f"The table below has my answer to what the report asks of the force.\n\n{table}"))
    assert [finding.text for finding in extract.findings] == [ask]
    [item] = extract.responses[0].items
    number, *rest = expected
    assert (item.refers_to, item.stance, item.progress, [c.by for c in item.commitments]) == (number or ask, *rest)


HEADS = [
    ("HMICFRS published this report on 2 May 2019.\n"
     "My response, under section 55(5) of the Police Act 1996: 3 July 2019",
     ("2019-07-03", "2019-05-02")),
    ("Report: 2 May 2019\nResponse: 3 July 2019", ("2019-07-03", "2019-05-02")),
    ("Report published 2 May 2019. Response published 3 July 2019.", ("2019-07-03", "2019-05-02")),
    ("Report date: 2 May 2019\nDate of reply: 3 July 2019", ("2019-07-03", "2019-05-02")),
    ("Published by HMICFRS on 2 May 2019; my comments are dated 3 July 2019.", ("2019-07-03", "2019-05-02")),
    ("3 July 2019\n\nThe report, which HMICFRS published on 2 May 2019, is about the police of Kent.",
     ("2019-07-03", "2019-05-02")),
    ("3 July 2019\n\nOn 2 May 2019 HMICFRS published its report on how Kent Police does.",
     ("2019-07-03", "2019-05-02")),
    ("3 July 2019\n\nThis is my response to HMICFRS’s report of 2 May 2019 on Kent Police.",
     ("2019-07-03", "2019-05-02")),
    ("HMICFRS issued the report on 2 May 2019 and I responded to it on 3 July 2019.", ("2019-07-03", "2019-05-02")),
    # contrast: an earlier report's day is not this one's, and a letter's day is no report's
    ("3 July 2019\n\nI wrote to HMICFRS on 2 May 2019 about the files that were read.", ("2019-07-03", None)),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_the_days_of_report_and_response(head, expected):
    text = (
        "PEEL: Police effectiveness, efficiency and legitimacy 2018/19 – Kent Police\n\n"
        f"{head}\n\nI accept all of the recommendations that the report makes to the force.\n\n"
        "Ada Pennyworth\nKent Police and Crime Commissioner\n"
    )
    [one] = read(text).responses
    assert (one.date, one.to.published) == expected


OPENINGS = [
    # title and day of the report in the first sentence, no subject line
    "Thank you for asking for my comments on HMICFRS’s report ‘A matter of minutes’, published on 7 December 2021.",
    "I write about the HMICFRS thematic report A matter of minutes, which was published on 7 December 2021.",
    "On 7 December 2021 HMICFRS published its report “A matter of minutes”. You asked me what I make of it.",
    "Here are my comments on ‘A matter of minutes’, the HMICFRS report that appeared on 7 December 2021.",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_an_opening_sentence_gives_title_and_day_of_the_report(opening):
    text = (
        "31 January 2022\n\nMs Ada Pennyworth\nPolice and Crime Commissioner for Derbyshire\n\nDear Commissioner\n\n"
        f"{opening} My answers are below.\n\nRecommendation 1\n\nForces should, within six months, mark each call.\n\n"
        "This is accepted. Our supplier is building the marker now. It will be in use from 30 April 2022.\n\n"
        "Recommendations 2 and 3 are for the Home Office.\n\nRecommendation 4\n\n"
        "Chief constables should ask children.\n\n"
        "I note this.\n\nYours sincerely\n\nBenedict Quillfeather QPM\nChief Constable, Derbyshire Constabulary\n"
    )
    extract = read(text)
    [one] = extract.responses
    assert (one.to.title, one.to.programme, one.to.published) == ("A matter of minutes", "thematic", "2021-12-07")
    assert [(i.refers_to, i.stance, i.progress, [c.by for c in i.commitments]) for i in one.items] == [
        ("1", "accepted", "under way", ["2022-04-30"]),
        ("4", "noted", "not stated", []),
    ]
    assert [f.deadline and f.deadline.computed for f in extract.findings] == ["2022-06-07", None]


MINUTES = [
    # however the items of the agenda are headed
    ("24/23 HMICFRS INSPECTION OF KENT POLICE – RESPONSE OF THE PCC", "25/23 WORK PROGRAMME"),
    ("24. HMICFRS inspection of Kent Police: response of the Police and Crime Commissioner", "25. Work programme"),
    ("Item 6: HMICFRS inspection of Kent Police", "Item 7: Work programme"),
    ("HMICFRS INSPECTION OF KENT POLICE – RESPONSE OF THE PCC", "WORK PROGRAMME"),
]


@pytest.mark.parametrize(("item", "other"), MINUTES)
@pytest.mark.parametrize(("held", "answered"), [("24 November 2023", "2023-11-24"), ("24 January 2024", None)])
def test_minutes_tell_what_the_commissioner_said_at_the_latest(item, other, held, answered):
    """A meeting that came after the last day does not show that the answer did."""
    extract = read(
        f"KENT POLICE AND CRIME PANEL\n\nMinutes of the meeting held on Friday {held} at Maidstone\n\n{item}\n\n"
        "The Panel considered the PCC's response under section 55 to the report on Kent Police, which had been "
        "published on 5 October 2023.\n\n"
        "Recommendation 1 (plans): The PCC accepted the recommendation. Training had begun.\n\n"
        "Area for improvement (records): The PCC accepted this. A panel would look at it, starting in spring 2024.\n\n"
        "In answer to a question the PCC said that money had been found and this was complete.\n\n"
        f"RESOLVED: That it be noted.\n\n{other}\n\nThe Panel agreed it.\n"
    )
    [response] = extract.responses
    assert (response.date, response.to.published) == (answered, "2023-10-05")
    assert [(one.refers_to, one.stance, one.progress) for one in response.items] == [
        ("1", "accepted", "under way"),
        ("records", "accepted", "planned"),
    ]


@pytest.mark.parametrize(
    ("prose", "kinds"),
    [
        ("The report asks us to improve our counters. I accept this area for improvement.", ["area_for_improvement"]),
        ("HMICFRS recommended that the force should train sergeants. We agree.", ["recommendation"]),
        ("You told us to stop moving officers. We do not accept this recommendation.", ["recommendation"]),
        ("Inspectors want the force to answer calls sooner. We agree with the area for improvement.",
         ["area_for_improvement"]),
        # of no kind, of all forces, not answered, asked by the author
        ("The report asks us to improve our counters. I accept this.", []),
        ("The report recommends that all forces should train sergeants. We agree.", []),
        ("The report recommends that the force should train sergeants. It is long.", []),
        ("I asked the force to train sergeants. We accept the recommendation.", []),
    ],
)  # fmt: skip
def test_an_ask_that_the_author_tells_in_other_words_is_restated_where_it_is_answered(prose, kinds):
    head = "Kent Police and Crime Commissioner\n\n5 July 2019\n\nPEEL 2018/19: Kent Police\n\n"
    found = read(f"{head}Calls\n\n{prose}\n").findings
    assert [one.kind for one in found if one.restated] == kinds
