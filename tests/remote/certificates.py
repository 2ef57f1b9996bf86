"""Certificates for tests, good and bad, made by OpenSSL's command when they are needed."""

from __future__ import annotations

import ssl
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS: Final = """
[ca]
default_ca = own
[own]
database = index
rand_serial = yes
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[root]
subjectKeyIdentifier = hash
keyUsage = critical, keyCertSign, cRLSign
[leaf]
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""
"""With all that RFC 5280 asks for, since Python looks for it from 3.13 on."""
_GOOD: Final = ("20200101000000Z", "20990101000000Z")
_OLD: Final = ("20200101000000Z", "20210101000000Z")


class Authority:
    """Who signs certificates for the length of a test.

    Args:
        folder: Where its files go.

    Attributes:
        file: Its own certificate, for `SSL_CERT_FILE`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.file = folder / "authority.pem"
        (folder / "settings").write_text(_SETTINGS, encoding="utf-8")
        (folder / "index").write_text("", encoding="utf-8")
        self._request("authority", "basicConstraints=critical,CA:TRUE")
        self._sign(
            "authority", _GOOD, "-selfsign", "-keyfile", "authority.key", "-extensions", "root"
        )

    def context(self, host: str = "IP:127.0.0.1", *, old: bool = False) -> ssl.SSLContext:
        """What a server needs that has a certificate of this authority.

        Args:
            host: Whom the certificate is for, as `IP:` or `DNS:`.
            old: Whether it has expired.
        """
        self._request("server", f"subjectAltName={host}")
        how = ("-cert", "authority.pem", "-keyfile", "authority.key", "-extensions", "leaf")
        self._sign("server", _OLD if old else _GOOD, *how)
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self._folder / "server.pem", self._folder / "server.key")
        return made

    def own(self) -> ssl.SSLContext:
        """What a server needs that has signed its certificate itself."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.file, self._folder / "authority.key")
        return made

    def _request(self, name: str, extension: str) -> None:
        kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        files = ("-keyout", f"{name}.key", "-out", f"{name}.csr")
        self._openssl("req", *kind, *files, "-subj", f"/CN={name}", "-addext", extension)

    def _sign(self, name: str, dates: tuple[str, str], *how: str) -> None:
        files = ("-in", f"{name}.csr", "-out", f"{name}.pem", "-notext", "-batch")
        self._openssl("ca", *files, "-startdate", dates[0], "-enddate", dates[1], *how)

    def _openssl(self, command: str, *arguments: str) -> None:
        subprocess.run(
            ["openssl", command, "-config", "settings", *arguments],
            cwd=self._folder,
            check=True,
            capture_output=True,
            timeout=60,
        )
