"""What waits in a hub's folders: a member's request to be enrolled, a proposal to be signed."""

import json
from random import Random

from accord.crypto.keys import SigningKey
from accord.custody.making import Maker
from accord.trust.directory import Authority
from accord.trust.enrolment import Applicant, KeyRequest, encode_request
from accord.trust.proposal_file import dump_proposal
from accord.trust.proposing import propose, sign
from accord.trust.trusted import DAY_MS, DIRECTORY, POLICY, TrustedRegion
from hub.ceremony.files import content_of


def enrolment(now_ms: int) -> bytes:
    """A State that would be a member."""
    maker = Maker(Random(3).randbytes, None)
    (signing, _), (witness, _), (encryption, _) = (
        maker.signing(),
        maker.signing(),
        maker.encryption(),
    )
    authority = Authority(id="XD-NPC", name="National commission", roles=("NPC",))
    request = KeyRequest(
        member="XD",
        created_ms=now_ms,
        applicant=Applicant(name="Dorvane", authorities=(authority,), contact="+00 555 0101"),
        signing=signing.public,
        encryption=encryption.public,
        witness=witness.public,
        tls_certificate=maker.tls("xd", now_ms).certificate_der,
    )
    return encode_request(request, [signing, witness])


def suspension(region: TrustedRegion, now_ms: int, *keys: SigningKey) -> bytes:
    """A directory in which one member is active no more, signed by these holders."""
    content = content_of(region)
    directory = json.loads(content.documents[DIRECTORY])
    directory["members"][2]["active"] = False
    proposal = propose(
        content,
        directory={**directory, "version": directory["version"] + 1},
        policy=json.loads(content.documents[POLICY]),
        roles=content.roles,
        expires_ms=now_ms + DAY_MS,
    )
    for key in keys:
        proposal = sign(proposal, key)
    return dump_proposal(proposal)
