"""Whatever stands in a file, it is a mapping or is refused with its place."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from accord.errors import BadData
from adapters.mapping import read_mapping

VOCABULARY = """
register record_holder REGISTRY source table id joins keys form exact header auto tables types rows
record_id firearm type maker_text marks kind MANUFACTURER_SERIAL text Serial chain event SEIZED role
POLICE state BR column columns value formats %d/%m/%Y when equals each many yes on next_state reason
country_of_manufacture documents year_of_manufacture
"""
WORDS = st.sampled_from(sorted(VOCABULARY.split()))
SCALARS = st.one_of(WORDS, st.text(max_size=8), st.none(), st.booleans(), st.integers())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=6)),
    max_leaves=20,
)


def is_read_or_refused(data: bytes) -> None:
    problem = None
    try:
        assert read_mapping(data, "any.yaml").marks
    except BadData as error:
        problem = error
    assert problem is None or problem.code.startswith("mapping.")
    assert problem is None or problem.text.startswith("any.yaml:")


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    is_read_or_refused(data)


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    is_read_or_refused(text.encode("utf-8", "surrogatepass"))


@given(TREES)
def test_any_tree_of_our_words(tree: object) -> None:
    is_read_or_refused(yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass"))


@given(
    st.fixed_dictionaries(
        {
            "register": SCALARS,
            "record_holder": st.just("REGISTRY"),
            "source": st.just({}),
            "record_id": st.just("Id"),
            "marks": st.just([{"kind": "MANUFACTURER_SERIAL", "text": "Serial"}]),
        },
        optional={
            "tables": TREES,
            "rows": TREES,
            "firearm": TREES,
            "chain": TREES,
            "next_state": TREES,
            "status": TREES,
            "documents": TREES,
        },
    )
)
def test_any_section_beside_good_ones(tree: dict[str, object]) -> None:
    is_read_or_refused(yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass"))
