"""Translations of one language, merged from the PO files of every room."""

from collections.abc import Iterable
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from accord.errors import FormatError


def merged(language: str, files: Iterable[bytes]) -> Translations:
    """The catalogue of a language; a text that no file translates stays English.

    Raises:
        FormatError: `catalogue.malformed`; a file is no PO file.
    """
    whole = Translations()
    for content in files:
        try:
            catalogue = read_po(BytesIO(content), locale=language, abort_invalid=True)
        except (ValueError, UnicodeError) as error:
            raise FormatError(
                "catalogue.malformed", f"{language}.po: is no PO file; mend it: {error}"
            ) from error
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        whole.add(Translations(compiled))
    return whole
