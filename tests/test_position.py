"""Stance, progress and promises as a grammar: who speaks, which verb, what of, and whether it is denied."""

from __future__ import annotations

import pytest

from loaders.answering import position
from loaders.structure.blocks import Sentence

STANCES = [
    # active, first person and others, with and without an object
    ("We accept this.", "accepted"),
    ("I accept it without reserve.", "accepted"),
    ("We agree with this.", "accepted"),
    ("The Chief Constable has accepted this recommendation.", "accepted"),
    ("I am content to accept the recommendation.", "accepted"),
    ("The force is happy to agree to this.", "accepted"),
    ("We concur with HMICFRS.", "accepted"),
    ("I fully endorse what HMICFRS asks for here.", "accepted"),
    # passive
    ("This is accepted.", "accepted"),
    ("It is agreed.", "accepted"),
    ("This has been accepted by the force.", "accepted"),
    ("This recommendation was accepted at once.", "accepted"),
    ("Both are fully supported.", "accepted"),
    # without either verb
    ("I am wholly in favour.", "accepted"),
    ("It has the force's full backing.", "accepted"),
    ("We have no quarrel with this.", "accepted"),
    ("The force takes this seriously and will act on it.", "accepted"),
    # labels
    ("Accept.", "accepted"),
    ("Yes - accepted.", "accepted"),
    ("Agree", "accepted"),
    # a limit
    ("Agreed in part.", "partly accepted"),
    ("Partially accepted.", "partly accepted"),
    ("I accept this with one reservation.", "partly accepted"),
    ("We accept the first half of this but not the second.", "partly accepted"),
    ("This is accepted subject to funding.", "partly accepted"),
    ("I support the aim but not the survey that is suggested.", "partly accepted"),
    ("This is only partly accepted.", "partly accepted"),
    ("Agreed, save for the date.", "partly accepted"),
    ("We accept the first part only.", "partly accepted"),
    # denied
    ("I see no need for this.", "not accepted"),
    ("The force has chosen not to follow this advice.", "not accepted"),
    ("I do not accept this.", "not accepted"),
    ("We are unable to accept this recommendation.", "not accepted"),
    ("We are not able to support this.", "not accepted"),
    ("This has not been accepted.", "not accepted"),
    ("This is not accepted.", "not accepted"),
    ("Rejected.", "not accepted"),
    ("Declined", "not accepted"),
    ("The force will not be taking this forward.", "not accepted"),
    ("This will not be taken forward.", "not accepted"),
    ("We have decided not to adopt it.", "not accepted"),
    ("I don't support this recommendation.", "not accepted"),
    ("It cannot be accepted.", "not accepted"),
    # says that it is wrong
    ("It is simply not so that we have ignored this.", "disputed"),
    ("The recommendation rests on a misreading of our plan.", "disputed"),
    ("The report misunderstands how our teams work.", "disputed"),
    ("I cannot agree with this recommendation.", "disputed"),
    ("We do not agree.", "disputed"),
    ("The finding is mistaken.", "disputed"),
    ("The finding is not borne out by our data.", "disputed"),
    ("The data on which this rests are out of date.", "disputed"),
    # takes note
    ("This is for the College of Policing to answer.", "noted"),
    ("No response is needed from us.", "noted"),
    ("I note this.", "noted"),
    ("This is noted.", "noted"),
    ("We have taken note of this recommendation.", "noted"),
    ("This is a matter for the Home Office.", "noted"),
    # somebody else, something else, or nothing said of it
    ("The recommendation was talked over in May.", "not stated"),
    ("The board will be asked whether it can be accepted.", "not stated"),
    ("A supplier's offer was accepted in May.", "not stated"),
    ("We support victims of crime in every district.", "not stated"),
]

PROGRESS = [
    ("Our supplier is building the marker now.", "under way"),
    ("Work has begun.", "under way"),
    ("Work on this began in May.", "under way"),
    ("A start has been made.", "under way"),
    ("This is being taken forward by our crime board.", "under way"),
    ("This recommendation has been taken forward by our crime board.", "under way"),
    ("We have begun to train them.", "under way"),
    ("Recruitment is in hand.", "under way"),
    ("This is work in progress.", "under way"),
    ("We are part way through.", "under way"),
    ("Training is taking place.", "under way"),
    ("We met this in May.", "done"),
    ("All of this is now in place.", "done"),
    ("That work is finished.", "done"),
    ("We have completed this.", "done"),
    ("All actions are complete.", "done"),
    ("We consider this to be closed.", "done"),
    ("The recommendation was met in May 2021.", "done"),
    ("No action will be taken.", "none"),
    ("We will take no further action.", "none"),
    ("Nothing will be done about it.", "none"),
    ("No change is proposed.", "none"),
    ("No further action is needed.", "none"),
    # no *further* action, on what is there already
    ("The force already has a lead for this and no further action is needed.", "done"),
    ("The change was made in October 2023; nothing more is required.", "done"),
    ("It will be in use from 30 April 2022.", "planned"),
    ("We aim to finish it by March 2022.", "planned"),
    # contrast: a part, somebody else's, or denied
    ("The recommendation has not been met.", "not stated"),
    ("This has not yet been completed.", "not stated"),
    ("Work has not begun.", "not stated"),
    ("The report was completed in May.", "not stated"),
]

PROMISES = [
    ("It will be in use from 30 April 2022.", "2022-04-30"),
    ("The new team will start work on 3 May 2022.", "2022-05-03"),
    ("They are to be trained by June 2022.", "2022-06"),
    ("All officers will have been trained by June 2022.", "2022-06"),
    ("I will pay for a study.", None),
    ("My office will pay for it.", None),
    ("We aim to finish by March 2022.", "2022-03"),
    ("I have undertaken to report back by May 2022.", "2022-05"),
    ("It will go before the panel in May 2022.", "2022-05"),
    ("This will be done by the end of May 2022.", "2022-05"),
]

NO_PROMISES = [
    "We hope that things will be better.",
    "No action will be taken.",
    "Nothing will be done about it.",
    "It will not be in use.",
    "The form was in use from 30 April 2020.",
]


def _said(sentence: str) -> list[Sentence]:
    return [Sentence(sentence, ((0, len(sentence)),), 1)]


@pytest.mark.parametrize(("sentence", "stance"), STANCES)
def test_stance(sentence: str, stance: str) -> None:
    assert position.stance(_said(sentence)) == stance


@pytest.mark.parametrize(("sentence", "progress"), PROGRESS)
def test_progress(sentence: str, progress: str) -> None:
    assert position.progress(_said(sentence)) == progress


@pytest.mark.parametrize(("sentence", "by"), PROMISES)
def test_a_promise_and_its_date(sentence: str, by: str | None) -> None:
    assert [promise.by for promise in position.commitments(_said(sentence), "2022-01-31")] == [by]


@pytest.mark.parametrize("sentence", NO_PROMISES)
def test_no_promise(sentence: str) -> None:
    assert position.commitments(_said(sentence), "2022-01-31") == []
