"""The token of a form."""

from accord.pages.form_token import form_token, is_token


def test_a_token_is_of_one_secret_and_of_no_other() -> None:
    assert is_token("acs_one", form_token("acs_one"))
    assert not is_token("acs_two", form_token("acs_one"))
    assert not is_token("acs_one", "\udcff")


def test_no_secret_has_no_token() -> None:
    assert not is_token("", form_token(""))
