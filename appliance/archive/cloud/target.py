"""Where a copy goes, and what opens it: kept apart, for only the first may be shown."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from .cloud_trouble import CloudTrouble

REGION: Final = "us-east-1"
"""Where none is told; clouds that have no regions take it."""

_LINK: Final = re.compile(r"(?P<home>.*?)(?:/index\.php)?/s/(?P<token>[A-Za-z0-9_-]{4,64})/?")
"""The path of a public link of Nextcloud, which may live below a path of its own."""
_DROPPED: Final = re.compile(
    r"(?P<home>.*?)/public\.php/dav/files/(?P<token>[A-Za-z0-9_-]{4,64})/?"
)
_APP: Final = re.compile(r"(?P<home>.*?)(?:/index\.php)?/apps/files(?:/.*)?")
"""The path of the page of Nextcloud that shows a folder: what people copy from their browser."""
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class Kind(StrEnum):
    """How a place takes files."""

    WEBDAV = "webdav"
    LINK = "link"
    S3 = "s3"


@dataclass(frozen=True, slots=True)
class Target:
    """A place as it may be shown: nothing in it opens anything."""

    kind: Kind
    address: str
    """With WebDAV the folder's, with a public link that of the cloud, with S3 the endpoint."""
    user: str = ""
    """The name to sign in with; with S3 the access key."""
    bucket: str = ""
    folder: str = ""
    """Within a bucket; "" is its top."""
    region: str = ""

    @property
    def host(self) -> str:
        """The name that people know it by, with its port where that is an unusual one."""
        return urlsplit(self.address).netloc

    @property
    def shown(self) -> str:
        """The place in one line."""
        if self.kind is Kind.S3:
            return "/".join(part for part in (self.host, self.bucket, self.folder) if part)
        return unquote(self.address) if self.kind is Kind.WEBDAV else self.host


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens a place. In no repr, and so in no log and no trace."""

    password: str = field(default="", repr=False)
    """With S3 the secret key."""
    token: str = field(default="", repr=False)
    """The part of a public link that nobody can guess."""


def webdav(address: str, user: str, password: str) -> tuple[Target, Secret]:
    """A folder that is reached by WebDAV with a name and an app password. Raises CloudTrouble."""
    parts = _split(address)
    _need("lacking_user", user)
    _need("lacking_password", password)
    path = parts.path.rstrip("/")
    app = _APP.fullmatch(path)
    if app is not None:
        folder = (parse_qs(parts.query).get("dir") or [""])[0].rstrip("/")
        path = f"{app['home']}/remote.php/dav/files/{quote(user.strip())}{quote(folder)}"
    target = Target(Kind.WEBDAV, f"{_origin(parts)}{_quoted(path)}", user=user.strip())
    return target, Secret(password.strip())


def link(address: str, password: str = "") -> tuple[Target, Secret]:
    """A folder that somebody shares by a public link. Raises CloudTrouble."""
    parts = _split(address)
    found = _found(parts)
    if found is None:
        raise CloudTrouble("no_link")
    target = Target(Kind.LINK, f"{_origin(parts)}{_quoted(found['home'])}")
    return target, Secret(password.strip(), found["token"])


def s3(address: str, bucket: str, key: str, secret_key: str, **more: str) -> tuple[Target, Secret]:
    """A bucket of a cloud that speaks S3; `more` may tell its region and a folder in it.

    Raises CloudTrouble.
    """
    parts = _split(address)
    _need("lacking_bucket", bucket)
    _need("lacking_key", key)
    _need("lacking_key", secret_key)
    if not _BUCKET.fullmatch(bucket.strip()):
        raise CloudTrouble("no_bucket", bucket=bucket.strip()[:64])
    target = Target(
        Kind.S3,
        f"{_origin(parts)}{_quoted(parts.path)}",
        user=key.strip(),
        bucket=bucket.strip(),
        folder=more.get("folder", "").strip().strip("/"),
        region=more.get("region", "").strip() or REGION,
    )
    return target, Secret(secret_key.strip())


def target_of(kind: str, told: Mapping[str, str]) -> tuple[Target, Secret]:
    """A place from what somebody filled in. Raises CloudTrouble."""

    def say(name: str) -> str:
        return told.get(name, "")

    match kind:
        case Kind.LINK:
            return link(say("address"), say("password"))
        case Kind.WEBDAV:
            return webdav(say("address"), say("user"), say("password"))
        case Kind.S3:
            more = {name: say(name) for name in ("region", "folder")}
            return s3(say("address"), say("bucket"), say("user"), say("password"), **more)
    raise CloudTrouble("bad_address")


def is_link(address: str) -> bool:
    """Whether this is a public link, by how it looks. Raises CloudTrouble."""
    return _found(_split(address)) is not None


def _found(parts: SplitResult) -> re.Match[str] | None:
    return _LINK.fullmatch(parts.path) or _DROPPED.fullmatch(parts.path)


def _need(code: str, value: str) -> None:
    if not value.strip():
        raise CloudTrouble(code)


def _split(address: str) -> SplitResult:
    """The parts of an address. Raises CloudTrouble for what is none, or leads over an open line."""
    told = address.strip()
    try:
        parts = urlsplit(told if "://" in told else f"https://{told}")
        port = parts.port
    except ValueError:
        raise CloudTrouble("bad_address") from None
    host = parts.hostname or ""
    is_plain = all(letter.isprintable() and not letter.isspace() for letter in parts.netloc)
    if not host or "@" in parts.netloc or not is_plain or port == 0 or "\\" in told:
        raise CloudTrouble("bad_address")
    if parts.scheme == "http" and not _is_here(host):
        raise CloudTrouble("not_https")
    if parts.scheme not in ("http", "https"):
        raise CloudTrouble("bad_address")
    return parts


def _origin(parts: SplitResult) -> str:
    try:
        name = (parts.hostname or "").encode("idna").decode() if "[" not in parts.netloc else ""
    except UnicodeError:
        raise CloudTrouble("bad_address") from None
    host = name or f"[{parts.hostname}]"
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")


def _quoted(path: str) -> str:
    """A path as it goes over the line, whether somebody typed it or copied it."""
    return quote(unquote(path), safe="/~!$&'()*+,;=:@").rstrip("/")


def _is_here(host: str) -> bool:
    """Whether it is this machine: nobody can read along on that way."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
