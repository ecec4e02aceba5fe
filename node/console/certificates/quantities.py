"""How much of each item of a certificate has been used, and how much is left."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from accord.cases.certificate import CertificateItem
from node.certificates.views import CertificateDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """One item, counted from 1."""

    number: int
    item: CertificateItem
    used: int
    remaining: int


def used_of(certificate: CertificateDetail) -> Sequence[Used]:
    """Every item in the order of the document."""
    used: Counter[int] = Counter()
    for use in certificate.uses:
        for one in use.quantities:
            used[one.item] += one.quantity
    left = {one.item: one.quantity for one in certificate.remaining}
    return [
        Used(number=number, item=item, used=used[number], remaining=left.get(number, 0))
        for number, item in enumerate(certificate.presented.certificate.items, 1)
    ]
