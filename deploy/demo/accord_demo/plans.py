"""The three members of the demonstration and how their registers are kept."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

from rich.console import Console

from accord_demo.layout import MAPPINGS, MemberPlan
from accord_demo.lives import lives, seizures
from accord_demo.region import Region, lay_out_region
from accord_demo.registers import write_factory, write_holdings, write_seizures

SEED, WEAPONS, SEIZURES = 7, 4000, 120
BY_OFFICER = {"send": "officer", "follow_referrals": "officer", "close": "officer"}
BY_NODE = dict.fromkeys(BY_OFFICER, "automatic")


def arvenia(answers_for: Iterable[str] = ()) -> MemberPlan:
    """The manufacturer State: a database, and answers that leave by themselves."""
    return MemberPlan(
        member="XA",
        register="factory",
        options={
            "adapter": "sql",
            "url": "sqlite:///factory.sqlite",
            "mapping": str(MAPPINGS / "arvenia_factory.yaml"),
            "report": "factory.rejected.csv",
        },
        casework=BY_OFFICER,
        release={"default": "automatic", "lowest_grade": "B"},
        answers_for=answers_for,
    )


def belmara(answers_for: Iterable[str] = (), default: str = "officer") -> MemberPlan:
    """The importing State: an old sheet, and an officer who releases what names a weapon."""
    return MemberPlan(
        member="XB",
        register="holdings",
        options={
            "adapter": "tabular",
            "file": "holdings.xlsx",
            "mapping": str(MAPPINGS / "belmara_holdings.yaml"),
        },
        casework=BY_OFFICER,
        release={"default": default, "NO_RECORD": "automatic", "lowest_grade": "B"},
        answers_for=answers_for,
    )


def corvina(
    file: str = "seizures.csv",
    mapping: Path = MAPPINGS / "corvina_seizures.yaml",
    casework: Mapping[str, str] = BY_OFFICER,
) -> MemberPlan:
    """The recovering State: a police list of seized weapons."""
    return MemberPlan(
        member="XC",
        register="seizures",
        options={
            "adapter": "tabular",
            "file": file,
            "mapping": str(mapping),
            "report": "seizures.rejected.csv",
        },
        casework=casework,
        release={"default": "officer"},
    )


def synthetic(
    folder: Path,
    *,
    casework: Mapping[str, str] = BY_OFFICER,
    release: str = "officer",
    weapons: int = WEAPONS,
    console: Console | None = None,
) -> Region:
    """The region of the story, its registers made from the seed; who decides may be changed."""
    members = (arvenia(), belmara(default=release), corvina(casework=casework))
    region = lay_out_region(folder, members, console)
    random = Random(SEED)
    known = list(lives(random, weapons))
    write_factory(folder / "XA" / "factory.sqlite", known)
    write_holdings(folder / "XB" / "holdings.xlsx", known)
    write_seizures(folder / "XC" / "seizures.csv", seizures(random, known, SEIZURES))
    return region
