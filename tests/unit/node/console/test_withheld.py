"""What a form offers to keep back is what an answer can be without."""

from accord.cases.codes import Disposition, Ground, ResponseKind
from accord.cases.trace import Preamble, TraceResponse
from node.casework import release
from node.console.labels.fields import FIELDS, said_of
from node.console.requests.acts import WITHHELD


def test_everything_offered_can_be_withheld_and_nothing_is_forgotten() -> None:
    answer = TraceResponse(
        preamble=Preamble(), kind=ResponseKind.FINAL, disposition=Disposition.FULL
    )
    left = release.without(answer, WITHHELD, (Ground.G1,), "An investigation is open")
    assert left.withheld == WITHHELD
    assert {one for one in WITHHELD if one != "chain.party"} == set(release._EMPTY)
    assert all(said_of(FIELDS, "TraceResponse", one) for one in WITHHELD if "." not in one)
