from dataclasses import replace

import pytest
from trace_samples import FIREARM, LINK, REQUEST, RESPONSE, SERIAL

from accord.cases.trace import ChainLink, Preamble, TraceComment, TraceRequest, TraceResponse
from accord.errors import FormatError
from accord.v1 import trace_pb2
from accord.weapons.codes import MarkPosition
from accord.weapons.firearm import Attachment, Firearm, Mark, YearRange
from accord.wire.bounds import MAX_PAYLOAD
from accord.wire.kinds import MessageKind
from accord.wire.payload import Payload, decode_payload, encode_payload, payload_type

TRACE_KINDS = [kind for kind in MessageKind if kind.family == "trace"]


def of(firearm: Firearm) -> TraceRequest:
    return replace(REQUEST, firearm=firearm)


def with_mark(**changes: object) -> TraceRequest:
    return of(replace(FIREARM, marks=(SERIAL, SERIAL, replace(SERIAL, **changes))))  # type: ignore[arg-type]


def wire_request() -> trace_pb2.TraceRequest:
    return trace_pb2.TraceRequest.FromString(encode_payload(MessageKind.TRACE_REQUEST, REQUEST))


def refusal(kind: MessageKind, data: bytes) -> tuple[str, str]:
    with pytest.raises(FormatError) as caught:
        decode_payload(kind, data)
    return caught.value.code, caught.value.text


def refusal_to_encode(message: Payload, kind: MessageKind) -> tuple[str, str]:
    with pytest.raises(FormatError) as caught:
        encode_payload(kind, message)
    return caught.value.code, caught.value.text


def test_every_trace_kind_has_a_payload() -> None:
    assert len({payload_type(kind) for kind in TRACE_KINDS}) == len(TRACE_KINDS)


def test_a_probe_has_none() -> None:
    with pytest.raises(FormatError, match="PROBE carries no structured payload"):
        payload_type(MessageKind.PROBE)


def test_a_payload_of_another_kind_is_refused() -> None:
    code, text = refusal_to_encode(REQUEST, MessageKind.TRACE_RESPONSE)
    assert code == "payload.kind"
    assert text == "a TRACE_RESPONSE carries a TraceResponse, not another message"


@pytest.mark.parametrize(
    ("message", "code", "path"),
    [
        (with_mark(text="x" * 201), "payload.too_long", "request.firearm.marks[2].text"),
        (with_mark(text="a\0b"), "payload.value", "request.firearm.marks[2].text"),
        (with_mark(text="\ud800"), "payload.value", "request.firearm.marks[2].text"),
        (with_mark(applied_year=-1), "payload.value", "request.firearm.marks[2].applied_year"),
        (with_mark(kind="WISH"), "payload.unknown_code", "request.firearm.marks[2].kind"),
        (
            with_mark(character_confidence=(0.5, float("nan"))),
            "payload.value",
            "request.firearm.marks[2].character_confidence[1]",
        ),
        (
            with_mark(character_confidence=(1.5,)),
            "payload.value",
            "request.firearm.marks[2].character_confidence[0]",
        ),
        (
            of(replace(FIREARM, marks=(SERIAL,) * 33)),
            "payload.too_long",
            "request.firearm.marks",
        ),
        (of(replace(FIREARM, remarks="x" * 4001)), "payload.too_long", "request.firearm.remarks"),
        (
            of(replace(FIREARM, photographs=(Attachment(digest=b"short"),))),
            "payload.value",
            "request.firearm.photographs[0].digest",
        ),
        (
            of(replace(FIREARM, year_of_manufacture=YearRange(first=2**32, last=1))),
            "payload.value",
            "request.firearm.year_of_manufacture.first",
        ),
        (replace(REQUEST, case_id=""), "payload.missing", "request.case_id"),
    ],
)
def test_what_a_reader_would_refuse_is_not_written(
    message: TraceRequest, code: str, path: str
) -> None:
    got, text = refusal_to_encode(message, MessageKind.TRACE_REQUEST)
    assert (got, text.split()[0]) == (code, path)


def test_a_refusal_never_repeats_the_value() -> None:
    _, text = refusal_to_encode(with_mark(text="SECRET" * 100), MessageKind.TRACE_REQUEST)
    assert "SECRET" not in text


def test_long_texts_and_chains_fit_within_their_bounds() -> None:
    chain = tuple(replace(LINK, sequence=number) for number in range(100))
    response = replace(RESPONSE, chain=chain, explanation="é" * 4000)
    data = encode_payload(MessageKind.TRACE_RESPONSE, response)
    assert decode_payload(MessageKind.TRACE_RESPONSE, data) == response
    code, text = refusal_to_encode(
        replace(response, chain=(*chain, LINK)), MessageKind.TRACE_RESPONSE
    )
    assert (code, text) == (
        "payload.too_long",
        "response.chain has 101 items; at most 100 are allowed",
    )


