"""Links and threads: what may be linked, what carries a link, and what stays apart."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lineage import derive
from kg.lineage.concerns import title
from kg.lineage.model import RAISES, Decision, Finding, Inspection, Outcome
from kg.lineage.successors import homes, load
from kg.lineage.timeline import follows
from kg.lineage.topics import load as load_topics

FORCE = "wessex"
TODAY = "2026-11-23"


def inspection(cycle, published, pillar=None):
    name = f"{FORCE}.PEEL-{cycle.replace('/', '-')}" + (f".{pillar}" if pillar else "")
    return Inspection(name, FORCE, "PEEL", cycle, published, published, published, pillar, "findings")


EFFECTIVENESS_2016 = inspection("2016", "2017-03-02", "effectiveness")
LEGITIMACY_2016 = inspection("2016", "2016-12-08", "legitimacy")
Y2018 = inspection("2018/19", "2019-05-02")
Y2021 = inspection("2021/22", "2021-10-14")
ALL = [EFFECTIVENESS_2016, LEGITIMACY_2016, Y2018, Y2021]


def finding(where, name, text, kind="area_for_improvement", force=FORCE, **more):
    more.setdefault("theme", "investigating-crime")
    return Finding(
        id=f"{force}.{where.programme}-{where.cycle.replace('/', '-')}.{kind}.{name}",
        force=force,
        inspection=where.id,
        programme=where.programme,
        cycle=where.cycle,
        kind=kind,
        raised=where.published,
        raised_min=where.published_min,
        raised_max=where.published_max,
        text=text,
        **more,
    )


def same(left, right, verdict="same"):
    return Decision(left.id, right.id, verdict, "read side by side", "analyst", TODAY)


def links(findings, decisions=(), outcomes=(), inspections=ALL):
    derived = derive(FORCE, findings, outcomes, inspections, decisions, as_of=TODAY)
    return [(link.later, link.earlier, link.basis, link.confidence) for link in derived.links]


SUPERVISE = "The force should make sure that sergeants supervise investigations."
OLD = finding(EFFECTIVENESS_2016, "aaaaaaaa", SUPERVISE)
NEW = finding(Y2018, "bbbbbbbb", "Supervision of investigations is still weak; supervisors should direct them.")


# --- proposals


VAGUE = finding(
    Y2018,
    "bcbcbcbc",
    "The force should answer 101 calls, plan its budget, supervise investigations, vet staff, map gangs, train "
    "detectives, visit sex offenders, check its cells and keep victims informed.",
)


@pytest.mark.parametrize(("later", "confidence"), [(NEW, "likely"), (VAGUE, "possible")])
def test_a_proposal_is_likely_or_possible_by_its_score(later, confidence):
    assert links([OLD, later]) == [(later.id, OLD.id, "proposed", confidence)]


def test_the_later_finding_follows_whatever_order_they_come_in():
    assert links([NEW, OLD]) == links([OLD, NEW])


def test_a_proposal_says_what_carries_it():
    [link] = derive(FORCE, [OLD, NEW], [], ALL, [], as_of=TODAY).links
    assert "Supervision of investigations" in link.words
    assert link.relation == "repeats"
    assert 0 < link.score < 1


NEVER_LINKED = [
    ("said twice in one report", [OLD, finding(EFFECTIVENESS_2016, "cccccccc", SUPERVISE)]),
    ("said by two pillars of one year", [OLD, finding(LEGITIMACY_2016, "cccccccc", SUPERVISE)]),
    ("only quoted from an earlier report", [OLD, finding(Y2018, "cccccccc", SUPERVISE, restated=True)]),
    ("praise", [OLD, finding(Y2018, "cccccccc", SUPERVISE, kind="practice")]),
    ("a main finding", [OLD, finding(Y2018, "cccccccc", SUPERVISE, kind="observation")]),
    ("another force's", [OLD, finding(Y2018, "cccccccc", SUPERVISE, force="mercia")]),
    ("another subject", [OLD, finding(Y2018, "cccccccc", "The force should clear its vetting backlog.")]),
]


@pytest.mark.parametrize(("why", "findings"), NEVER_LINKED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_never_linked(why, findings):
    assert links(findings) == []


def test_no_decision_links_within_one_assessment():
    twice = finding(LEGITIMACY_2016, "cccccccc", SUPERVISE)
    assert links([OLD, twice], [same(OLD, twice)]) == []


ACCELERATED = Inspection(
    f"{FORCE}.accelerated-concern.2021-06-11", FORCE, "PEEL", "2021/22", "2021-06-11", "2021-06-11", "2021-06-11"
)
HEADLINE = "The constabulary needs to improve how it answers the public"
AHEAD = replace(
    finding(Y2021, "dddddddd", f"{HEADLINE} Calls ring out.", "cause_of_concern", headline=HEADLINE),
    inspection=ACCELERATED.id, raised="2021-06-11", raised_min="2021-06-11", raised_max="2021-06-11",
)  # fmt: skip
AGAIN = finding(Y2021, "aaaadddd", f"{HEADLINE} A third of calls are lost.", "cause_of_concern", headline=HEADLINE)
OTHERWISE = replace(AGAIN, headline="Calls from the public are not answered")
LESS = finding(Y2021, "aaaadddd", f"{HEADLINE} Calls are lost.", headline=HEADLINE)
TWICE = [
    ("its report prints it under the same headline", AGAIN, [], "likely"),
    ("under another headline", OTHERWISE, [], None),
    ("a person joins them", OTHERWISE, ["same"], "certain"),
    ("a person parts them", AGAIN, ["different"], None),
    ("as something lesser", LESS, ["same"], None),
]


@pytest.mark.parametrize(("why", "report", "decided", "confidence"), TWICE)
def test_an_accelerated_cause_of_concern_is_that_of_its_report(why, report, decided, confidence):
    decisions = [same(AHEAD, report, verdict) for verdict in decided]
    derived = derive(FORCE, [AHEAD, report], [], [*ALL, ACCELERATED], decisions, as_of=TODAY)
    assert [link.confidence for link in derived.links] == ([confidence] if confidence else [])
    assert len(derived.concerns) == (1 if confidence else 2)
    assert [(one.times_raised, one.trend) for one in derived.concerns] == [(1, "new")] * len(derived.concerns)


@pytest.mark.parametrize(("kind", "said"), [("cause_of_concern", "2022-05-01"), (None, "2022-05-01")])
def test_what_closes_an_accelerated_cause_of_concern_closes_that_of_its_report(kind, said):
    closing = Outcome(
        "letter.1", FORCE, "resolved", "letter", 7, said, said, said, kind="cause_of_concern", cycle="2021/22",
        finding=AHEAD.id if kind is None else None,
    )  # fmt: skip
    [concern] = derive(FORCE, [AHEAD, AGAIN], [closing], [*ALL, ACCELERATED], [], as_of=TODAY).concerns
    assert (concern.id, concern.status) == (AHEAD.id, "resolved")


# --- decisions

DECIDED = [
    ("same", [(NEW.id, OLD.id, "decided", "certain")]),
    ("different", []),
    ("unsure", [(NEW.id, OLD.id, "proposed", "possible")]),
]


@pytest.mark.parametrize(("verdict", "expected"), DECIDED)
def test_a_person_overrides_the_machine_for_and_against(verdict, expected):
    assert links([OLD, NEW], [same(OLD, NEW, verdict)]) == expected
    assert links([OLD, NEW], [same(NEW, OLD, verdict)]) == expected, "sides of a decision have no order"


def test_a_person_may_link_what_the_machine_would_not():
    other = finding(Y2018, "cccccccc", "The force should clear its vetting backlog.")
    assert links([OLD, other], [same(OLD, other)]) == [(other.id, OLD.id, "decided", "certain")]


def test_a_decision_on_a_finding_that_is_not_held_does_nothing():
    assert links([OLD], [same(OLD, NEW)]) == []


# --- what a finding says of itself

VETTED = finding(Y2018, "abababab", "The force should clear its backlog of vetting renewals.")
EVIDENCE = "The force should monitor its vetting decisions for disproportionality. It compares no refusals. "
OF_ITSELF = [
    (
        "of what it asks",
        "We made this an area for improvement in 2018/19.",
        "The force should vet its contractors.",
        True,
    ),
    ("of what else was found", "The backlog of vetting renewals was found in 2018/19.", EVIDENCE, False),
    ("of what is over", "The backlog that we found in 2018/19 has been cleared.", EVIDENCE, False),
]


@pytest.mark.parametrize(("why", "sentence", "asks", "linked"), OF_ITSELF)
def test_a_sentence_of_the_evidence_speaks_of_the_finding_only_if_it_speaks_of_what_that_asks(
    why, sentence, asks, linked
):
    later = finding(Y2021, "cdcdcdcd", f"{asks} {sentence}")
    assert ((later.id, VETTED.id, "stated", "certain") in links([VETTED, later])) == linked


# --- stated references


def sentence(says, text, said_in=Y2018, **spoken_of):
    return Outcome(
        id=f"{said_in.id}:{text}",
        force=FORCE,
        says=says,
        document=said_in.id,
        line=3,
        said=said_in.published,
        said_min=said_in.published_min,
        said_max=said_in.published_max,
        inspection=said_in.id,
        text=text,
        **spoken_of,
    )


CAUSE = finding(EFFECTIVENESS_2016, "dddddddd", "The response to domestic abuse is poor.", "cause_of_concern")
MISSING = finding(EFFECTIVENESS_2016, "eeeeeeee", "Missing children are found late.", "cause_of_concern")
VETTING = finding(EFFECTIVENESS_2016, "ffffffff", "Vetting is out of date.", theme="ethics-and-integrity")

FRAUD = finding(EFFECTIVENESS_2016, "fafafafa", "Victims of fraud are left alone.", theme="workforce")

SPOKEN_OF = [
    # what the sentence says of the one it means, and which it is
    ("kind and cycle fit one", [CAUSE, VETTING], {"kind": "cause_of_concern", "cycle": "2016"}, [CAUSE]),
    ("two fit, its words tell them apart", [CAUSE, MISSING], {"kind": "cause_of_concern", "cycle": "2016"}, [CAUSE]),
    ("the theme tells them apart", [CAUSE, VETTING], {"cycle": "2016", "theme": "ethics-and-integrity"}, [VETTING]),
    ("a theme alone is spoken of, no finding", [VETTING], {"theme": "ethics-and-integrity"}, []),
    ("another cycle's", [CAUSE], {"kind": "cause_of_concern", "cycle": "2015"}, []),
    ("another programme's", [CAUSE], {"kind": "cause_of_concern", "programme": "CDI", "cycle": "2016"}, []),
    ("of its own report", [finding(Y2018, "abababab", "Domestic abuse.")], {"kind": "area_for_improvement"}, []),
    ("nothing but the theme tells them apart", [VETTING, FRAUD], {"cycle": "2016", "theme": "workforce"}, [FRAUD]),
    ("of a later report", [finding(Y2021, "abababab", "Domestic abuse.")], {"kind": "area_for_improvement"}, []),
    ("the caller knows it", [CAUSE, MISSING], {"finding": MISSING.id}, [MISSING]),
    ("the caller knows one that is not held", [CAUSE], {"finding": MISSING.id}, []),
]


@pytest.mark.parametrize(
    ("why", "findings", "words", "expected"), SPOKEN_OF, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_sentence_speaks_of_the_one_finding_that_it_singles_out(why, findings, words, expected):
    outcome = sentence("open", "Domestic abuse remains a concern.", **words)
    meant = derive(FORCE, findings, [outcome], ALL, [], as_of=TODAY).spoken_of
    assert meant == ({outcome.id: tuple(f.id for f in expected)} if expected else {})


def test_two_that_nothing_tells_apart_are_not_guessed_between():
    twin = finding(EFFECTIVENESS_2016, "abcdabcd", "The response to domestic abuse is slow.", "cause_of_concern")
    outcome = sentence(
        "resolved", "The cause of concern on domestic abuse is closed.", kind="cause_of_concern", cycle="2016"
    )
    assert derive(FORCE, [CAUSE, twin], [outcome], ALL, [], as_of=TODAY).spoken_of == {}


def test_raised_again_links_the_finding_that_holds_the_sentence():
    words = "This was a cause of concern in 2016."
    again = finding(Y2018, "abcdabcd", f"Domestic abuse is handled badly. {words}")
    other = finding(Y2018, "bcdabcda", "The force should record domestic abuse.")
    outcome = sentence("raised again", words, kind="cause_of_concern", cycle="2016")
    stated = [link for link in links([CAUSE, again, other], outcomes=[outcome]) if link[2] == "stated"]
    assert stated == [(again.id, CAUSE.id, "stated", "certain")]


def test_raised_again_outside_any_finding_links_the_only_one_on_its_topic():
    again = finding(Y2018, "abcdabcd", "The force should attend domestic abuse sooner.")
    other = finding(Y2018, "bcdabcda", "The force should clear its vetting backlog.")
    outcome = sentence("raised again", "Domestic abuse was a concern then too.", kind="cause_of_concern", cycle="2016")
    assert links([CAUSE, again, other], outcomes=[outcome]) == [(again.id, CAUSE.id, "stated", "certain")]
    assert links([CAUSE, again, other], [same(CAUSE, again, "different")], [outcome]) == [], "a person overrides it"


# --- threads


def members(findings, decisions):
    derived = derive(FORCE, findings, [], ALL, decisions, as_of=TODAY)
    return {concern.id: set(concern.members) for concern in derived.concerns}


def test_a_later_finding_that_follows_two_is_in_both_and_joins_nothing():
    quality = finding(EFFECTIVENESS_2016, "abababab", "Investigations should be of a good standard.")
    shared = finding(Y2018, "acacacac", "Investigations need better plans and supervision.", "cause_of_concern")
    chain = finding(Y2021, "adadadad", "Supervision of investigations is weak.")
    decisions = [same(OLD, shared), same(quality, shared), same(OLD, chain)]
    decisions += [same(shared, chain, "different"), same(quality, chain, "different")]
    found = members([OLD, quality, shared, chain], decisions)
    assert found == {OLD.id: {OLD.id, shared.id, chain.id}, quality.id: {quality.id, shared.id}}


def test_a_thread_goes_on_by_chain():
    last = finding(Y2021, "adadadad", "Nobody checks.", theme="workforce")
    found = members([OLD, NEW, last], [same(OLD, NEW), same(NEW, last)])
    assert found == {OLD.id: {OLD.id, NEW.id, last.id}}


RENEWALS = "The force should clear the backlog of vetting renewals"
INTERESTS = "review the business interests that officers declare."
FIRST = finding(EFFECTIVENESS_2016, "aeaeaeae", f"{RENEWALS}.")
BOTH = finding(Y2018, "afafafaf", f"{RENEWALS}, and {INTERESTS}")
LAST = finding(Y2021, "adadadad", f"The force should {INTERESTS}")
CUT = [
    # what a person called different, and the concerns; the machine links the second to the first and the third to the
    # second. What is kept out begins a concern of its own, and what follows it goes there
    ("nothing", [], [{FIRST, BOTH, LAST}]),
    ("the end of the chain and its beginning", [(FIRST, LAST)], [{FIRST, BOTH}, {LAST}]),
    ("two that are linked", [(FIRST, BOTH)], [{FIRST}, {BOTH, LAST}]),
    ("others", [(CAUSE, LAST)], [{FIRST, BOTH, LAST}]),
]


@pytest.mark.parametrize(("what", "different", "expected"), CUT, ids=[row[0] for row in CUT])
def test_a_concern_does_not_reach_what_a_person_called_different(what, different, expected):
    found = members([FIRST, BOTH, LAST], [same(one, other, "different") for one, other in different])
    assert found == {min(group, key=lambda one: one.raised).id: {one.id for one in group} for group in expected}


def test_what_follows_another_way_stays_in_the_concern():
    other = finding(Y2018, "acacacac", "Officers should write down their reasons.")
    decisions = [same(OLD, NEW), same(OLD, other), same(other, LAST), same(NEW, LAST, "different")]
    assert members([OLD, NEW, other, LAST], decisions) == {OLD.id: {OLD.id, NEW.id, other.id, LAST.id}}


def test_a_recommendation_without_a_link_is_listed_with_its_cause_and_one_with_a_link_in_both():
    linked = finding(EFFECTIVENESS_2016, "abababab", "train supervisors", "recommendation", part_of=CAUSE.id)
    alone = finding(EFFECTIVENESS_2016, "acacacac", "set up a board", "recommendation", part_of=CAUSE.id)
    found = members([CAUSE, linked, alone, NEW], [same(linked, NEW)])
    assert found == {CAUSE.id: {CAUSE.id, linked.id, alone.id}, linked.id: {linked.id, NEW.id}}


def test_a_finding_without_a_date_was_raised_when_its_inspection_was_published():
    undated = replace(OLD, raised=None, raised_min=None, raised_max=None)
    early = replace(OLD, raised="2016-12", raised_min="2016-12-01", raised_max="2016-12-31")
    for one, expected in ((undated, "2017-03-02"), (early, "2016-12")):
        [concern] = derive(FORCE, [one], [], ALL, [], as_of=TODAY).concerns
        assert concern.first_raised == concern.last_raised == expected


def test_a_recommendation_whose_cause_is_not_held_is_a_concern():
    orphan = finding(EFFECTIVENESS_2016, "abababab", "train supervisors", "recommendation", part_of="elsewhere")
    assert members([orphan], []) == {orphan.id: {orphan.id}}


def test_a_shared_cause_of_concern_does_not_glue_two_threads():
    cause = finding(Y2018, "adadadad", "The force investigates badly.", "cause_of_concern")
    one, two = (
        finding(Y2018, name, text, "recommendation", part_of=cause.id)
        for name, text in (("abababab", "supervise"), ("acacacac", "follow the code"))
    )
    code = finding(EFFECTIVENESS_2016, "aeaeaeae", "Victims should be kept informed.")
    found = members([OLD, code, cause, one, two], [same(OLD, one), same(code, two)])
    assert found == {OLD.id: {OLD.id, one.id}, code.id: {code.id, two.id}, cause.id: {cause.id, one.id, two.id}}


LONG = "Make sure that everybody who investigates crimes of any kind is supervised by somebody"
TITLES = [
    ("the summary's first clause", {"summary": "Supervise officers; check plans."}, "Supervise officers"),
    ("a long one is cut at a word", {"summary": LONG}, LONG[:63] + "…"),
    ("its topics, never printed text", {"topics": ("victims-code", "vetting")}, "Victims' code, vetting"),
    ("nothing to go by", {}, "Area for improvement of 2018/19"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "words", "expected"), TITLES, ids=lambda v: v if isinstance(v, str) else "")
def test_a_title_is_short_and_in_our_own_words(why, words, expected):
    assert title(finding(Y2018, "abababab", "whatever is printed", **words)) == expected


# --- themes that split and merge


def test_every_move_of_a_theme_names_known_topics_and_themes_and_its_reason():
    known = {topic.id for topic in load_topics()}
    for move in load():
        assert move.topics <= known, move
        assert move.until <= move.since, move
        assert move.reason.endswith("."), move
        assert move.theme != move.successor, move


HOMES = [
    # theme, cycle, topics, later cycle, where it would be printed
    ("protecting-vulnerable-people", "2015", ["victims-code"], "2021/22",
     {"protecting-vulnerable-people", "victim-service"}),
    ("protecting-vulnerable-people", "2015", ["victims-code"], "2018/19", {"protecting-vulnerable-people"}),
    ("protecting-vulnerable-people", "2015", ["missing-children"], "2021/22", {"protecting-vulnerable-people"}),
    ("ethics-and-integrity", "2018/19", ["vetting"], "2021/22", {"ethics-and-integrity", "workforce"}),
    (None, "2015", ["vetting"], "2021/22", set()),
]  # fmt: skip


@pytest.mark.parametrize(("theme", "cycle", "topics", "later", "expected"), HOMES)
def test_where_a_finding_would_be_printed_later(theme, cycle, topics, later, expected):
    one = Finding("x", FORCE, "y", "PEEL", cycle, "area_for_improvement", theme=theme, topics=tuple(topics))
    assert homes(one, later) == expected


# --- what holds for any findings at all

TEXTS = [text for topic in load_topics() for text in topic.examples][::7]
FORCES_FINDINGS = st.lists(
    st.tuples(st.sampled_from(ALL), st.sampled_from(TEXTS), st.sampled_from([*RAISES, "practice"])), max_size=14
)


def made(drawn):
    return [finding(where, f"{n:08x}", text, kind) for n, (where, text, kind) in enumerate(drawn)]


@settings(max_examples=60, deadline=None)
@given(FORCES_FINDINGS, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_every_finding_is_in_its_place(drawn, shuffler: random.Random):
    findings = made(drawn)
    pairs = [(a, b) for a in findings for b in findings if a.id < b.id]
    decisions = [same(a, b, shuffler.choice(["same", "different"])) for a, b in pairs if shuffler.random() < 0.2]
    before = derive(FORCE, findings, [], ALL, decisions, as_of=TODAY)
    for handed in (findings, decisions):
        shuffler.shuffle(handed)
    assert derive(FORCE, findings, [], ALL[::-1], decisions, as_of=TODAY) == before

    by_id = {f.id: f for f in findings}
    where = {i.id: i for i in ALL}
    for link in before.links:
        assert follows(where[by_id[link.later].inspection], where[by_id[link.earlier].inspection])
    counting = {f.id for f in findings if f.kind in RAISES}
    firm_later = {link.later for link in before.links if link.confidence != "possible"}
    begun = {concern.id for concern in before.concerns}
    assert begun >= counting - firm_later, "a concern for each that follows none"
    if not any(decision.verdict == "different" for decision in decisions):
        assert begun == counting - firm_later, "and for no other, where nobody keeps one out"
    listed = Counter(member for concern in before.concerns for member in concern.members)
    assert set(listed) == counting, "every finding that counts is in a concern"
    for concern in before.concerns:
        assert concern.id == concern.members[0] or concern.id in concern.members
        assert not (set(concern.members) - {concern.id}) & {other.id for other in before.concerns}, (
            "no first in another's"
        )
