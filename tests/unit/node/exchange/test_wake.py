import asyncio
import threading

from node.exchange.wake import Wake


def test_it_starts_awake_and_then_sleeps_until_a_thread_wakes_it() -> None:
    async def story() -> None:
        wake = Wake()
        wake.bind()
        await asyncio.wait_for(wake.wait(), 5)
        waiting = asyncio.create_task(wake.wait())
        await asyncio.sleep(0)
        assert not waiting.done()
        threading.Thread(target=wake.set).start()
        await asyncio.wait_for(waiting, 5)

    asyncio.run(story())


def test_after_the_loop_has_ended_it_does_no_harm() -> None:
    wake = Wake()

    async def bind() -> None:
        wake.bind()

    asyncio.run(bind())
    wake.set()
