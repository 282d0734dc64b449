"""The literals for which a text is tested before it is searched leave out no match."""

import pytest

from loaders.words import folded, groups, literals, patterns


@pytest.mark.parametrize(("file", "group"), [one for one in groups() if one[1] != "part"])  # parts are no patterns
def test_every_match_of_an_example_holds_a_literal(file: str, group: str) -> None:
    for pattern in patterns(file, group):
        for text in map(folded, (*pattern.examples, *pattern.never)):
            for one in (text, text.upper(), text.lower()):
                searched, found = pattern.regex.search(one), pattern.search(one)
                assert (found and found.span()) == (searched and searched.span()), (pattern.regex.pattern, one)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\b(?:joint|shared) [a-z]+", ("joint", "shared")),
        (r"(?:joint)? ?\w+ until \d", (" until ",)),
        (r"(?:joint|\w+)", ()),
        (r"(?!never)\d\d", ()),
        (r"ab?c+d", ()),
        (r"(?:Last year)+", ("last year",)),
    ],
)
def test_literals_that_a_match_needs(pattern: str, needed: tuple[str, ...]) -> None:
    assert literals.needed(pattern) == needed
