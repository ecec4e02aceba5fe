import pytest
from markupsafe import Markup
from pictures import caption, parsed, texts

from accord.pages.charts import bars, share, trend
from accord.pages.charts.cells import Cell, Group, Series
from accord.pages.charts.svg import fitting
from accord.pages.charts.table import Table, details

HIDDEN = Cell(value=3, shown="< 5", hidden=True)
GROUPS = [
    Group(
        label="Found", cells=[Cell(value=20, shown="20"), Cell(value=10, shown="10")], total="30"
    ),
    Group(label="Seized", cells=[Cell(value=40, shown="40"), HIDDEN]),
    Group(label="Surrendered", cells=[Cell(value=None, shown="no data"), Cell(value=0, shown="0")]),
]
SERIES = [Series(label="Traced"), Series(label="Pending", pale=True)]


def _widths(drawn: object, mark: str) -> list[float]:
    root = parsed(drawn)  # type: ignore[arg-type]
    marked = [one for one in root.iter() if mark in one.get("class", "").split()]
    return [float(one.attrib["width"]) for one in marked if "rx" not in one.attrib]


def test_a_bar_is_as_long_as_its_value() -> None:
    short, long = _widths(bars.bars(GROUPS, caption()), "c-fill")
    assert long + 1 == pytest.approx(2 * (short + 1), abs=0.2)


def test_a_small_cell_is_hatched_and_its_size_is_not_its_value() -> None:
    for value in (1, 4):
        cell = Cell(value=value, shown="< 5", hidden=True)
        groups = [
            Group(label="a", cells=[cell]),
            Group(label="b", cells=[Cell(value=9, shown="9")]),
        ]
        drawn = bars.bars(groups, caption())
        assert _widths(drawn, "c-hidden") == [14]
        assert "< 5" in texts(drawn)
        assert str(value) not in " ".join(texts(drawn)).replace("< 5", "")


def test_what_is_not_known_has_no_bar_but_its_words() -> None:
    assert "no data" in texts(bars.bars(GROUPS, caption()))
    assert "no data" in texts(bars.grouped(SERIES, GROUPS, caption()))


def test_stacks_show_their_totals() -> None:
    assert "30" in texts(bars.stacked(SERIES, GROUPS, caption()))


def test_bars_are_a_table_with_totals_where_there_are_any() -> None:
    made = bars.table(GROUPS, ["How", "Traced", "Pending", "All"])
    assert made.rows[0] == ("Found", "20", "10", "30")
    assert made.rows[1] == ("Seized", "40", "< 5", "")
    assert bars.described(SERIES, GROUPS)[1] == "Seized · Traced: 40 · Pending: < 5"


def test_a_period_without_a_value_breaks_the_line() -> None:
    cells = [Cell(value=value, shown=str(value)) for value in (1, 2, None, 4, 5, None, 7)]
    line = trend.Trend(
        periods=list("abcdefg"), lines=[(SERIES[0], cells)], ticks=[(0, "0"), (10, "10")]
    )
    drawn = trend.trend(line, caption())
    paths = [one for one in parsed(drawn).iter() if "c-stroke" in one.get("class", "")]
    assert len(paths) == 2
    assert "7" in texts(drawn)
    two = trend.Trend(periods=line.periods, lines=[*line.lines, (SERIES[1], cells[:2])])
    assert "7 · Traced" in texts(trend.trend(two, caption()))
    assert trend.table(line, ["When", "Traced"]).rows[2] == ("c", "None")


def test_a_share_is_drawn_in_proportion_and_says_each_part() -> None:
    parts = [
        share.Part(series=SERIES[0], cell=Cell(value=30, shown="30")),
        share.Part(
            series=Series(label="Not traced", tone="quiet"), cell=Cell(value=70, shown="70")
        ),
        share.Part(series=SERIES[1], cell=HIDDEN),
    ]
    drawn = share.share(parts, caption(), headline="30 %", said="traced")
    assert {"30 %", "traced", "30", "70", "< 5", "Not traced"} <= set(texts(drawn))
    wide = [float(one.attrib["width"]) for one in parsed(drawn).iter() if one.get("rx") == "1.5"]
    assert (wide[0] + 2) / (wide[1] + 2) == pytest.approx(30 / 70, abs=0.01)
    assert share.table(parts, ["Part", "Arms"]).rows[2] == ("Pending", "< 5")


def test_a_share_of_hidden_parts_only_is_a_sentence() -> None:
    assert "chart-empty" in share.share([share.Part(series=SERIES[0], cell=HIDDEN)], caption())


def test_a_table_is_folded_away_with_its_headings_and_escaped() -> None:
    made = details(Table(headings=["<b>"], rows=[("<i>", "\u202ex")]), "As a table")
    assert '<th scope="col">&lt;b&gt;</th>' in made
    assert '<th scope="row"><bdi>&lt;i&gt;</bdi></th>' in made
    assert "⟨U+202E⟩x" in made
    assert "<summary>As a table</summary>" in made
    assert 'tabindex="0" role="group" aria-label="As a table"' in made


def test_one_of_two_orientations_is_shown_and_one_sentence_of_nothing() -> None:
    one, other = Markup("<svg>a</svg>"), Markup("<svg>b</svg>")
    assert fitting(one, other) == '<div class="chart-pair"><svg>a</svg><svg>b</svg></div>'
    assert fitting(one, one) == one
