"""A proposal's file: what is published, what shall follow it, and the signatures so far.

Nothing in the file is believed because it is said. The published part carries its own signatures,
what is proposed must be exactly what our maker makes of what was read, and every signature is
checked whenever the file is read.
"""

import json
from collections.abc import Mapping
from typing import Any

from tuf.api.metadata import Metadata, Root, T, Targets
from tuf.api.serialization import DeserializationError

from accord.encoding import from_base64, to_base64
from accord.errors import FormatError
from accord.trust.fields import Fields, read_object
from accord.trust.proposal import Content, Proposal
from accord.trust.proposal_check import check_published, checked
from accord.trust.trusted import DIRECTORY, POLICY

FORMAT = "accord-proposal-1"


def dump_proposal(proposal: Proposal) -> bytes:
    """The proposal's file."""
    content = proposal.proposed
    document: dict[str, Any] = {"format": FORMAT}
    if proposal.current is not None:
        document["published"] = _document(proposal.current, root=True, targets=True)
    document |= _document(content, root=proposal.new_root, targets=proposal.new_targets)
    return json.dumps(document, indent=1).encode() + b"\n"


def read_proposal(data: bytes) -> Proposal:
    """The proposal in a file, with every signature in it checked.

    Raises:
        FormatError: not a proposal; names the field.
        VerificationError: a signature is bad, a hash does not fit, or the bytes that would be
            signed say something else than what was read.
    """
    fields = read_object(data, "proposal")
    if fields.text("format") != FORMAT:
        raise FormatError("proposal.format", f"proposal.format: must be {FORMAT}")
    published = fields.optional_inner("published")
    current = None if published is None else _content(published, None)
    if current is not None:
        check_published(current)
    return checked(Proposal(current, _content(fields, current)))


def _document(content: Content, *, root: bool, targets: bool) -> dict[str, Any]:
    document: dict[str, Any] = {name: to_base64(data) for name, data in content.documents.items()}
    if root:
        document["root"] = content.root.to_dict()
    if targets:
        document["targets"] = content.targets.to_dict()
    return document


def _content(fields: Fields, current: Content | None) -> Content:
    documents = {name: from_base64(fields.long_text(name)) for name in (DIRECTORY, POLICY)}
    root, targets = fields.optional_object("root"), fields.optional_object("targets")
    fields.done()
    if current is None:
        if root is None or targets is None:
            raise FormatError("proposal.field", "proposal: root and targets are needed")
        return Content(_metadata(Root, root), _metadata(Targets, targets), documents)
    if root is None and targets is None:
        raise FormatError("proposal.nothing", "proposal: neither root nor targets is proposed")
    return Content(
        current.root if root is None else _metadata(Root, root),
        current.targets if targets is None else _metadata(Targets, targets),
        documents,
    )


def _metadata(kind: type[T], document: Mapping[str, Any]) -> Metadata[T]:
    name = kind.type
    try:
        metadata = Metadata[T].from_bytes(json.dumps(document).encode())
    except (DeserializationError, ValueError) as error:
        raise FormatError("proposal.metadata", f"proposal.{name}: is not TUF metadata") from error
    if not isinstance(metadata.signed, kind):
        raise FormatError("proposal.metadata", f"proposal.{name}: is metadata of another role")
    return metadata
