"""Certificates, their verifications and officials as an officer reads them."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.cases.certificate import Certificate, CertificateVerification, ItemQuantity
from node.api.certificate_bodies import CertificateList, CheckList, Issued
from node.api.signatories import SignatoryList
from node.certificates.views import CertificateDetail, CheckDetail, CheckSummary, SignatoryDetail
from node.cli.render import facts, grid, where_any
from node.cli.show_case import timeline
from node.cli.text import due, instant, listed, words

_GOOD = "AUTHENTIC"


def signatories(page: SignatoryList) -> RenderableType:
    """The list of officials."""
    if not page.signatories:
        return Text("No officials.")
    return grid(
        "Officials who may sign",
        ("official", "function", "powers", "key", "status", "revoked from"),
        (
            (
                row.entry_id,
                row.function,
                listed(tuple(words(power) for power in row.powers)),
                "digital" if row.digital else "specimens",
                words(row.status),
                instant(row.revoked_from_ms),
            )
            for row in page.signatories
        ),
    )


def signatory(detail: SignatoryDetail) -> RenderableType:
    """Everything about one official."""
    one, summary = detail.signatory, detail.summary
    return Group(
        Text.assemble(
            ("Official ", "bold"), (summary.entry_id, "bold cyan"), f"  {words(summary.status)}"
        ),
        facts(
            [
                ("function", one.function),
                ("authority", one.authority),
                ("may sign", listed(tuple(words(power) for power in one.powers))),
                ("from", instant(one.valid_from_ms)),
                ("to", instant(one.valid_to_ms)),
                ("specimen", one.specimen_digest.hex()),
                ("stamp", one.stamp_digest.hex()),
                ("public key", one.public_key.hex()),
                ("entered by", detail.entered_by),
                ("lodged with", listed(detail.lodged_with)),
                ("revocation asked by", detail.revocation_asked_by),
            ]
        ),
        grid(
            "History",
            ("status", "effective from", "entered", "reason"),
            (
                (
                    words(change.status),
                    instant(change.effective_from_ms),
                    instant(change.recorded_ms),
                    change.reason or "-",
                )
                for change in one.changes
            ),
        ),
        *where_any(timeline(detail.timeline)),
    )


def certificates(page: CertificateList) -> RenderableType:
    """The list of certificates."""
    if not page.certificates:
        return Text("No certificates.")
    return grid(
        "End-user certificates",
        ("certificate", "side", "number", "of", "end user", "expires", "issuing State says", ""),
        (
            (
                row.certificate_id,
                words(row.side),
                row.register_number,
                row.issuing_state,
                row.end_user,
                Text(instant(row.expires_ms), style="red" if row.expired else ""),
                _result("REVOKED" if row.revoked else row.result),
                Text(row.verify_again, style="yellow"),
            )
            for row in page.certificates
        ),
    )


def certificate(detail: CertificateDetail) -> RenderableType:
    """Everything about one certificate."""
    summary = detail.summary
    return Group(
        Text.assemble(
            ("Certificate ", "bold"), (summary.certificate_id, "bold cyan"), f"  {summary.side}"
        ),
        facts(
            [
                *_document(detail.presented.certificate),
                ("authenticated by", words(detail.presented.method)),
                ("digest", detail.digest.hex()),
                ("revoked", "yes" if summary.revoked else ""),
                ("issuing State says", _result(summary.result)),
                *_answer(detail.answer),
                ("verified", instant(summary.verified_ms)),
                ("verify again", summary.verify_again),
                ("left", _quantities(detail.remaining)),
            ]
        ),
        *where_any(
            grid(
                "Uses",
                ("State", "transfer", "shipment", "took"),
                (
                    (
                        use.member,
                        use.transfer,
                        use.shipment or "held for it",
                        _quantities(use.quantities),
                    )
                    for use in detail.uses
                ),
            )
        ),
        *where_any(_checks(detail.checks)),
        *where_any(timeline(detail.timeline)),
    )


def checks(page: CheckList) -> RenderableType:
    """The list of verifications."""
    return _checks(page.checks) if page.checks else Text("No verifications.")


def check(detail: CheckDetail) -> RenderableType:
    """Everything about one verification."""
    summary, asked = detail.summary, detail.request
    parts: list[RenderableType] = [
        Text.assemble(
            ("Verification ", "bold"), (summary.check_id, "bold cyan"), f"  {words(summary.state)}"
        ),
        facts(
            [
                ("with", summary.member),
                ("purpose", words(summary.purpose)),
                ("transfer", summary.transfer),
                ("shipment", summary.shipment),
                ("leaves", _quantities(asked.quantities)),
                *_document(asked.presented.certificate),
                ("authenticated by", words(asked.presented.method)),
                ("answer by", due(summary.answer_by)),
                ("result", _result(summary.result)),
                *_answer(detail.answer),
                ("our register says", _result(detail.would_answer)),
                ("answer asked by", detail.answer_asked_by),
            ]
        ),
    ]
    if detail.compare_with is not None:
        parts.append(Text("Compare with the specimens of:", style="bold yellow"))
        parts.append(
            facts(
                [
                    ("official", detail.compare_with.official),
                    ("specimen", detail.compare_with.specimen_digest.hex()),
                    ("stamp", detail.compare_with.stamp_digest.hex()),
                    ("image", asked.presented.image_digest.hex()),
                ]
            )
        )
    parts += where_any(timeline(detail.timeline))
    if detail.would_answer:
        how = " --comparison same" if detail.compare_with is not None else ""
        text = f"accord-node certificates answer {summary.check_id}{how}"
        parts.append(Text.assemble(("Next: ", "bold"), text))
    return Group(*parts)


def waits(_made: Issued) -> RenderableType:
    """What is said while a second person has to ask for the same."""
    return Text("Waits for a second person, who enters the same document.", style="bold yellow")


def _checks(rows: Iterable[CheckSummary]) -> Table:
    return grid(
        "Verifications",
        ("check", "with", "number", "purpose", "transfer", "shipment", "state", "result", "by"),
        (
            (
                row.check_id,
                row.member,
                row.register_number,
                words(row.purpose),
                row.transfer,
                row.shipment or "-",
                words(row.state),
                _result(row.result),
                due(row.answer_by),
            )
            for row in rows
        ),
    )


def _document(certificate: Certificate) -> Iterable[tuple[str, str]]:
    yield "number", certificate.number
    yield "issued by", f"{certificate.issuing_state} ({certificate.authority or '-'})"
    yield "signed by", certificate.signatory
    yield "holds", f"{certificate.issued or '-'} to {certificate.expires or '-'}"
    for name in ("exporter", "importer", "end_user"):
        party = getattr(certificate, name)
        yield words(name), f"{party.name}, {party.state}" if party else ""
    yield "contract", certificate.contract
    for number, item in enumerate(certificate.items, 1):
        what = " ".join((item.type_text, item.model_text, item.calibre_text)).strip()
        yield f"item {number}", f"{item.quantity} {what}"
    yield "end use", certificate.end_use
    yield "undertakes", listed(tuple(words(one) for one in certificate.undertakings))


def _answer(answer: CertificateVerification | None) -> Iterable[tuple[str, str]]:
    if answer is not None:
        yield "differs in", listed(answer.differing)
        yield "used for", answer.used_for
        yield "because", answer.reason
        yield "since", instant(answer.effective_from_ms)


def _quantities(quantities: Iterable[ItemQuantity]) -> str:
    return listed(tuple(f"item {one.item}: {one.quantity}" for one in quantities))


def _result(result: str) -> Text:
    style = "green" if result == _GOOD else "bold red"
    return Text(words(result) or "-", style=style if result else "")
