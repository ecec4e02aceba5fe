from babel.support import NullTranslations

from accord.pages.languages import Reader
from node.casework.views import Due, Entry
from node.console.notices.clocks import attempts_of, left_of

MINUTE_MS = 60_000


def entry(event: str, at_ms: int) -> Entry:
    return Entry(
        at_ms=at_ms, actor="ana", subject="XB-H-1", event=event, from_state="", to_state=""
    )


def reader(now_ms: int) -> Reader:
    return Reader(language="en", translations=NullTranslations(), now_ms=now_ms)


def test_requests_are_counted_and_the_last_one_was_answered() -> None:
    story = [
        entry(name, at) for at, name in enumerate(("CANDIDATE", "REQUEST", "REPEAT", "PROMISE"))
    ]
    attempts = attempts_of(story)
    assert [(one.number, one.asked_ms, one.answered) for one in attempts] == [
        (1, 1, False),
        (2, 2, True),
    ]


def test_what_is_left_is_a_share_of_the_term_and_turns_bad_when_it_is_over() -> None:
    due = Due(due_ms=10 * MINUTE_MS, rule="", policy_version=1, overdue=False)
    half = left_of(due, 0, reader(5 * MINUTE_MS))
    assert (half.share, half.left, half.tone) == (0.5, "5 minutes", "accent")
    assert left_of(due, 0, reader(9 * MINUTE_MS)).tone == "warn"
    over = left_of(due, 0, reader(11 * MINUTE_MS))
    assert (over.share, over.left, over.tone) == (0.0, "over", "bad")
