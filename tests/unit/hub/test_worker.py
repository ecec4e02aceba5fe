import threading

from hub.worker import Worker


def test_what_gathers_during_the_work_forms_the_next_group() -> None:
    groups: list[list[int]] = []
    started, go_on = threading.Event(), threading.Event()

    def work(group: list[int]) -> None:
        groups.append(group)
        started.set()
        go_on.wait(5)

    worker = Worker("test", work, lambda _: 1, most=3)
    worker.put(0)
    assert started.wait(5)
    for number in range(1, 6):
        worker.put(number)
    go_on.set()
    worker.close()
    assert groups == [[0], [1, 2, 3], [4, 5]]


def test_weight_bounds_a_group() -> None:
    groups: list[list[int]] = []
    gate = threading.Event()

    def work(group: list[int]) -> None:
        gate.wait(5)
        groups.append(group)

    worker = Worker("test", work, lambda item: item, most=10)
    for item in (1, 9, 9, 9, 1):
        worker.put(item)
    gate.set()
    worker.close()
    assert [item for group in groups for item in group] == [1, 9, 9, 9, 1]
    assert all(sum(group[:-1]) < 10 for group in groups)
