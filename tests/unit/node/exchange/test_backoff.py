from node.exchange.backoff import Backoff


def test_it_grows_to_its_cap_and_starts_anew() -> None:
    longest = Backoff(random=lambda size: b"\xff" * size, first_s=1, cap_s=4)
    assert [round(longest.next_s(), 6) for _ in range(4)] == [1, 2, 4, 4]
    longest.reset()
    assert round(longest.next_s(), 6) == 1


def test_it_never_waits_less_than_half() -> None:
    assert Backoff(random=bytes, first_s=1, cap_s=4).next_s() == 0.5
