"""A PKCS#11 token in software (SoftHSM2), with Ed25519 keys that it made itself."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pkcs11
from pkcs11.util.ec import encode_named_curve_parameters

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so").resolve()  # loaded once under one name
LABEL, PIN = "accord", "567890"
_ED25519 = encode_named_curve_parameters("1.3.101.112")


def here() -> bool:
    """Whether SoftHSM2 is installed."""
    return MODULE.exists() and shutil.which("softhsm2-util") is not None


def make_token(folder: Path, objects: Iterable[str]) -> None:
    """A new token with a key of each label; this process and its children find it."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    (folder / "pin").write_text(PIN + "\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    named = ["--label", LABEL, "--so-pin", PIN, "--pin", PIN]
    made = ["softhsm2-util", "--init-token", "--free", *named]
    subprocess.run(made, check=True, capture_output=True)
    token = pkcs11.lib(str(MODULE)).get_token(token_label=LABEL)
    with token.open(user_pin=PIN, rw=True) as session:
        curve = session.create_domain_parameters(
            pkcs11.KeyType.EC_EDWARDS, {pkcs11.Attribute.EC_PARAMS: _ED25519}, local=True
        )
        for label in objects:
            curve.generate_keypair(
                mechanism=pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN, store=True, label=label
            )


def uri(folder: Path, label: str) -> str:
    """How settings name a key of the token."""
    return f"pkcs11:token={LABEL};object={label}?module-path={MODULE}&pin-source=file:{folder}/pin"


def interrupt() -> None:
    """Ends every session, as a device does that is unplugged and put back."""
    pkcs11.lib(str(MODULE)).reinitialize()
