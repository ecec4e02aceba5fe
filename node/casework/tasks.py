"""What a trace may have waiting in the agenda."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What is to be done about the subject."""

    SEARCH_CASE = "SEARCH_CASE"  # the own registers, for a case of ours
    SEARCH_REQUEST = "SEARCH_REQUEST"  # the own registers, for a request from abroad
    LEG_SILENCE = "LEG_SILENCE"  # we left a State's question unanswered
    REQUEST_SILENCE = "REQUEST_SILENCE"  # a State left our question unanswered
    LEG_REMINDER = "LEG_REMINDER"  # a State owes us a word
