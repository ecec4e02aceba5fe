"""What exporters declare to the UN Register beside what importers declare (A/75/78, para 117)."""

from collections import Counter as Sums
from collections.abc import Iterable
from dataclasses import dataclass

from accord.cases.statistics import RegisterLine, StatisticalReturn
from accord.cases.statistics_codes import TransferDirection
from accord.weapons.codes import WeaponCategory

_Flow = tuple[str, str, WeaponCategory]


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorLine:
    """One flow of arms in one year as both ends tell it; for their points of contact only."""

    exporter: str
    importer: str
    category: WeaponCategory
    exported: int | None  # as the exporter declares; None: it has sent no return
    imported: int | None  # as the importer declares; likewise

    @property
    def difference(self) -> int | None:
        """What left and did not arrive, as declared; None where one end has said nothing yet."""
        if self.exported is None or self.imported is None:
            return None
        return self.exported - self.imported


def mirror(returns: Iterable[StatisticalReturn]) -> tuple[MirrorLine, ...]:
    """Every flow that the returns of one year declare; a silent State is not one without trade."""
    by_state = {one.state: one for one in returns}
    exported: Sums[_Flow] = Sums()
    imported: Sums[_Flow] = Sums()
    for state, one in by_state.items():
        for line in one.register_lines:
            if line.direction is TransferDirection.EXPORT:
                exported[state, line.partner, line.category] += line.actual
            else:
                imported[line.partner, state, line.category] += line.actual
    return tuple(
        MirrorLine(
            exporter=exporter,
            importer=importer,
            category=category,
            exported=exported[exporter, importer, category] if exporter in by_state else None,
            imported=imported[exporter, importer, category] if importer in by_state else None,
        )
        for exporter, importer, category in sorted(exported.keys() | imported.keys())
    )


def differences(lines: Iterable[MirrorLine], state: str = "") -> tuple[MirrorLine, ...]:
    """The flows whose two ends disagree; of one State, where one is named."""
    return tuple(
        line
        for line in lines
        if line.difference and (not state or state in (line.exporter, line.importer))
    )


def publishable(lines: Iterable[RegisterLine]) -> tuple[RegisterLine, ...]:
    """What of a State's report may be published: not what is commercially sensitive."""
    return tuple(line for line in lines if not line.withheld)
