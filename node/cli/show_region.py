"""The region's figures, as the secretariat and everybody else read them."""

from dataclasses import replace

from rich.console import Group, RenderableType
from rich.text import Text

from node.api.statistics_bodies import PublicationList
from node.cli import show_statistics
from node.cli.render import facts, grid, where_any
from node.cli.text import instant, listed, words
from node.statistics.views import MirrorView, PublicationView, RegionalDetail


def region(found: RegionalDetail) -> RenderableType:
    """Sums over all returns, and what came when."""
    return Group(
        show_statistics.sdg(found.sdg, f"SDG 16.4.2 of the region, {found.year}"),
        states(found),
        facts(
            (
                ("without data, and not published", listed(found.without_data)),
                ("returns are awaited until", _awaited(found)),
            )
        ),
        show_statistics.collected(found.collected),
        *show_statistics.ratios(found.indicators),
        *show_statistics.times(found.times),
        *show_statistics.kpis(found.kpis),
        *where_any(
            grid(
                "Returns",
                ("State", "version", "received", "decision", "doubts", "counts"),
                (
                    (
                        one.state,
                        str(one.version),
                        instant(one.received_ms),
                        words(one.decision),
                        one.query,
                        "yes" if one.counted else "",
                    )
                    for one in found.received
                ),
            )
        ),
        *where_any(
            grid(
                "Compilations",
                ("version", "state", "compiled", "by", "published", "by"),
                (
                    (
                        str(one.version),
                        words(one.state),
                        instant(one.compiled_ms),
                        one.compiled_by,
                        instant(one.published_ms),
                        one.published_by,
                    )
                    for one in found.compilations
                ),
            )
        ),
    )


def _awaited(found: RegionalDetail) -> Text:
    late = "; overdue" if found.overdue else ""
    return Text(f"{found.awaited_until}{late}", style="bold red" if late else "")


def states(found: RegionalDetail) -> RenderableType:
    """Each State's part in the region's value."""
    parts = [replace(one.proportion, arms=one.state) for one in found.states]
    return show_statistics.proportions("Its States", parts, column="State")


def publication(found: PublicationView) -> RenderableType:
    """What everybody reads: small counts are hidden."""
    value = "-" if found.percent is None else f"{found.percent:g} %"
    return Group(
        facts(
            (
                ("region", found.region),
                ("year", f"{found.year}, version {found.version}"),
                ("SDG 16.4.2", value),
                ("reporting", listed(found.reporting)),
                ("without data", listed(found.without_data)),
                ("hidden", f"counts below {found.smallest_shown}, and what would give them away"),
            )
        ),
        grid(
            "Figures",
            ("State", "series", "codes", "value"),
            (
                (
                    one.state or "region",
                    words(one.series),
                    ", ".join(words(key.value) for key in one.keys),
                    "hidden" if one.hidden else str(one.value),
                )
                for one in found.figures
            ),
        ),
    )


def publications(found: PublicationList) -> RenderableType:
    """All that was published of a year."""
    if not found.publications:
        return Text("nothing is published of this year yet")
    return Group(*map(publication, found.publications))


def mirror(found: MirrorView) -> RenderableType:
    """Both ends of each flow."""
    return grid(
        f"Exports and imports: {len(found.differences)} differences",
        ("exporter", "importer", "category", "exported", "imported", "difference"),
        (
            (
                one.exporter,
                one.importer,
                one.category,
                "no return" if one.exported is None else str(one.exported),
                "no return" if one.imported is None else str(one.imported),
                "" if not one.difference else Text(f"{one.difference:+d}", style="bold red"),
            )
            for one in found.lines
        ),
    )
