"""What a check of the doctor found."""

from accord.errors import AccordError
from node.api.bodies import Check


def well(name: str, found: str) -> Check:
    """A check that found nothing wrong."""
    return Check(name=name, well=True, vital=True, text=found)


def failed(name: str, error: AccordError | OSError | str) -> Check:
    """A check that found something without which the node cannot work."""
    match error:
        case AccordError():
            found = f"{error.text} [{error.code}]"
        case OSError():
            found = f"{error.filename or name}: {error.strerror or type(error).__name__}"
        case _:
            found = error
    return Check(name=name, well=False, vital=True, text=found)
