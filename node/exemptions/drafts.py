"""What officers hand in about exemptions."""

from dataclasses import dataclass

from accord.cases.certificate import Party
from accord.cases.exemption import ExemptionItem, ExemptionRequest, SupplyProcess
from accord.cases.exemption_codes import ExemptionGround, ExemptionOutcome, OpinionKind
from accord.cases.trace import Preamble
from accord.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionDraft:
    """A request as the National Commission writes it (ECOWAS Convention, art 5(1))."""

    national_commission: str
    ground: ExemptionGround
    items: tuple[ExemptionItem, ...]
    supplier: Party
    supply: SupplyProcess
    end_user: Party
    end_user_confirmation: str
    end_use: str
    certificate_number: str
    mandate: str = ""
    brokers: tuple[Party, ...] = ()
    handling: str = "OFFICIAL"
    language: str = "en"

    def as_request(self, preamble: Preamble, request_id: str, revision: int) -> ExemptionRequest:
        """The message."""
        return ExemptionRequest(
            preamble=preamble,
            request_id=request_id,
            revision=revision,
            national_commission=self.national_commission,
            ground=self.ground,
            mandate=self.mandate,
            items=self.items,
            supplier=self.supplier,
            brokers=self.brokers,
            supply=self.supply,
            end_user=self.end_user,
            end_user_confirmation=self.end_user_confirmation,
            end_use=self.end_use,
            certificate_number=self.certificate_number,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionDraft:
    """The secretariat's reasoned opinion (art 5(3))."""

    kind: OpinionKind
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """What is decided: after a consensus as the opinion says, else as the political body says."""

    outcome: ExemptionOutcome  # GRANTED or REFUSED
    reasons: str = ""
    reference: str = ""  # of the body's decision, where it decided
    valid_to: PartialDate | None = None  # empty: as long as the policy allows
    conditions: str = ""
