"""What a region's signed policy says about transfers; the defaults are a proposal."""

import dataclasses
from dataclasses import dataclass

from accord.trust.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPolicy:
    """Numbers and switches of the transfer family. Days are calendar days unless named otherwise.

    Silence is no consent, no passage is exempt and no sample suffices unless the region says so.
    """

    transit_working_days: int = 20  # to answer a transit State's request
    tacit_transit: bool = False  # silence past that time counts (Regulation (EC) 258/2012, 7(2))
    exempt_without_transhipment: bool = False  # by sea or air (258/2012, 7(1)(b))
    exempt_temporary: bool = False  # temporary transfers for lawful purposes (FP 10(6))
    receipt_days: int = 45  # proof of receipt, from exit (Regulation (EU) 2025/41, 26)
    receipt_answer_days: int = 15  # for the importing State to answer the inquiry that follows
    discrepancy_days: int = 15  # to explain a difference; then a diversion is suspected
    temporary_notice_working_days: int = 10  # before a temporary export (2025/41, 22)
    sample_suffices: bool = False  # a delivery may be verified on a sample of its serials


def read_transfer_policy(fields: Fields | None) -> TransferPolicy:
    """The transfer part of a policy document; absent numbers take the proposal's.

    Raises:
        FormatError: names the field.
    """
    proposal = TransferPolicy()
    if fields is None:
        return proposal
    values: dict[str, int | bool] = {}
    for field in dataclasses.fields(TransferPolicy):
        default = getattr(proposal, field.name)
        if isinstance(default, bool):
            values[field.name] = fields.flag(field.name, default)
        else:
            values[field.name] = fields.integer(field.name, default)
    fields.done()
    return TransferPolicy(**values)  # type: ignore[arg-type]  # each by its field's own type
