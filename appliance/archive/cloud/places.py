"""How each kind of place is asked to take, give back and remove a file, and what its no means."""

import asyncio
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import quote, urlsplit

from .cloud_trouble import CloudTrouble
from .target import Kind, Secret, Target
from .wire import Answer, Request

SIGNED_FOR_S: Final = 3_600
"""So long what was signed may be used: longer than one file takes on a slow line."""

_CODE: Final = re.compile(rb"<Code>([A-Za-z]{1,64})</Code>")
_OF_S3: Final[Mapping[str, str]] = {
    "NoSuchKey": "missing",
    "NoSuchBucket": "no_bucket",
    "InvalidBucketName": "no_bucket",
    "InvalidAccessKeyId": "login_key",
    "SignatureDoesNotMatch": "login_key",
    "InvalidClientTokenId": "login_key",
    "AccessDenied": "forbidden",
    "AllAccessDisabled": "forbidden",
    "PermanentRedirect": "region",
    "TemporaryRedirect": "region",
    "AuthorizationHeaderMalformed": "region",
    "AuthorizationQueryParametersError": "region",
    "IllegalLocationConstraintException": "region",
    "EntityTooLarge": "too_large",
    "QuotaExceeded": "full",
    "SlowDown": "busy",
}
"""What the codes of Amazon S3 come down to (API reference, "Error responses")."""
_OF_DAV: Final[Mapping[int, str]] = {
    403: "forbidden",
    404: "no_folder",
    405: "no_files",
    409: "no_folder",
    413: "too_large",
    423: "busy",
    501: "no_files",
    507: "full",
}
"""RFC 4918, 9.7 and 11; 413 is RFC 9110's."""


class Place(Protocol):
    """A folder in the cloud."""

    @property
    def target(self) -> Target:
        """What may be shown of it."""

    def request(self, method: str, name: str) -> Request:
        """What to ask to put (PUT), get (GET) or remove (DELETE) a file. Raises CloudTrouble."""

    def trouble(self, answer: Answer) -> str:
        """The code of what an answer other than a good one means."""


def place_of(target: Target, secret: Secret) -> Place:
    """The place, opened by what is secret. Raises CloudTrouble where this box cannot reach it."""
    if target.kind is Kind.S3:
        return S3(target, secret)
    return Dav(target, secret)


def no(place: Place, answer: Answer, size_bytes: int = 0) -> CloudTrouble:
    """Why an answer is not a good one."""
    host = place.target.host
    if answer.is_elsewhere:
        where = urlsplit(answer.headers.get("location", "")).netloc
        if where:
            return CloudTrouble("elsewhere", host=host, where=where[:80])
    code = place.trouble(answer)
    if code == "refused" and (answer.status == 429 or answer.status >= 502):
        code = "busy"
    told = {
        "host": host,
        "bucket": place.target.bucket,
        "status": str(answer.status),
        "size": str(-(-size_bytes // 1_000_000)),
    }
    return CloudTrouble(code, **told)


@dataclass(frozen=True, slots=True)
class Dav:
    """WebDAV (RFC 4918) with a name and password, or the public link of Nextcloud.

    The link is a WebDAV of its own at /public.php/dav/files/{token}, since Nextcloud 29. All but
    GET need `X-Requested-With: XMLHttpRequest` there, and a password goes with the name
    `anonymous` (Nextcloud developer manual, "Public shares").
    """

    target: Target
    _secret: Secret = field(repr=False)

    def request(self, method: str, name: str) -> Request:
        """As Place.request."""
        if self.target.kind is Kind.LINK:
            folder = f"{self.target.address}/public.php/dav/files/{self._secret.token}"
            headers = {"X-Requested-With": "XMLHttpRequest"}
            user = "anonymous" if self._secret.password else ""
        else:
            folder, headers, user = self.target.address, {}, self.target.user
        if user:
            known = b64encode(f"{user}:{self._secret.password}".encode()).decode()
            headers["Authorization"] = f"Basic {known}"
        return Request(method, f"{folder}/{quote(name)}", headers)

    def trouble(self, answer: Answer) -> str:
        """As Place.trouble."""
        is_link = self.target.kind is Kind.LINK
        if answer.status == 401 or (is_link and answer.status == 404):
            return "login_link" if is_link else "login"
        return _OF_DAV.get(answer.status, "refused")


class S3:
    """A bucket. OpenDAL signs what is asked, without asking anything of the network itself."""

    def __init__(self, target: Target, secret: Secret) -> None:
        try:
            import opendal
        except ImportError:
            raise CloudTrouble("no_opendal") from None
        self.target = target
        # Keys that lie about on this machine are somebody else's.
        alone = {"disable_config_load": "true", "disable_ec2_metadata": "true"}
        try:
            self._signer = opendal.AsyncOperator(
                "s3",
                endpoint=target.address,
                bucket=target.bucket,
                region=target.region,
                root=f"/{target.folder}",
                access_key_id=target.user,
                secret_access_key=secret.password,
                **alone,
            )
        except opendal.exceptions.Error:
            raise CloudTrouble("bad_address") from None

    def request(self, method: str, name: str) -> Request:
        """As Place.request."""
        return asyncio.run(self._signed(method, name))

    def trouble(self, answer: Answer) -> str:
        """As Place.trouble."""
        found = _CODE.search(answer.told)
        by_code = _OF_S3.get(found[1].decode()) if found else None
        by_status = {401: "login_key", 403: "forbidden", 404: "no_bucket", 405: "no_files"}
        return by_code or by_status.get(answer.status, "refused")

    async def _signed(self, method: str, name: str) -> Request:
        match method:
            case "PUT":
                signed = await self._signer.presign_write(name, SIGNED_FOR_S)
            case "GET":
                signed = await self._signer.presign_read(name, SIGNED_FOR_S)
            case _:
                signed = await self._signer.presign_delete(name, SIGNED_FOR_S)
        return Request(signed.method, signed.url, dict(signed.headers))
