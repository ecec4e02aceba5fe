"""Serves the style sheets and scripts of the pages."""

from collections.abc import Mapping

from aiohttp import web

from accord.pages import headers
from accord.pages.assets import Asset


def serve(app: web.Application, assets: Mapping[str, Asset]) -> None:
    """Adds the route; another digest than today's is another file and not here."""

    async def give(request: web.Request) -> web.Response:
        asset = assets.get(request.match_info["name"])
        if asset is None or not asset.address.endswith(request.path.partition("/static")[2]):
            raise web.HTTPNotFound
        response = web.Response(
            body=asset.content,
            content_type=asset.media_type,
            charset="utf-8",
            headers=headers.STATIC,
        )
        response.enable_compression()
        return response

    app.router.add_get("/static/{digest}/{name}", give, name="static")
