"""Opens the adapters that the node's settings name, through their entry points."""

from collections.abc import Mapping
from importlib.metadata import entry_points

from accord.adapter import Adapter, OpenAdapter
from accord.errors import FormatError
from node.config import RegistryConfig

GROUP = "accord.adapters"


def open_adapter(registry: RegistryConfig) -> Adapter:
    """The adapter of one `[registry.NAME]`.

    Raises:
        FormatError: no installed distribution offers an adapter of this name.
        BadData: an option is missing or wrong, or the mapping is.
    """
    known = entry_points(group=GROUP)
    if registry.adapter not in known.names:
        installed = ", ".join(sorted(known.names))
        raise FormatError("adapter.unknown", f"adapter must be one of those installed: {installed}")
    opener: OpenAdapter = known[registry.adapter].load()
    return opener(registry.settings)


def open_adapters(registries: Mapping[str, RegistryConfig]) -> Mapping[str, Adapter]:
    """Every configured adapter by its name; all or none.

    Raises:
        FormatError, BadData: as for `open_adapter`.
    """
    opened: dict[str, Adapter] = {}
    try:
        for name, registry in registries.items():
            opened[name] = open_adapter(registry)
    except BaseException:
        for adapter in opened.values():
            adapter.close()
        raise
    return opened
