"""The pages of a console by the rows of its table: which row answers, and where pages lead."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from os.path import commonpath
from urllib.parse import urlsplit

from playwright.sync_api import Page

_PART = re.compile(r"\\\{(\w+)\\\}")
# Where pages lead: files to download are no pages, and a fetched page asks for nothing else.
_LINKS = """
addresses => Promise.all(addresses.map(async address => {
  const answer = await fetch(address, { headers: { "Accord-Live": "1" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const links = [...page.querySelectorAll("a[href]:not([download])")];
  return [answer.status, links.map(one => new URL(one.getAttribute("href"), address).href)];
}))
"""


@dataclass(frozen=True)
class PageTable:
    """The rows of one console's table."""

    base: str  # the path under which it is mounted
    paths: Mapping[str, str]  # by name, in the table's order

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        return {
            name: re.compile(self.base + _PART.sub(r"(?P<\1>[^/]+)", re.escape(path)))
            for name, path in self.paths.items()
        }

    def row(self, address: str) -> str:
        """The name of the row that answers; empty for what is no page of the console."""
        path = urlsplit(address).path
        found = (name for name, pattern in self._patterns.items() if pattern.fullmatch(path))
        return next(found, "")

    def picture(self, name: str) -> str:
        """The page's name in the name of a picture; empty for the first page."""
        return re.sub(r"\{\w+\}", "one", self.paths[name]).strip("/").replace("/", "-")

    def leads(self, page: Page, start: str, most: int) -> dict[str, list[str]]:
        """By row, the addresses to which the console leads somebody, at most so many of a row."""
        found = {self.row(start): [start]}
        level = [start]
        while level:
            answers = page.evaluate(_LINKS, level)
            wrong = [at for at, (status, _) in zip(level, answers, strict=True) if status >= 400]
            assert not wrong, wrong
            level = [one for _, links in answers for one in self._unseen(links, start, found, most)]
        return found

    def _unseen(
        self, links: Iterable[str], start: str, found: dict[str, list[str]], most: int
    ) -> Iterable[str]:
        for link in links:
            address = link.partition("#")[0]
            if urlsplit(address).netloc != urlsplit(start).netloc:
                continue
            name = self.row(address)
            assert name, f"no page of the console: {address}"
            known = found.setdefault(name, [])
            if address not in known and len(known) < most:
                known.append(address)
                yield address

    def beside(self, name: str, found: Mapping[str, list[str]]) -> str:
        """An address of a row to which no link leads, about things to which links lead."""
        path = self.paths[name]
        wanted = set(re.findall(r"\{(\w+)\}", path))
        near = sorted(found, key=lambda one: len(commonpath((path, self.paths[one]))))
        for row in reversed(near):
            for address in found[row]:
                at = urlsplit(address)
                met = self._patterns[row].fullmatch(at.path)
                if met and wanted <= met.groupdict().keys():
                    return f"{at.scheme}://{at.netloc}{self.base}{path.format(**met.groupdict())}"
        return ""
