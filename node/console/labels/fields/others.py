"""Fields of statistics, handover, accounts and what several subjects share."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.pages.marked import marked as _N

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "account": _N("Account"),
        "actions": _N("Actions taken"),
        "active": _N("Account active"),
        "actual": _N("Actually transferred"),
        "age": _N("Age group"),
        "authorised": _N("Authorised"),
        "case_ids": _N("Cases"),
        "code": _N("Code of the second factor"),
        "content": _N("Reply of the bureau"),
        "context": _N("Context"),
        "count": _N("Number of victims"),
        "day": _N("Day"),
        "days": _N("Valid for (days)"),
        "description": _N("Description"),
        "direction": _N("Direction"),
        "display_name": _N("Name shown to others"),
        "distinct": _N("Two different weapons"),
        "harm": _N("Harm"),
        "indicator": _N("Indicator"),
        "intermediate": _N("Intermediate location"),
        "RecoveryEntry.item": _N("Kind of item"),
        "line": _N("Line of the Register"),
        "month": _N("Month"),
        "Credentials.name": _N("Account name"),
        "NewAccount.name": _N("Account name"),
        "new": _N("New password"),
        "nil_report": _N("Nothing to report this year"),
        "old": _N("Present password"),
        "origin": _N("State of origin"),
        "partner": _N("Partner State"),
        "password": _N("Password"),
        "provider_subject": _N("Identifier at the sign-in provider"),
        "RecoveryEntry.reason": _N("Why no origin was established"),
        "roles": _N("Roles"),
        "same_as": _N("Same weapon as in"),
        "scopes": _N("Rights of the token"),
        "sex": _N("Sex"),
        "source": _N("Source"),
        "subjects": _N("Cases or notices"),
        "victims": _N("Victims"),
        "victims[]": _N("Group of victims"),
        "RegisterLine.withheld": _N("Not to be published"),
        "year": _N("Year"),
        "iss": _N("Issuer"),
        "ProviderAnswer.state": _N("State of the sign-in"),
        "ProviderAnswer.code": _N("Code of the sign-in"),
        "mark": _N("Mark"),
        "near": _N("Include near matches"),
    }
)
