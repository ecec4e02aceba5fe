from dataclasses import replace

import pytest
from certificate_samples import DAY_MS, NOW_MS, SIGNATORY, day_ms

from accord.cases.certificate_codes import SignatoryPower, SignatoryStatus
from accord.cases.signatory import Signatory, SignatoryEvent, authorised, changed, status_at
from accord.errors import PolicyError, TransitionError

EUC = SignatoryPower.END_USER_CERTIFICATE


def after(
    signatory: Signatory, event: SignatoryEvent, at_ms: int, effective_ms: int | None = None
) -> Signatory:
    since_ms = at_ms if effective_ms is None else effective_ms
    return changed(
        signatory, event, effective_from_ms=since_ms, recorded_ms=at_ms, reason="because"
    )


def test_authority_is_judged_as_at_the_signature_and_not_as_at_today() -> None:
    suspended = after(SIGNATORY, SignatoryEvent.SUSPEND, day_ms(2026, 2, 1))
    back = after(suspended, SignatoryEvent.REINSTATE, day_ms(2026, 2, 15))
    assert authorised(back, EUC, day_ms(2026, 1, 31))
    assert not authorised(back, EUC, day_ms(2026, 2, 7))
    assert authorised(back, EUC, day_ms(2026, 2, 20))


def test_an_official_who_is_only_entered_may_not_sign_yet() -> None:
    pending = replace(SIGNATORY, changes=SIGNATORY.changes[:1])
    assert pending.status is SignatoryStatus.PENDING
    assert not authorised(pending, EUC, NOW_MS)


def test_authority_begins_and_ends_with_the_appointment() -> None:
    ended = replace(SIGNATORY, valid_to_ms=day_ms(2026, 1, 1))
    assert authorised(ended, EUC, day_ms(2026, 1, 1) - 1)
    assert not authorised(ended, EUC, day_ms(2026, 1, 1))
    assert not authorised(SIGNATORY, EUC, day_ms(2024, 12, 31))


def test_a_power_is_not_another_power() -> None:
    assert not authorised(SIGNATORY, SignatoryPower.EXPORT, NOW_MS)


def test_a_revocation_may_reach_back_behind_a_later_reinstatement() -> None:
    suspended = after(SIGNATORY, SignatoryEvent.SUSPEND, day_ms(2026, 2, 1))
    back = after(suspended, SignatoryEvent.REINSTATE, day_ms(2026, 2, 15))
    revoked = after(back, SignatoryEvent.REVOKE, NOW_MS, day_ms(2026, 1, 10))
    assert authorised(revoked, EUC, day_ms(2026, 1, 9))
    assert status_at(revoked.changes, day_ms(2026, 2, 20)) is SignatoryStatus.REVOKED
    assert revoked.revoked_from_ms == day_ms(2026, 1, 10)


def test_a_revocation_is_final() -> None:
    revoked = after(SIGNATORY, SignatoryEvent.REVOKE, NOW_MS)
    with pytest.raises(TransitionError, match="nothing: this state is final"):
        after(revoked, SignatoryEvent.REINSTATE, NOW_MS + DAY_MS)


@pytest.mark.parametrize(
    ("event", "effective_ms"),
    [
        (SignatoryEvent.SUSPEND, NOW_MS - DAY_MS),
        (SignatoryEvent.SUSPEND, NOW_MS + DAY_MS),
        (SignatoryEvent.REVOKE, NOW_MS + DAY_MS),
    ],
)
def test_only_a_revocation_reaches_back_and_nothing_reaches_ahead(
    event: SignatoryEvent, effective_ms: int
) -> None:
    with pytest.raises(PolicyError) as caught:
        after(SIGNATORY, event, NOW_MS, effective_ms)
    assert caught.value.code == "signatory.effective_from"


def test_every_change_stays_in_the_entry() -> None:
    revoked = after(SIGNATORY, SignatoryEvent.REVOKE, NOW_MS, day_ms(2026, 1, 10))
    assert revoked.changes[:-1] == SIGNATORY.changes
    assert revoked.changes[-1].recorded_ms == NOW_MS
