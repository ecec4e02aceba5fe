"""What a line of the history says, in the reader's words."""

import pytest
from babel.support import NullTranslations

from accord.pages.environment import label
from accord.pages.languages import Reader
from node.console.labels import LABELS
from node.console.traces.history import told_of
from node.console.traces.words import Words

READER = Reader(
    language="en",
    translations=NullTranslations(),
    states={"XB": "Belmara"},
)
WORDS = Words(reader=READER, label=lambda value: label(READER, LABELS, value), field=str)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("NO_RECORD", "No record"),
        ("to XB: REFERRED_BY", "Belmara; Another State referred us there"),
        (
            "to XB: REFERRED_BY; a judge asks",
            "Belmara; Another State referred us there; a judge asks",
        ),
        (
            "FULL proposed; 2 candidates, 0 registers away",
            "Proposed: Full answer. Records that may be the weapon: 2.",
        ),
        (
            "NO_RECORD proposed; 0 candidates, 1 registers away",
            "Proposed: No record. Records that may be the weapon: 0."
            " Registers that could not be searched: 1.",
        ),
    ],
    ids=["code", "sent", "sent-with-reason", "found", "register-away"],
)
def test_what_the_node_wrote_in_codes_is_said_in_words(text: str, told: str) -> None:
    assert told_of(text, WORDS) == told


@pytest.mark.parametrize("text", ["", "to XB", "The photograph is sharper now", "FULL proposed"])
def test_what_somebody_wrote_stays_as_it_is(text: str) -> None:
    assert told_of(text, WORDS) == ""
