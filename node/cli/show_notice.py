"""Notices as an officer reads them: what is in force, who has applied it, what was hit."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.cases.notice_codes import NoticeState
from node.api.notices import Distributed, NoticeList
from node.cli.render import facts, grid, where_any
from node.cli.show_case import firearm, timeline
from node.cli.show_hit import hit_rows
from node.cli.text import instant, listed, span, words
from node.notices.views import MemberApplied, NoticeDetail, NoticeVersion

_STYLES = {
    NoticeState.ACTIVE: "green",
    NoticeState.REVIEW_DUE: "bold yellow",
    NoticeState.SUSPENDED: "bold yellow",
    NoticeState.RECOVERED_PENDING: "bold cyan",
    NoticeState.CANCELLED: "red",
}
_COMMANDS = {
    "PUBLISH": "publish",
    "VALIDATE": "validate",
    "CLEAR": "clear",
}


def notices(page: NoticeList) -> RenderableType:
    """The list of notices."""
    if not page.notices:
        return Text("No notices.")
    return grid(
        "Notices",
        ("notice", "owner", "version", "state", "type", "weapon", "asks for", "caveats"),
        (
            (
                row.notice_id,
                row.owner,
                str(row.version or "-"),
                state(row.state),
                words(row.type),
                row.weapon,
                words(row.requested_action),
                listed(tuple(caveat.partition(":")[0] for caveat in row.caveats)),
            )
            for row in page.notices
        ),
    )


def notice(detail: NoticeDetail) -> RenderableType:
    """Everything about one notice."""
    summary, said = detail.summary, detail.notice
    distribution = words(said.distribution or "")
    parts: list[RenderableType] = [
        Text.assemble(
            ("Notice ", "bold"),
            (summary.notice_id, "bold cyan"),
            f"  version {summary.version}  ",
            state(summary.state),
        ),
        facts(
            [
                ("owner", summary.owner),
                ("notice of", words(said.type)),
                ("weapon", summary.weapon),
                *firearm(said.firearm),
                ("lost", span(said.lost_from, said.lost_to)),
                ("discovered", str(said.discovered or "-")),
                ("reported", str(said.reported or "-")),
                ("where", f"{said.loss_state} {said.loss_place}".strip()),
                ("held by", words(said.holder_class or "")),
                ("asks for", words(said.requested_action or "")),
                ("caution", " ".join((*map(words, said.cautions), said.caution_text)).strip()),
                ("case", said.preamble.case_reference),
                ("legal basis", said.legal_basis),
                ("review", str(said.review_date or "-")),
                ("kept until", str(said.retained_until or "-")),
                ("goes to", listed(said.audience) if said.audience else distribution),
                ("group", said.audience_group),
                ("cancelled because", words(said.cancel_reason or "")),
                ("reason", said.reason),
                ("from register", summary.origin),
            ]
        ),
        *(Text(f"Caveat: {caveat}", style="bold yellow") for caveat in summary.caveats),
        *(Text(f"Also noticed as {one}", style="bold yellow") for one in detail.conflicts),
        *where_any(_versions(detail.versions)),
        *where_any(_matrix(detail.matrix)),
        *where_any(hit_rows(detail.hits)),
        *where_any(timeline(detail.timeline)),
    ]
    if detail.waits_for_second:
        parts.append(Text(f"{detail.waits_for_second} has asked; a second person must ask too"))
    if step := next((_COMMANDS[one] for one in detail.allowed if one in _COMMANDS), ""):
        parts.append(
            Text.assemble(("Next: ", "bold"), f"accord-node notices {step} {summary.notice_id}")
        )
    return Group(*parts)


def distributed(sent: Distributed) -> RenderableType:
    """Whom a distribution reaches."""
    return Text(f"Sent to {listed(sent.members)}" if sent.members else "Nobody lacks it.")


def state(value: NoticeState) -> Text:
    """Where a notice stands, in words and colour."""
    return Text(words(value), style=_STYLES.get(value, ""))


def _versions(versions: tuple[NoticeVersion, ...]) -> Table:
    return grid(
        "Versions",
        ("version", "act", "state", "when", "reason"),
        (
            (
                str(one.version),
                words(one.act),
                words(one.state),
                instant(one.at_ms),
                one.notice.reason,
            )
            for one in versions
        ),
    )


def _matrix(members: tuple[MemberApplied, ...]) -> Table:
    return grid(
        "Applied by",
        ("member", "sent", "status", "applied", "since", "registers searched"),
        (
            (
                one.member,
                str(one.sent_version or "-"),
                words(one.status) or "-",
                Text(str(one.applied_version or "-"), style="green" if one.current else "bold red"),
                instant(one.applied_ms),
                listed(
                    tuple(
                        f"{register.register} (version {register.version},"
                        f" {instant(register.searched_ms)})"
                        for register in one.registers
                    )
                ),
            )
            for one in members
        ),
    )
