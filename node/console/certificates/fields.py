"""How the forms of certificates and officials ask; what is not said here has its common name."""

from typing import Final

from accord.pages.marked import marked as _N
from node.console.forms.spec import FieldSpec, Spec, Widget, under

_PARTY: Final[Spec] = {
    "name": FieldSpec(order=1),
    "party_class": FieldSpec(order=2, widget=Widget.RADIO),
    "state": FieldSpec(order=3, help=_N("Two letters, such as BR.")),
    "address": FieldSpec(order=4),
    "representative": FieldSpec(order=5, more=True),
    "registration": FieldSpec(order=6, more=True),
}
CERTIFICATE: Final[Spec] = {
    "number": FieldSpec(label=_N("Number in the register"), order=1),
    "issuing_state": FieldSpec(label=_N("Issuing State"), order=2),
    "authority": FieldSpec(order=3),
    "issued": FieldSpec(label=_N("Signed on"), order=4, help=_N("A whole date.")),
    "signed_ms": FieldSpec(label=_N("Instant of the digital signature"), order=5),
    "expires": FieldSpec(
        label=_N("Holds until"), order=6, help=_N("The last day on which it holds.")
    ),
    "signatory": FieldSpec(
        label=_N("Signatory"), order=7, help=_N("As in the register of signatories.")
    ),
    "exporting_state": FieldSpec(order=8),
    "exporter": FieldSpec(order=9),
    **under("exporter", _PARTY),
    "importer": FieldSpec(order=10),
    **under("importer", _PARTY),
    "end_user": FieldSpec(order=11),
    **under("end_user", _PARTY),
    "items": FieldSpec(row=_N("Item"), add=_N("Add an item"), rows=1, order=12),
    "items[].category": FieldSpec(order=1),
    "items[].type_text": FieldSpec(order=2),
    "items[].model_text": FieldSpec(order=3),
    "items[].calibre_text": FieldSpec(order=4),
    "items[].quantity": FieldSpec(order=5),
    "items[].characteristics": FieldSpec(order=6, more=True),
    "end_use": FieldSpec(label=_N("End use"), order=13),
    "undertakings": FieldSpec(order=14),
    "contract": FieldSpec(order=15),
    "several_transfers": FieldSpec(order=16),
    "intermediaries": FieldSpec(
        row=_N("Intermediary"), add=_N("Add an intermediary"), order=17, more=True
    ),
    **under("intermediaries[]", _PARTY),
}
SIGNED: Final[Spec] = {
    "certificate": FieldSpec(label=_N("The certificate"), order=1),
    **under("certificate", CERTIFICATE),
    "method": FieldSpec(label=_N("How it shows who signed"), order=2, widget=Widget.RADIO),
    "signature": FieldSpec(
        label=_N("File of the digital signature"), help=_N("64 bytes (Ed25519)."), order=3
    ),
    "image_digest": FieldSpec(
        label=_N("Image of the signed paper"),
        help=_N("The image stays with you; its digest goes into the register."),
        order=4,
    ),
}
SIGNATORY: Final[Spec] = {
    "official": FieldSpec(
        label=_N("Pseudonym of the official"),
        help=_N("The name stays with you; other States see this alone."),
        order=1,
    ),
    "function": FieldSpec(order=2),
    "authority": FieldSpec(order=3),
    "powers": FieldSpec(order=4),
    "valid_from_ms": FieldSpec(order=5),
    "valid_to_ms": FieldSpec(order=6, help=_N("Left open, until it is ended.")),
    "specimen_digest": FieldSpec(label=_N("Image of the specimen signature"), order=7),
    "stamp_digest": FieldSpec(label=_N("Image of the stamp"), order=8),
    "public_key": FieldSpec(
        label=_N("File of the public key"),
        help=_N("32 bytes (Ed25519); only for digital signatures."),
        order=9,
    ),
    "changes": FieldSpec(hidden=True),
}
