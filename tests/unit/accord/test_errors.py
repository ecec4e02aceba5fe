from accord import errors


def test_text_and_code_are_shown_together() -> None:
    error = errors.FormatError("encoding.hex", "not hexadecimal")
    assert (error.code, error.text) == ("encoding.hex", "not hexadecimal")
    assert str(error) == "not hexadecimal [encoding.hex]"


def test_a_transition_error_says_what_is_allowed() -> None:
    error = errors.TransitionError("leg", "SENT", "CLOSE", ["WITHDRAW", "ACKNOWLEDGE"])
    assert error.code == "leg.not_allowed"
    assert error.allowed == ("ACKNOWLEDGE", "WITHDRAW")
    assert "allowed: ACKNOWLEDGE, WITHDRAW" in error.text


def test_a_transition_error_names_a_final_state() -> None:
    assert "final" in errors.TransitionError("leg", "CLOSED", "SEND", []).text


def test_the_drawing_shows_every_class_under_its_parent() -> None:
    drawn = errors.__doc__ or ""
    tree = [line for line in drawn.splitlines() if "──" in line]
    for line in tree:
        name = line.split("──")[1].split()[0]
        assert issubclass(getattr(errors, name), errors.AccordError)
    names = {line.split("──")[1].split()[0] for line in tree} | {"AccordError"}
    defined = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert names == {name for name in defined if issubclass(getattr(errors, name), Exception)}
