"""The hub's log as an operator reads it."""

from rich.console import Group, RenderableType
from rich.text import Text

from node.cli.render import facts, grid, where_any
from node.cli.text import instant
from node.log.views import AlarmView, CheckpointView, LogView


def log(view: LogView) -> RenderableType:
    """Where the log stands, what is still to be shown, and every alarm."""
    return Group(
        facts(
            [
                ("log", view.origin if view.watched else f"{view.origin}, not watched"),
                ("last seen", instant(view.seen_ms)),
                ("believed", _checkpoint(view.believed)),
                ("witnessed", _checkpoint(view.witnessed)),
                ("cosigned here", _checkpoint(view.cosigned)),
                ("witnesses", f"{', '.join(view.witnesses)}; {view.quorum} must cosign"),
                ("not yet logged", str(view.accepted)),
                ("not yet witnessed", str(view.logged)),
                ("overdue", Text(str(view.overdue), "bold red") if view.overdue else ""),
                ("a peer is ahead", f"at {view.ahead}" if view.ahead else ""),
                ("trouble", f"{view.fault_text} [{view.fault}]" if view.fault else ""),
            ]
        ),
        *where_any(
            grid(
                "Alarms",
                ("no.", "", "raised", "shown by", "code", "what to do"),
                (
                    (
                        str(one.number),
                        _standing(one),
                        instant(one.raised_ms),
                        one.source,
                        one.code,
                        f"{one.remedy}; proof: accord-node log proof {one.number} FILE"
                        if not one.reason
                        else f"resumed: {one.reason}",
                    )
                    for one in view.alarms
                ),
            )
        ),
    )


def _standing(alarm: AlarmView) -> Text:
    if alarm.standing:
        return Text("NOTHING IS SENT", style="bold red")
    return Text("on record", style="dim")


def _checkpoint(found: CheckpointView | None) -> str:
    if found is None:
        return ""
    by = f", cosigned by {', '.join(found.cosigned_by)}" if found.cosigned_by else ""
    return f"{found.size} statements, {instant(found.at_ms)}{by}, root {found.root.hex()[:16]}"
