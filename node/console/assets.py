"""Style sheets and scripts: ours alone, read once, under addresses that hold their digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from aiohttp import web

from accord.pages import headers

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    address: str
    content: bytes
    media_type: str


def load(base: str) -> Mapping[str, Asset]:
    """The files of accord/pages/static by name."""
    found = {}
    for file in files("accord.pages").joinpath("static").iterdir():
        suffix = file.name[file.name.rfind(".") :]
        if suffix in _TYPES:
            content = file.read_bytes()
            address = f"{base}/static/{sha256(content).hexdigest()[:16]}/{file.name}"
            found[file.name] = Asset(address, content, _TYPES[suffix])
    return found


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
