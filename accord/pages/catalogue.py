"""Translations of one language, merged from the PO files of every room."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from types import MappingProxyType

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

from accord.errors import FormatError
from accord.pages.languages import NAMES, SOURCE


def merged(language: str, files: Iterable[bytes]) -> Translations:
    """The catalogue of a language; a text that no file translates stays English.

    Raises:
        FormatError: `catalogue.malformed`; a file is no PO file.
    """
    whole = Translations()
    for content in files:
        try:
            catalogue = read_po(BytesIO(content), locale=language, abort_invalid=True)
        except (PoFileError, ValueError) as error:
            raise FormatError(
                "catalogue.malformed", f"{language}.po: is no PO file; mend it: {error}"
            ) from error
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        one = Translations(compiled)
        whole.add(one)
        # Adding takes the texts alone: without this, counts would follow the rule of English.
        whole.plural = one.plural
    return whole


@cache  # a second of work, and an installed package does not change
def catalogues(packages: tuple[str, ...]) -> Mapping[str, NullTranslations]:
    """The translations of every language, from each package's `locale` folder.

    Raises:
        FormatError: `catalogue.malformed`; a file is no PO file.
    """
    found: dict[str, NullTranslations] = {SOURCE: NullTranslations()}
    for language in NAMES:
        if language != SOURCE:
            places = [files(one).joinpath("locale", f"{language}.po") for one in packages]
            found[language] = merged(
                language, [one.read_bytes() for one in places if one.is_file()]
            )
    return MappingProxyType(found)
