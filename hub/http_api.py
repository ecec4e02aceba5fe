"""Health and metrics over plain HTTP, for the operator's own network."""

from collections.abc import Callable

from aiohttp import web

from hub.metrics import Metrics


def make_app(
    metrics: Metrics,
    reasons_not_ready: Callable[[], list[str]],
    log_state: Callable[[], dict[str, object]],
) -> web.Application:
    """`/healthz` (alive), `/readyz` (takes messages, or the codes why not), `/metrics`, `/log`."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        reasons = reasons_not_ready()
        body = {"ready": not reasons, "reasons": reasons}
        return web.json_response(body, status=503 if reasons else 200)

    async def numbers(_: web.Request) -> web.Response:
        content_type = "text/plain; version=0.0.4; charset=utf-8"
        return web.Response(body=metrics.text(), headers={"Content-Type": content_type})

    async def log(_: web.Request) -> web.Response:
        return web.json_response(log_state())

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", numbers)
    app.router.add_get("/log", log)
    return app
