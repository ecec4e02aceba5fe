"""The example in TypeScript passes the kit that every adapter passes, as a process of its own."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from accord.adapter import Adapter, RegistryRecord, Settings
from accord.errors import BadData
from accord.testing.adapter_kit import AdapterKit
from node.registry.sidecar import open_adapter


def arm(record: RegistryRecord, changed: int) -> dict[str, Any]:
    firearm = record.firearm
    return {
        "id": record.record_id,
        "serial": firearm.marks[0].text,
        "maker": firearm.maker_text,
        "model": firearm.model_text,
        "calibre": firearm.calibre_text,
        "changed": changed,
    }


@pytest.fixture(scope="module")
def running(
    sidecar: list[str | Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """A sidecar's register file and its address."""
    file = tmp_path_factory.mktemp("register") / "register.json"
    process = subprocess.Popen([*sidecar, file], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield file, process.stdout.readline().strip()
    process.terminate()
    process.wait()
    process.stdout.close()


class TestTypeScript(AdapterKit):
    @pytest.fixture(autouse=True)
    def _sidecar(self, running: tuple[Path, str]) -> None:
        self.file, self.address = running

    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        self.save([arm(one, 1) for one in records])
        return open_adapter(Settings(options={"address": self.address}, base=folder))

    def make_away(self, folder: Path) -> Adapter:
        options = {"address": f"unix:{folder}/nobody.sock", "timeout": "0.5"}
        return open_adapter(Settings(options=options, base=folder))

    def change(self, adapter: Adapter, record: RegistryRecord, folder: Path) -> None:
        arms = json.loads(self.file.read_text("utf-8"))
        newest = max(one["changed"] for one in arms)
        for one in arms:
            if one["id"] == record.record_id:
                one["changed"] = newest + 1
        self.save(arms)

    def save(self, arms: list[dict[str, Any]]) -> None:
        fresh = self.file.with_name("fresh")
        fresh.write_text(json.dumps(arms), "utf-8")
        fresh.replace(self.file)


@pytest.mark.parametrize("address", ["", "register.example:50061", "192.0.2.1:50061", "unix:x"])
def test_a_sidecar_elsewhere_is_not_called(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="address"):
        open_adapter(Settings(options={"address": address}, base=tmp_path))
