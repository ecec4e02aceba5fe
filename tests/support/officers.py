"""One officer in each State of a region, each at a command line."""

from pathlib import Path

from region_api import RegionApi
from typer.testing import CliRunner

from node.cli import app


class Officers:
    """One officer in each State, each at a command line."""

    def __init__(self, region: RegionApi, configs: dict[str, Path]) -> None:
        self.region, self.configs = region, configs

    def type(self, state: str, *words: str, status: int = 0) -> str:
        output = self.run(*words, "--config", str(self.configs[state]), status=status)
        self.region.federation.settle()
        return output

    @staticmethod
    def run(*words: str, status: int = 0) -> str:
        """A command that needs no node."""
        result = CliRunner(env={"COLUMNS": "200"}).invoke(app, words)
        assert result.exit_code == status, (result.output, result.exception)
        return result.output
