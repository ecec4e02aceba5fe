"""Against the vectors of Certificate Transparency, and RFC 6962 written out plainly."""

from hashlib import sha256

import pytest

from accord import merkle
from accord.errors import VerificationError
from accord.log.growth import Growth

# The eight entries and the root after each, as published with Certificate Transparency.
VECTORS = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    (
        "606162636465666768696a6b6c6d6e6f",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ),
]
LEAVES = [merkle.leaf_hash(bytes([index])) for index in range(80)]


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH, section 2.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    cut = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + plain_root(leaves[:cut]) + plain_root(leaves[cut:])).digest()


def plain_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH, section 2.1.1."""
    if len(leaves) == 1:
        return []
    cut = 1 << (len(leaves) - 1).bit_length() - 1
    if index < cut:
        return [*plain_path(index, leaves[:cut]), plain_root(leaves[cut:])]
    return [*plain_path(index - cut, leaves[cut:]), plain_root(leaves[:cut])]


def test_the_published_roots() -> None:
    leaves, growth = [], Growth()
    for entry, root in VECTORS:
        leaf = merkle.leaf_hash(bytes.fromhex(entry))
        leaves.append(leaf)
        growth.append([leaf])
        assert merkle.Tree(leaves).root.hex() == growth.root.hex() == root


def test_the_empty_tree() -> None:
    assert merkle.Tree([]).root == Growth().root == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, len(LEAVES) + 1))
def test_every_path_of_every_size_is_the_one_defined_and_leads_to_the_root(size: int) -> None:
    leaves = LEAVES[:size]
    tree, root = merkle.Tree(leaves), plain_root(leaves)
    assert tree.root == root
    for index, leaf in enumerate(leaves):
        path = tree.path(index)
        assert path == plain_path(index, leaves)
        assert merkle.root_from_path(leaf, index, size, path) == root


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 33])
def test_a_path_proves_no_other_leaf_place_or_length(size: int) -> None:
    tree = merkle.Tree(LEAVES[:size])
    for index in range(size):
        path = tree.path(index)
        assert merkle.root_from_path(LEAVES[-1], index, size, path) != tree.root
        for changed in range(len(path)):
            wrong = [*path[:changed], bytes(32), *path[changed + 1 :]]
            assert merkle.root_from_path(LEAVES[index], index, size, wrong) != tree.root
        with pytest.raises(VerificationError, match="fit"):
            merkle.root_from_path(LEAVES[index], index, size, [*path, bytes(32)])


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0)])
def test_an_index_outside_the_tree_is_refused(index: int, size: int) -> None:
    with pytest.raises(VerificationError, match="outside"):
        merkle.root_from_path(LEAVES[0], index, size, [])
