from accord.testing.clock import ManualClock
from hub.lanes import MAX_FRAME_BYTES, LaneQueue
from hub.ledger import Item, ReceiptAt

NOW = ManualClock().now_ms()


def item(position: int, *, size: int = 1, not_after_ms: int | None = None) -> Item:
    return Item(position, bytes(size), ReceiptAt(1, position), not_after_ms)


def positions(items: list[Item]) -> list[int]:
    return [one.position for one in items]


class TestLaneQueue:
    def live(self) -> LaneQueue:
        queue = LaneQueue()
        queue.behind = False
        return queue

    def test_hands_out_in_order_and_once(self) -> None:
        queue = self.live()
        for position in (3, 5, 9):
            queue.offer(item(position))
        assert positions(queue.take(2, NOW)) == [3, 5]
        queue.offer(item(5))
        assert positions(queue.take(9, NOW)) == [9]

    def test_bounds_a_frame_by_bytes(self) -> None:
        queue = self.live()
        for position in range(1, 6):
            queue.offer(item(position, size=MAX_FRAME_BYTES // 2))
        assert positions(queue.take(9, NOW)) == [1, 2]

    def test_leaves_out_what_expired_in_memory(self) -> None:
        queue = self.live()
        queue.offer(item(1, not_after_ms=NOW))
        queue.offer(item(2, not_after_ms=NOW + 1))
        assert positions(queue.take(9, NOW)) == [2]
        assert queue.sent == 2

    def test_gives_memory_back_and_falls_behind_when_nobody_takes(self) -> None:
        queue = self.live()
        for position in range(1, 10_001):
            queue.offer(item(position))
        assert queue.behind
        assert queue.waiting <= 2_048
        big = self.live()
        for position in range(1, 100):
            big.offer(item(position, size=1 << 20))
        assert big.behind
        assert big.waiting <= 9

    def test_drops_from_memory_what_the_ledger_gave(self) -> None:
        queue = LaneQueue()
        queue.offer(item(7))
        queue.offer(item(8))
        read = [item(3), item(4, not_after_ms=NOW), item(7)]
        assert positions(queue.caught_up(read, NOW)) == [3, 7]
        assert queue.behind
        assert positions(queue.take(9, NOW)) == [8]
