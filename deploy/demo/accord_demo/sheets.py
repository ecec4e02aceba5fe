"""The recovering state's register as the demonstration reads it: through the same driver."""

from collections.abc import Sequence

from accord.adapter import RegistryRecord
from accord_demo.region import Region
from adapters.mapping import load_mapping
from adapters.snapshot import Register
from adapters.tabular import read_file


def register(region: Region, member: str) -> Register:
    """The member's spreadsheet, every row of it accounted for."""
    folder, options = region.nodes[member].folder, region.plans[member].options
    return read_file(folder / options["file"], load_mapping(folder / options["mapping"]))


def records(region: Region, member: str) -> Sequence[RegistryRecord]:
    """The records of the member's spreadsheet."""
    return register(region, member).records
