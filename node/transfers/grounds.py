"""What an authorisation or a dispatch rests on, gathered from the record and the other rooms."""

from dataclasses import dataclass

from sqlalchemy import Connection

from accord.cases.transfer import ImportAuthorisation, RetransferRequest, TransferFile
from accord.cases.transfer_guards import Grounds, Passage
from node.desk import documents
from node.desk.desk import Desk
from node.transfers import rows
from node.transfers.rows import ConsentRow, TransferRow, TransitRow
from node.transfers.seams import Certificates, Exemptions

CONSENTED = frozenset({"GRANTED", "ACCEPTED"})


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers for one desk."""

    desk: Desk
    certificates: Certificates
    exemptions: Exemptions

    def gather(self, tx: Connection, row: TransferRow) -> Grounds:
        """Everything about a file, as of now."""
        file, policy = row.document, self.desk.region.policy
        return Grounds(
            file=file,
            import_answer=documents.maybe(ImportAuthorisation, row.import_answer),
            passages=[
                Passage(state=one.member, standing=one.state)
                for one in rows.of_transfer(tx, TransitRow, row.transfer_id)
            ],
            certificate=self.certificates.standing(tx, file),
            exemption=self.exemptions.standing(tx, file) if file.exemption_number else None,
            certificate_days=policy.certificate.reverify_days,
            exemption_required=policy.exemption.required,
            retransfer_consent=consent_for(tx, file) is not None,
            policy=policy.transfers,
            today=self.desk.today(),
            now_ms=self.desk.now_ms(),
        )


def consent_for(tx: Connection, file: TransferFile) -> ConsentRow | None:
    """The consent that a file names, where it was given for these weapons and this end user.

    A consent carries one file: what it covers is what was asked for, no more (A/75/78, para 50).
    """
    consent = rows.find(tx, ConsentRow, file.retransfer_consent)
    if consent is None or consent.state not in CONSENTED:
        return None
    if consent.used_by not in {"", file.transfer_id}:
        return None
    asked = documents.load(RetransferRequest, consent.request)
    covers = sum(one.quantity for one in asked.items) >= sum(one.quantity for one in file.items)
    same = (
        consent.transfer_id == file.original_transfer
        and asked.new_end_user.name == file.end_user.name
        and asked.new_end_user.state == (file.end_user.state or file.importer.state)
    )
    return consent if covers and same else None
