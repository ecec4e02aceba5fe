"""Style sheets and scripts: ours alone, read once, under addresses that hold their digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

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