def test_an_unknown_field_is_named_by_its_place_and_number() -> None:
    wire = wire_request()
    mark = wire.firearm.marks[0]
    mark.MergeFromString(mark.SerializeToString() + b"\xf8\x07\x01")
    assert refusal(MessageKind.TRACE_REQUEST, wire.SerializeToString())[0] == (
        "payload.unknown_field"
    )
    assert (
        "request.firearm.marks[0].#127"
        in (refusal(MessageKind.TRACE_REQUEST, wire.SerializeToString())[1])
    )


def test_an_unknown_code_is_refused() -> None:
    wire = wire_request()
    wire.firearm.marks[0].kind = 999  # type: ignore[assignment]
    assert refusal(MessageKind.TRACE_REQUEST, wire.SerializeToString()) == (
        "payload.unknown_code",
        "request.firearm.marks[0].kind 999 is not a code of MarkKind",
    )


def test_an_unsaid_code_in_a_list_is_refused() -> None:
    wire = wire_request()
    wire.illicit_basis.append(trace_pb2.ILLICIT_BASIS_UNSPECIFIED)
    assert refusal(MessageKind.TRACE_REQUEST, wire.SerializeToString())[0] == (
        "payload.unknown_code"
    )


@pytest.mark.parametrize("field", ["preamble", "firearm", "case_id", "legal_justification"])
def test_a_required_field_left_out_is_named(field: str) -> None:
    wire = wire_request()
    wire.ClearField(field)  # type: ignore[arg-type]
    assert refusal(MessageKind.TRACE_REQUEST, wire.SerializeToString()) == (
        "payload.missing",
        f"request.{field} is required",
    )


def test_a_required_code_left_out_is_named() -> None:
    wire = wire_request()
    wire.firearm.marks[0].ClearField("condition")
    assert refusal(MessageKind.TRACE_REQUEST, wire.SerializeToString()) == (
        "payload.missing",
        "request.firearm.marks[0].condition is required",
    )


def test_what_is_left_unsaid_has_its_default() -> None:
    wire = wire_request()
    wire.firearm.ClearField("country_of_manufacture")
    wire.firearm.marks[0].ClearField("position")
    read = decode_payload(MessageKind.TRACE_REQUEST, wire.SerializeToString())
    assert isinstance(read, TraceRequest)
    assert read.firearm.country_of_manufacture == "UNKNOWN"
    assert read.firearm.marks[0].position is MarkPosition.UNKNOWN
    assert read.firearm.legal_origin is None
    assert read.firearm.import_year is None


def test_a_date_that_does_not_exist_is_refused() -> None:
    wire = wire_request()
    wire.recovery_date.day = 31
    wire.recovery_date.month = 2
    code, text = refusal(MessageKind.TRACE_REQUEST, wire.SerializeToString())
    assert code == "date.impossible"
    assert text.startswith("request.recovery_date not a date")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "payload.missing"),
        (b"\xff\xff", "payload.malformed"),
        (b"\x12\x02\xff\xff", "payload.malformed"),  # not UTF-8
        (b"\x0a\x00\x0a\x00\x12\x01a", "payload.not_shortest"),  # the preamble twice
        (b"\x0a\x00\x12\x81\x00a", "payload.not_shortest"),  # an over-long length
        (b"\x0a\x80", "payload.malformed"),  # cut short
        (b"\x00" * (MAX_PAYLOAD + 1), "payload.too_large"),
    ],
)
def test_bytes_that_are_no_message_are_refused(data: bytes, code: str) -> None:
    assert refusal(MessageKind.TRACE_COMMENT, data)[0] == code


def test_an_empty_part_stays_present() -> None:
    message = TraceComment(preamble=Preamble(), text="hello")
    data = encode_payload(MessageKind.TRACE_COMMENT, message)
    assert decode_payload(MessageKind.TRACE_COMMENT, data) == message


def test_a_number_without_a_default_may_be_nought() -> None:
    first: ChainLink = replace(LINK, sequence=0)
    data = encode_payload(MessageKind.TRACE_RESPONSE, replace(RESPONSE, chain=(first,)))
    read = decode_payload(MessageKind.TRACE_RESPONSE, data)
    assert isinstance(read, TraceResponse)
    assert read.chain == (first,)


def test_a_mark_in_any_script_is_carried_exactly() -> None:
    mark = Mark(
        kind=SERIAL.kind, text="  АБ-١٢٣\t№ 7\n", condition=SERIAL.condition, applied_by="工厂"
    )
    request = of(replace(FIREARM, marks=(mark,)))
    data = encode_payload(MessageKind.TRACE_REQUEST, request)
    assert decode_payload(MessageKind.TRACE_REQUEST, data) == request
