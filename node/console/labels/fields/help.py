"""What an officer should know before filling in a field that is easily got wrong."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.pages.marked import marked as _N

HELP: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Mark.text": _N(
            "Write what you see, with its spacing and in its own script. ? stands for one "
            "character that cannot be read, * for several, [8B] for one that may be either."
        ),
        "Mark.kind": _N(
            "A number alone does not say what it is: a proof, import, patent or stock number "
            "is not the serial number."
        ),
        "Mark.applied_by_state": _N(
            "For an import, proof or State owner's mark: the State that had it applied."
        ),
        "Firearm.maker_text": _N(
            "As it stands on the weapon. A licensee, an importer or a dealer may have put "
            "their name there."
        ),
        "country_of_manufacture": _N(
            "The country that the marks show, not the country where the design comes from."
        ),
        "import_country": _N(
            "Read it off the import mark. This State is asked when the country of manufacture "
            "cannot help."
        ),
        "illicit_basis": _N("At least one of the five limbs of ITI 6 must apply."),
        "legal_justification": _N(
            "Name the statute. Without it the requested State may ask before it answers (ITI 21)."
        ),
        "confidentiality_obstacle": _N(
            "Say so now if your law keeps you from the restrictions of ITI 15; leave empty "
            "otherwise."
        ),
        "urgency_justification": _N(
            "Leave empty unless it is urgent: whoever receives it is called at any hour."
        ),
        "override_reason": _N(
            "Needed only where the weapon is not completely identified. The requested State "
            "reads it."
        ),
        "last_holder_identity": _N(
            "Ask only where you need the person. It must be justified, and an officer there "
            "always decides."
        ),
        "may_forward": _N(
            "Without this, the requested State must ask before it tells a third State (ITI 15(c))."
        ),
        "grounds": _N(
            "Only these four grounds allow it (ITI 22). The requesting State is told which one."
        ),
        "explanation": _N(
            "The requesting State reads this (ITI 23). Do not write here what you withhold."
        ),
        "use_restrictions": _N("They bind whoever reads the answer."),
        "ChainLink.party": _N(
            "For a private person, a pseudonym; the name only where it was asked for and released."
        ),
        "caution_text": _N("Everybody who may find the weapon reads this. Name no person."),
        "holder_class": _N("The kind of holder only. A notice never names the holder."),
        "sole_basis_for_detention": _N(
            "A hit is not by itself a reason to detain somebody. Say so here, and the owner "
            "answers first."
        ),
        "compared": _N(
            "Compare with the weapon in your hand, field by field, before you ask or answer."
        ),
        "serials": _N("One serial number a line."),
        "transits": _N("In the order of the journey; every State whose territory is crossed."),
        "risk_result": _N("The result only; the reasons stay with you (ATT 7)."),
        "nil_report": _N(
            "Only where nothing at all was recovered, traced or transferred; an empty report "
            "is not the same."
        ),
        "uniquely_marked": _N(
            "Whether its marks single this weapon out among all others (SDG 16.4.2)."
        ),
        "EvidenceWanted.disclose": _N(
            "With the keys, whoever holds the file can read the messages. Without them it "
            "proves only that they were sent."
        ),
        "scopes": _N("Give the fewest rights that the client needs."),
        "provider_subject": _N("Leave empty for an account that signs in here with a password."),
    }
)
