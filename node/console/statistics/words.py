"""What the interface calls figures by name, in words for a page; codes have labels of their own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.cases.codes import RecoveryCircumstance
from accord.pages.marked import marked as _N
from node.console.labels import named
from node.console.visit import Visit

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "all arms": _N("All weapons"),
        "uniquely marked": _N("Uniquely marked"),
        "not uniquely marked": _N("Not uniquely marked"),
        "traced": _N("Traced"),
        "established by other means": _N("Origin established by other means"),
        "pending": _N("Tracing still under way"),
        "not enough information": _N("Not enough information"),
        "tracing unsuccessful": _N("Tracing unsuccessful"),
        "never attempted": _N("Never attempted"),
        "trace request rate": _N("Weapons for which another State was asked"),
        "leg answer rate": _N("Requests sent that were answered"),
        "trace success of closed cases": _N("Closed cases that were traced"),
        "trace success of opened cases": _N("Traced cases per case opened"),
        "acknowledged on time": _N("Requests acknowledged on time"),
        "answered on time": _N("Requests answered on time"),
        "requests from abroad answered": _N("Requests from abroad answered"),
        "legs per traced case": _N("Requests sent per traced case"),
        "refused on ground G1": _N("Refused: ongoing criminal investigation"),
        "refused on ground G2": _N("Refused: confidential by law"),
        "refused on ground G3": _N("Refused: confidentiality not assured"),
        "refused on ground G4": _N("Refused: national security"),
        "answers restricted": _N("Answers of which a part was withheld"),
        "answers delayed": _N("Answers delayed"),
        "insufficient identification": _N("Weapons not identified well enough"),
        "notices complete": _N("Notices that are complete"),
        "notices: duplicate": _N("Notices that were duplicates"),
        "notices: cancelled as error": _N("Notices cancelled as an error"),
        "hits confirmed on time, urgent": _N("Urgent hits confirmed on time"),
        "hits confirmed on time, routine": _N("Routine hits confirmed on time"),
        "deliveries verified in time": _N("Deliveries verified in time"),
        "shipments with a discrepancy": _N("Shipments with a discrepancy"),
        "weapons confirmed diverted": _N("Dispatched weapons confirmed diverted"),
        "transfers checked after delivery": _N("Transfers visited after delivery"),
        "sampled weapons seen": _N("Sampled weapons that were seen"),
        "certificates found not authentic": _N("Certificates found not authentic"),
        "acknowledgement": _N("Until a request is acknowledged"),
        "response": _N("Until a request is answered"),
        "time to crime": _N("From the first sale to the recovery"),
        "time since diversion": _N("From the loss to the recovery"),
        "hours": _N("hours"),
        "years": _N("years"),
        "cases seized inland": _N("Seizures inland"),
        "cases seized at borders": _N("Seizures at borders"),
        "arms seized inland": _N("Weapons seized inland"),
        "arms seized at borders": _N("Weapons seized at borders"),
        "arms seized": _N("Weapons seized"),
        "of those, traced": _N("Of these, traced"),
        "arms licensed for export": _N("Weapons licensed for export"),
        "ammunition licensed for export": _N("Ammunition licensed for export"),
        "arms found diverted": _N("Weapons found diverted"),
        "ammunition found diverted": _N("Ammunition found diverted"),
        "incidents": _N("Incidents"),
        "women": _N("Women"),
        "men": _N("Men"),
        "girls": _N("Girls"),
        "boys": _N("Boys"),
        "victims": _N("Victims"),
        "arms surrendered": _N("Weapons surrendered"),
        "arms legalized": _N("Weapons legalised"),
        "arms deactivated": _N("Weapons deactivated"),
        "arms destroyed": _N("Weapons destroyed"),
        "ammunition destroyed": _N("Ammunition destroyed (rounds)"),
    }
)
# The key performance indicators that the report lists (A/75/78, para 72).
INDICATORS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "1": _N("Laws harmonised with the region, the Arms Trade Treaty and the Protocol"),
        "2": _N("Policies that rest on evidence and address women, men, girls and boys"),
        "3": _N("Seizures inland and at borders"),
        "4": _N("Weapons seized and traced"),
        "5": _N("Licensed exports found diverted by control after delivery"),
        "6": _N("Incidents and victims"),
        "7": _N("Weapons surrendered, legalised and deactivated"),
        "8": _N("Weapons and ammunition destroyed"),
        "9": _N("Storage that meets the standards"),
    }
)


def called(visit: Visit, name: str) -> str:
    """A figure's name in the reader's words; a State by its name."""
    if name in NAMES:
        return visit.reader.text(NAMES[name])
    code = named(name, (RecoveryCircumstance,))
    return visit.reader.text(code) if code else visit.reader.country(name)
