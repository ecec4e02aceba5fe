"""The ceremony by its commands: the guide as it stands, and what holders and the hub refuse."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from guide import require_lines, run, steps
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient.fetcher import FetcherInterface
from tuf.ngclient.updater import Updater
from typer.testing import CliRunner, Result

from accord.crypto.keyfile import load_signing_key
from accord.trust.directory import read_directory
from accord.trust.trusted import DIRECTORY, refresh, verify
from hub.ceremony.files import region_in
from hub.cli import app
from hub.startup import published
from hub.trust_keeper import renew
from node.cli import app as node_app

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "ceremony.md"
PROGRAMS = {"accord-hub": app, "accord-node": node_app}


def call(*words: object) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, [str(word) for word in words])


def well(*words: object) -> str:
    result = call(*words)
    assert result.exit_code == 0, result.output
    return result.output


def refused(code: str, *words: object) -> None:
    result = call(*words)
    assert (result.exit_code, f"[{code}]" in result.output) == (2, True), result.output


def ceremony(*words: object) -> str:
    return well("ceremony", *words)


class _FromFolder(FetcherInterface):
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            yield (self._folder / url.removeprefix("x:/")).read_bytes()
        except FileNotFoundError as error:
            raise DownloadHTTPError("absent", 404) from error


def tuf_believes(folder: Path) -> None:
    """A member that holds the first root, and python-tuf's own client."""
    now_ms = int(time.time() * 1000)
    root = (folder / "1.root.json").read_bytes()
    region = refresh(root, None, published(folder), now_ms)
    assert verify(region.files, root, now_ms).versions == region.versions
    with tempfile.TemporaryDirectory() as own:
        client = Updater(
            own, "x:/", own, "x:/targets/", fetcher=_FromFolder(folder), bootstrap=root
        )
        client.refresh()
        target = client.get_targetinfo(DIRECTORY)
        assert target is not None
        found = Path(client.download_target(target, f"{own}/{DIRECTORY}")).read_bytes()
    assert read_directory(found) == region.directory


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three holders, a hub, and a first version that two of them signed."""
    folder = tmp_path_factory.mktemp("ceremony")
    for name in ("a", "b", "c", "x", "y"):
        well("keys", "holder", name, "--out", folder / f"{name}.key", "--plain")
    for name in ("hub", "hub2"):
        well("keys", "new", "--out", folder / name, "--origin", "example.org/log", "--plain")
    for member in ("XA", "XB", "XC"):
        words = ["enrol", "--member", member, "--name", member, "--authority", "P=Police"]
        words += ["--contact", "1", "--out", str(folder / member), "--plain"]
        assert CliRunner().invoke(node_app, words).exit_code == 0
    holders = [f"--holder={folder / name}.key.public.json" for name in "abc"]
    members = [f"--member={folder / name / name}.enrolment.json" for name in ("XA", "XB")]
    words = ["--threshold=2", f"--hub={folder / 'hub' / 'hub.json'}", "--region=R"]
    ceremony("init", *holders, *members, *words, "--out", folder / "first")
    signed(folder, "first", "a", "b")
    return folder


def signed(folder: Path, name: str, *holders: str) -> Path:
    """The proposal, signed by these on their own machines and combined."""
    files = []
    for holder in holders:
        out = folder / f"{name}.{holder}"
        key = folder / f"{holder}.key"
        ceremony("sign", folder / name, "--key", key, "--yes", "--out", out)
        files.append(out)
    ceremony("combine", *files, "--out", folder / f"{name}.signed")
    return folder / f"{name}.signed"


@pytest.fixture
def repository(first: Path, tmp_path: Path) -> Path:
    online = first / "hub" / "online.key"
    words = ["--repository", tmp_path / "trust", "--online-key", online]
    ceremony("publish", first / "first.signed", *words)
    return tmp_path / "trust"


def test_every_command_of_the_guide_does_what_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = list(steps(GUIDE.read_text("utf-8")))
    assert sum(len(step.commands) for step in found) > 40
    for step in found:
        output = "".join(run(one, PROGRAMS, "correct horse") for one in step.commands)
        require_lines(output, step.expected)
        if (tmp_path / "secretariat" / "trust").is_dir():
            tuf_believes(tmp_path / "secretariat" / "trust")
    assert not region_in(tmp_path / "secretariat" / "trust").directory.members["XD"].active


def test_too_few_signatures_are_not_published(first: Path, tmp_path: Path) -> None:
    online = first / "hub" / "online.key"
    words = ["--repository", tmp_path / "trust", "--online-key", online]
    ceremony("combine", first / "first.a", first / "first.a", "--out", tmp_path / "twice")
    refused("ceremony.threshold", "ceremony", "publish", tmp_path / "twice", *words)
    assert not (tmp_path / "trust").exists()


def test_the_first_version_needs_the_online_key_and_is_made_once(
    first: Path, repository: Path, tmp_path: Path
) -> None:
    words = ["ceremony", "publish", first / "first.signed", "--repository"]
    refused("ceremony.online_key", *words, tmp_path / "other")
    refused("ceremony.base", *words, repository)


def test_the_secretariat_is_one_of_the_members(first: Path, tmp_path: Path) -> None:
    words = [
        *(f"--holder={first / name}.key.public.json" for name in "abc"),
        *(f"--member={first / name / name}.enrolment.json" for name in ("XA", "XB")),
        *("--threshold=2", f"--hub={first / 'hub' / 'hub.json'}", "--region=R"),
    ]
    out = tmp_path / "proposal"
    refused("ceremony.secretariat", "ceremony", "init", *words, "--secretariat=XC", "--out", out)
    assert "SECRETARIAT" in ceremony("init", *words, "--secretariat=XB", "--out", out)


def test_an_old_proposal_is_refused_by_review_sign_and_publish(
    first: Path, repository: Path, tmp_path: Path
) -> None:
    for name, member in (("one", "XA"), ("two", "XB")):
        ceremony("propose", "--repository", repository, "--out", tmp_path / name, "suspend", member)
        for holder in "ab":
            (tmp_path / f"{holder}.key").write_bytes((first / f"{holder}.key").read_bytes())
            (tmp_path / f"{holder}.key").chmod(0o600)
        signed(tmp_path, name, "a", "b")
    online = ["--online-key", first / "hub" / "online.key"]
    ceremony("publish", tmp_path / "one.signed", "--repository", repository, *online)
    at = ["--repository", repository]
    refused("ceremony.base", "ceremony", "publish", tmp_path / "two.signed", *at, *online)
    refused("ceremony.base", "ceremony", "review", tmp_path / "two", *at)
    key = ["--key", first / "c.key", "--yes", "--out", tmp_path / "late"]
    refused("ceremony.base", "ceremony", "sign", tmp_path / "two", *at, *key)
    tuf_believes(repository)


def test_a_running_hub_may_be_left_the_online_signatures(
    first: Path, repository: Path, tmp_path: Path
) -> None:
    before = (repository / "timestamp.json").read_bytes()
    out = first / f"later-{tmp_path.name}"
    ceremony("propose", "--repository", repository, "--out", out, "suspend", "XA")
    done = signed(first, out.name, "b", "c")
    assert "left to the running hub" in ceremony("publish", done, "--repository", repository)
    assert (repository / "timestamp.json").read_bytes() == before
    assert (repository / "2.targets.json").exists()
    tuf_believes(repository)  # still the old version
    assert region_in(repository).directory.version == 1
    root = (repository / "1.root.json").read_bytes()
    online = load_signing_key((first / "hub" / "online.key").read_bytes())
    assert renew(repository, root, online, int(time.time() * 1000))
    tuf_believes(repository)
    assert region_in(repository).directory.version == 2


def test_all_holders_and_the_online_key_change_under_old_and_new_threshold(
    first: Path, repository: Path, tmp_path: Path
) -> None:
    draft = first / f"draft-{tmp_path.name}"
    new = [f"--holder={first / name}.key.public.json" for name in "xy"]
    ceremony(
        "propose", "--repository", repository, "--out", draft, "holders", *new, "--threshold=2"
    )
    both = draft.with_name(f"{draft.name}-online")
    ceremony("propose", "--base", draft, "--out", both, "online", first / "hub2" / "hub.json")
    online = ["--repository", repository, "--online-key", first / "hub2" / "online.key"]
    alone = signed(first, both.name, "x", "y")
    refused("ceremony.threshold", "ceremony", "publish", alone, *online)
    stranger = ["--key", first / "hub" / "online.key", "--yes", "--out", tmp_path / "no"]
    refused("proposal.not_a_holder", "ceremony", "sign", both, *stranger)
    for holder in "ab":
        out = first / f"{both.name}.{holder}"
        own = first / f"{holder}.key"
        ceremony("sign", both, "--key", own, "--yes", "--out", out)
    whole = tmp_path / "whole"
    ceremony("combine", alone, *(first / f"{both.name}.{one}" for one in "ab"), "--out", whole)
    refused("ceremony.online_key", "ceremony", "publish", whole, "--repository", repository)
    last = region_in(repository)
    ceremony("publish", whole, *online)
    tuf_believes(repository)
    root = (repository / "1.root.json").read_bytes()
    now_ms = int(time.time() * 1000)
    assert refresh(root, last, published(repository), now_ms).files.keys() > {"2.root.json"}
    stale = tmp_path / "by-the-old"
    ceremony("propose", "--repository", repository, "--out", stale, "suspend", "XB")
    key = ["--key", first / "a.key", "--yes", "--out", tmp_path / "never"]
    refused("proposal.not_a_holder", "ceremony", "sign", stale, *key)


def test_a_proposal_that_shows_less_than_it_signs_is_refused(first: Path, tmp_path: Path) -> None:
    document = json.loads((first / "first").read_bytes())
    document["root"]["signed"]["x-more"] = 1
    (tmp_path / "hidden").write_text(json.dumps(document))
    refused("proposal.hidden", "ceremony", "review", tmp_path / "hidden")


def test_nothing_is_overwritten(first: Path) -> None:
    key = ["--key", first / "a.key", "--yes", "--out", first / "first.a"]
    refused("file.exists", "ceremony", "sign", first / "first", *key)


def test_whoever_says_no_signs_nothing(first: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["ceremony", "sign", str(first / "first"), "--key", str(first / "c.key"), "--out"]
    result = CliRunner().invoke(app, [*words, str(out)], input="n\n")
    assert (result.exit_code, out.exists()) == (1, False)


def test_the_keys_in_a_proposal_are_those_of_the_request(first: Path, tmp_path: Path) -> None:
    request = first / "XA" / "XA.enrolment.json"
    assert "compare" in ceremony("review", first / "first", "--request", request)
    words = ["enrol", "--member", "XA", "--name", "XA", "--authority", "P=Police"]
    words += ["--contact", "1", "--out", str(tmp_path / "XA"), "--plain"]
    assert CliRunner().invoke(node_app, words).exit_code == 0
    other = tmp_path / "XA" / "XA.enrolment.json"
    refused("ceremony.request", "ceremony", "review", first / "first", "--request", other)


def test_a_publication_that_was_interrupted_can_be_repeated(
    first: Path, repository: Path, tmp_path: Path
) -> None:
    out = first / f"again-{tmp_path.name}"
    ceremony("propose", "--repository", repository, "--out", out, "suspend", "XA")
    done = signed(first, out.name, "a", "c")
    ceremony("publish", done, "--repository", repository)
    online = ["--repository", repository, "--online-key", first / "hub" / "online.key"]
    ceremony("publish", done, *online)
    assert not region_in(repository).directory.members["XA"].active
