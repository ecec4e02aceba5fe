"""Lays a region out in a folder: trust files, keys, and a settings file for each process."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from accord.testing.region import NAMES, Region, build_region

MAPPINGS = Path(__file__).parent.parent / "mappings"

_HUB = """\
[hub]
name = "hub"
data = "data"
listen = "127.0.0.1:0"
http = "127.0.0.1:0"
site = "127.0.0.1:0"

[trust]
root = "../root.json"
repository = "../trust"

[keys]
statement = "keys/statement.key"
log = "keys/log.key"
online = "keys/online.key"
tls_key = "keys/tls.key"
tls_certificate = "keys/tls.pem"

[console]
listen = "127.0.0.1:0"
"""

_NODE = """\
[node]
member = "{member}"
authority = "{member}-NPC"
data = "data"

[hub]
address = "@../hub/data/run.json"
site = "@../hub/data/run.json"

[trust]
root = "../root.json"
repository = "../trust"

[keys]
signing = "keys/signing.key"
encryption = "keys/encryption.key"
tls_key = "keys/tls.key"
tls_certificate = "keys/tls.pem"
witness = "keys/witness.key"

[api]
listen = "127.0.0.1:0"

[registry.{register}]
{options}

[casework]
{casework}

[release]
{release}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlan:
    """One member: its register, what its node does by itself, the countries it answers for."""

    member: str
    register: str  # the name of the register in the node's settings
    options: Mapping[str, str]  # of the adapter; a path counts from the member's folder
    casework: Mapping[str, str]
    release: Mapping[str, str]
    answers_for: Iterable[str] = ()

    @property
    def name(self) -> str:
        """The state's name."""
        return NAMES[self.member]


def lay_out(
    folder: Path, plans: Iterable[MemberPlan], *, now_ms: int, random: Callable[[int], bytes]
) -> Region:
    """Writes everything but the registers; the region with its keys in hand."""
    known = list(plans)
    region = build_region(
        now_ms=now_ms,
        random=random,
        members=[plan.member for plan in known],
        answers_for={plan.member: plan.answers_for for plan in known},
        policy={"witness_quorum": 2},
        secretariat=known[0].member,
    )
    region.write(folder)
    (folder / "hub" / "hub.toml").write_text(_HUB, "utf-8")
    for plan in known:
        settings = _NODE.format(
            member=plan.member,
            register=plan.register,
            options=_table(plan.options),
            casework=_table(plan.casework),
            release=_table(plan.release),
        )
        (folder / plan.member / "node.toml").write_text(settings, "utf-8")
    return region


def _table(options: Mapping[str, str]) -> str:
    return "\n".join(f"{key} = '{value}'" for key, value in options.items())
