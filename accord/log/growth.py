"""Growth: the append side of the log, in memory that grows with the logarithm of its size."""

from collections.abc import Sequence

from accord.errors import FormatError
from accord.log.tiles import HASH, WIDTH
from accord.merkle import EMPTY_ROOT, Tree


class Growth:
    """The log's size and, for each level, the tile that is being filled."""

    def __init__(self, size: int = 0, edge: Sequence[bytes] = ()) -> None:
        """Takes the partial tile of each level, lowest first; empty where the level is even.

        Raises:
            FormatError: a tile is not as wide as the size says.
        """
        if size < 0:
            raise FormatError("log.edge", "a log's size is not negative")
        widths: list[int] = []
        while size >> 8 * len(widths):
            widths.append((size >> 8 * len(widths)) % WIDTH)
        if [len(tile) for tile in edge] != [HASH * width for width in widths]:
            raise FormatError("log.edge", "the log's last tiles do not fit its size")
        self.size = size
        self._edge = [bytearray(tile) for tile in edge]

    def copy(self) -> "Growth":
        """The same state, to be tried out."""
        return Growth(self.size, [bytes(tile) for tile in self._edge])

    def append(self, leaves: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
        """Adds leaf hashes; the tiles that changed, by level and index, as they are now."""
        changed: dict[tuple[int, int], bytes] = {}
        for leaf in leaves:
            self._add(0, leaf, changed)
            self.size += 1
        for level, tile in enumerate(self._edge):
            if tile:
                index = (self.size >> 8 * level) // WIDTH
                if (level, index) in changed:
                    changed[level, index] = bytes(tile)
        return changed

    def _add(self, level: int, value: bytes, changed: dict[tuple[int, int], bytes]) -> None:
        if level == len(self._edge):
            self._edge.append(bytearray())
        tile = self._edge[level]
        tile += value
        count = (self.size + 1) >> 8 * level  # hashes of this level, this one among them
        place = level, (count - 1) // WIDTH
        changed[place] = b""  # set at the end, if it is still being filled
        if len(tile) == HASH * WIDTH:
            changed[place] = bytes(tile)
            root = Tree([bytes(tile[at : at + HASH]) for at in range(0, len(tile), HASH)]).root
            tile.clear()
            self._add(level + 1, root, changed)

    @property
    def root(self) -> bytes:
        """The root over all leaves (RFC 6962, section 2.1)."""
        root: bytes | None = None
        for tile in self._edge:
            level = [bytes(tile[at : at + HASH]) for at in range(0, len(tile), HASH)]
            if root is not None:
                level.append(root)
            if level:
                root = Tree(level).root
        return EMPTY_ROOT if root is None else root
