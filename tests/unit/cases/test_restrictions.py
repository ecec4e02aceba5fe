import pytest

from accord.cases.codes import UseRestriction
from accord.cases.restrictions import Use, blocking, check_use, combined
from accord.errors import PolicyError

R = UseRestriction


def test_r3_blocks_forwarding_and_export_until_the_provider_consents() -> None:
    for use in (Use.FORWARD, Use.EXPORT):
        with pytest.raises(PolicyError) as caught:
            check_use((R.R1, R.R3), use)
        assert caught.value.code == "restriction.r3"
        assert "consent" in caught.value.text
        check_use((R.R1, R.R3), use, consent=True)


def test_nothing_is_blocked_where_no_restriction_is_stated() -> None:
    assert not any(blocking((R.R0,), use) for use in Use)


@pytest.mark.parametrize(
    ("code", "use"),
    [
        (R.R1, Use.SHOW_UNDESIGNATED),
        (R.R2, Use.OTHER_PURPOSE),
        (R.R3, Use.FORWARD),
        (R.R4, Use.PUBLISH),
        (R.R5, Use.COURT_EVIDENCE),
        (R.R6, Use.KEEP_AFTER_CLOSE),
        (R.R7, Use.COMPELLED_DISCLOSURE),
    ],
)
def test_each_restriction_forbids_its_use(code: UseRestriction, use: Use) -> None:
    assert blocking((code,), use) == (code,)
    with pytest.raises(PolicyError, match=f"use restriction {code}"):
        check_use((code,), use)


def test_consent_does_not_lift_what_binds_the_recipient_itself() -> None:
    assert blocking((R.R2,), Use.OTHER_PURPOSE, consent=True) == (R.R2,)


def test_data_from_two_answers_carries_the_restrictions_of_both() -> None:
    assert combined([(R.R3,), (R.R0,), (R.R1, R.R3)]) == (R.R1, R.R3)
    assert combined([(R.R0,), (R.R0,)]) == (R.R0,)
    assert combined([]) == (R.R0,)
