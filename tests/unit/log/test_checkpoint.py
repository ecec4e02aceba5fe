"""Checkpoints: three lines, each in its one spelling."""

import pytest
from log_kit import ORIGIN, grown, named

from accord.errors import FormatError
from accord.log.checkpoint import Checkpoint, parse_checkpoint
from accord.merkle import EMPTY_ROOT

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
# The example of C2SP tlog-checkpoint.
EXAMPLE = f"example.com/behind-the-sofa\n20852163\n{ROOT}\n"


@pytest.mark.parametrize(
    "text", [EXAMPLE, EXAMPLE + "one\ntwo\n", f"not a URL + a space\n1\n{ROOT}\n"]
)
def test_a_checkpoint_is_read_as_it_was_written(text: str) -> None:
    assert parse_checkpoint(text).text == text


def test_the_lines_are_origin_size_root_and_extensions() -> None:
    checkpoint = parse_checkpoint(EXAMPLE + "more\n")
    assert checkpoint[:2] == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.extensions == ("more",)


def test_an_empty_log_has_the_root_of_nothing() -> None:
    assert grown(0).checkpoint() == Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert parse_checkpoint(grown(0).checkpoint().text).root == EMPTY_ROOT


ODD_NUMBERS = (
    *("+1", "-1", "01", "00", "1_0", "1.0", "1e3", "0x1", " 1", "1 ", "1\t", "1\r", "1\0"),
    *("٥", "²", "１", "1\u0085", "1\u2028", "1\u200b", str(2**63), str(2**64), "9" * 40),
)
ODD = [
    ("nothing", "", "checkpoint.lines"),
    ("no root", "log\n1\n", "checkpoint.lines"),
    ("no final line break", f"log\n1\n{ROOT}", "checkpoint.lines"),
    ("no origin", f"\n1\n{ROOT}\n", "checkpoint.no_origin"),
    ("an empty extension", f"log\n1\n{ROOT}\n\n", "checkpoint.extension"),
    ("an empty one before another", f"log\n1\n{ROOT}\n\nx\n", "checkpoint.extension"),
    ("size first", f"1\nlog\n{ROOT}\n", "encoding.decimal"),
    ("root before size", f"log\n{ROOT}\n1\n", "encoding.base64"),
    ("no size", f"log\n\n{ROOT}\n", "encoding.decimal"),
    *[(f"size {size!r}", f"log\n{size}\n{ROOT}\n", "encoding.decimal") for size in ODD_NUMBERS],
    ("no padding", f"log\n1\n{ROOT[:-1]}\n", "encoding.base64"),
    ("two paddings", f"log\n1\n{ROOT}=\n", "encoding.base64"),
    ("spare bits", f"log\n1\n{ROOT[:-2]}J=\n", "encoding.base64"),
    ("url-safe", f"log\n1\n{ROOT.replace('/', '_')}\n", "encoding.base64"),
    ("a space behind the root", f"log\n1\n{ROOT} \n", "encoding.base64"),
    ("a short root", f"log\n1\n{ROOT[4:]}\n", "encoding.size"),
    ("a long root", f"log\n1\nAAAA{ROOT}\n", "encoding.size"),
    ("an empty root", "log\n1\n\n", "encoding.size"),
]


@pytest.mark.parametrize(("text", "code"), named(ODD))
def test_another_spelling_of_a_checkpoint_is_refused(text: str, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_checkpoint(text)
    assert refused.value.code == code


def test_the_largest_size_is_read() -> None:
    assert parse_checkpoint(f"log\n{2**63 - 1}\n{ROOT}\n").size == 2**63 - 1
