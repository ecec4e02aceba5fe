"""Exemptions (ECOWAS Convention, arts 4-6), and why a transfer is refused (ATT 6, 7, 11)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from accord.cases.exemption_codes import (
    ExemptionGround,
    ExemptionOutcome,
    ExemptionPosition,
    OpinionKind,
    RefusalCriterion,
)
from accord.cases.exemption_machine import ExemptionState, FollowedState
from accord.pages.marked import marked as _N
from node.exemptions.rows import Side

LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = MappingProxyType(
    {
        ExemptionGround: {
            ExemptionGround.NATIONAL_DEFENCE_SECURITY: _N(
                "National defence and security (art 4(1))"
            ),
            ExemptionGround.PEACE_SUPPORT_OPERATION: _N("Peace support operation (art 4(1))"),
        },
        ExemptionPosition: {
            ExemptionPosition.NO_OBJECTION: _N("No objection"),
            ExemptionPosition.OBJECTION: _N("Objection"),
            ExemptionPosition.COMMENT: _N("Comment"),
            ExemptionPosition.SILENT: _N("Did not answer"),
        },
        RefusalCriterion: {
            RefusalCriterion.E1: _N("Embargo or Charter (ATT 6)"),
            RefusalCriterion.E2: _N("Humanitarian law or human rights (ATT 6, 7)"),
            RefusalCriterion.E3: _N("Terrorism (ATT 7)"),
            RefusalCriterion.E4: _N("Organised or violent crime (ATT 7)"),
            RefusalCriterion.E5: _N("Regional stability"),
            RefusalCriterion.E6: _N("Risk of diversion (ATT 11)"),
            RefusalCriterion.E7: _N("Not proportionate to legitimate need"),
            RefusalCriterion.E8: _N("Document not authentic"),
            RefusalCriterion.E9: _N("Non-State end user"),
            RefusalCriterion.E10: _N("Import or transit not authorised"),
        },
        OpinionKind: {
            OpinionKind.CONFIRM: _N("Exemption supported (art 5(3))"),
            OpinionKind.REFUSE: _N("Exemption not supported (art 5(3))"),
        },
        ExemptionOutcome: {
            ExemptionOutcome.GRANTED: _N("Exemption granted"),
            ExemptionOutcome.REFUSED: _N("Exemption refused"),
            ExemptionOutcome.REVOKED: _N("Exemption revoked"),
        },
        ExemptionState: {
            ExemptionState.REQUESTED: _N("Requested"),
            ExemptionState.RETURNED: _N("Returned to the applicant"),
            ExemptionState.ASSESSMENT: _N("Being assessed by the secretariat"),
            ExemptionState.CIRCULATED: _N("Circulated to the members"),
            ExemptionState.OPINION: _N("Opinion given, by consensus"),
            ExemptionState.ESCALATED: _N("Before the political body"),
            ExemptionState.GRANTED: _N("Exemption granted"),
            ExemptionState.REFUSED: _N("Exemption refused"),
            ExemptionState.WITHDRAWN: _N("Application withdrawn"),
            ExemptionState.EXHAUSTED: _N("Quantity used up"),
            ExemptionState.EXPIRED: _N("Expired"),
            ExemptionState.REVOKED: _N("Exemption revoked"),
        },
        FollowedState: {
            FollowedState.REQUESTED: _N("Requested"),
            FollowedState.RETURNED: _N("Returned to the applicant"),
            FollowedState.CIRCULATED: _N("Circulated to the members"),
            FollowedState.OPINION: _N("Opinion given, by consensus"),
            FollowedState.ESCALATED: _N("Before the political body"),
            FollowedState.GRANTED: _N("Exemption granted"),
            FollowedState.REFUSED: _N("Exemption refused"),
            FollowedState.WITHDRAWN: _N("Application withdrawn"),
            FollowedState.EXPIRED: _N("Expired"),
            FollowedState.REVOKED: _N("Exemption revoked"),
        },
        Side: {
            Side.SECRETARIAT: _N("We are the secretariat"),
            Side.APPLICANT: _N("We have applied"),
            Side.MEMBER: _N("We are asked as a member"),
        },
    }
)
