"""Files that operators put into the hub's folders: proposals, and members' requests.

They hold public keys and names of agencies, and are what a ceremony works on; the hub itself acts
on none of them. Each is checked before it is kept, and kept under its digest.
"""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from aiohttp import web

from accord.errors import AccordError, FormatError
from accord.trust.directory import Directory, Member
from accord.trust.enrolment import KeyRequest, SignedRequest, read_request
from accord.trust.proposal import Proposal
from accord.trust.proposal_file import read_proposal
from hub.console.visit import Visit
from hub.desk.audit import Act, append

MOST_FILES = 200  # in one folder
LARGEST = 4 * 1024 * 1024
_ASIDE = "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFile:
    """One member's request as it waits, or as it was fulfilled."""

    file: str
    member: str
    name: str  # of the State, where the directory does not know it yet
    created_ms: int
    renewal: bool
    agency: str
    contact: str
    fingerprint: str
    in_force: bool  # the directory lists every key that it asks for
    authorised: bool  # an enrolment, or a renewal that the member's own listed key signed

    @property
    def waits(self) -> bool:
        """Whether somebody is to propose it."""
        return not self.in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFile:
    """One proposal, or why its file cannot be read."""

    name: str
    proposal: Proposal | None
    fault: str = ""

    @property
    def complete(self) -> bool:
        """Whether every threshold is reached."""
        return self.proposal is not None and self.proposal.complete


def requests_of(folder: Path, directory: Directory, now_ms: int) -> list[RequestFile]:
    """The requests in a folder, those that wait first; what is none is passed over."""
    found = []
    for file in _files(folder):
        try:
            signed = read_request(file.read_bytes())
        except (AccordError, OSError):
            continue
        found.append(_request(file.name, signed, directory, now_ms))
    return sorted(found, key=lambda one: (one.in_force, one.created_ms, one.file))


def proposals_of(folder: Path) -> list[ProposalFile]:
    """The proposals in a folder, by the names of their files."""
    found = []
    for file in _files(folder):
        try:
            found.append(ProposalFile(name=file.name, proposal=read_proposal(file.read_bytes())))
        except AccordError as error:
            found.append(ProposalFile(name=file.name, proposal=None, fault=error.code))
        except OSError:
            continue
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Where operators put files of one kind, and how the trail tells of it."""

    place: Path
    check: Callable[[bytes], object]
    received: Act
    aside: Act

    async def take(self, visit: Visit) -> None:
        """Does what the page's form asks for: keeps a file, or sets one aside.

        Raises:
            AccordError: the file is not what it should be.
        """
        form = await visit.request.post()
        await asyncio.to_thread(self._take, visit, form.get("file"), form.get("aside"))

    def _take(self, visit: Visit, field: object, aside: object) -> None:
        if isinstance(aside, str):
            set_aside(self.place, aside)
            act, name = self.aside, aside
        else:
            act, name = self.received, put(self.place, field, self.check)
        with visit.sight.desk.store.begin() as tx:
            append(tx, visit.sight.clock.now_ms(), actor=visit.caller.name, act=act, subject=name)


def put(folder: Path, field: object, check: Callable[[bytes], object]) -> str:
    """Keeps an uploaded file, once it is what it should be; the name under which it is kept.

    Raises:
        AccordError: it is not, or too large; or too many are there.
    """
    if not isinstance(field, web.FileField):
        raise FormatError("upload.missing", "file: choose a file")
    data = field.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FormatError("upload.too_large", "file: larger than such a file can be")
    check(data)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if len(_files(folder)) >= MOST_FILES:
        raise FormatError("upload.too_many", "too many files wait here; set some aside first")
    name = f"{sha256(data).hexdigest()[:16]}.json"
    fresh = folder / f".{name}.new"
    with fresh.open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(folder / name)
    return name


def set_aside(folder: Path, name: str) -> None:
    """Moves a file out of the way; it is not deleted.

    Raises:
        FormatError: there is no such file.
    """
    if name not in {file.name for file in _files(folder)}:
        raise FormatError("upload.unknown", "file: there is none with this name any more")
    (folder / _ASIDE).mkdir(mode=0o700, exist_ok=True)
    (folder / name).replace(folder / _ASIDE / name)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[!.]*.json"))[:MOST_FILES] if folder.is_dir() else []


def _request(file: str, signed: SignedRequest, directory: Directory, now_ms: int) -> RequestFile:
    request, applicant = signed.request, signed.request.applicant
    member = directory.members.get(request.member)
    return RequestFile(
        file=file,
        member=request.member,
        name="" if applicant is None else applicant.name,
        created_ms=request.created_ms,
        renewal=applicant is None,
        agency="" if applicant is None else ", ".join(one.name for one in applicant.authorities),
        contact="" if applicant is None else applicant.contact,
        fingerprint=signed.fingerprint,
        in_force=member is not None and _listed(request, member),
        authorised=applicant is not None or _authorised(signed, directory, now_ms),
    )


def _listed(request: KeyRequest, member: Member) -> bool:
    pairs = (
        (request.signing, {key.public for key in member.signing_keys}),
        (request.encryption, {key.public for key in member.encryption_keys}),
        (request.witness, {key.public for key in member.witness_keys}),
        (request.tls_certificate, set(member.tls_certificates)),
    )
    return all(wanted is None or wanted in listed for wanted, listed in pairs)


def _authorised(signed: SignedRequest, directory: Directory, now_ms: int) -> bool:
    try:
        signed.authorise(directory, now_ms)
    except AccordError:
        return False
    return True
