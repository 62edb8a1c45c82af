"""The organiser's mail provider: one connection over SMTP (RFC 5321), opened when it is needed."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .letter import Letter, NoAddress, Refusal, domain_of, message

PATIENCE_S: Final = 30.0

PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
"""Per kind of line the port that is used where none is set (RFC 6409, RFC 8314)."""

TROUBLES: Final[Mapping[str, str]] = {
    "unreachable": (
        "{host} does not answer. Look at smtp_host, smtp_port and smtp_security in the settings."
    ),
    "unproven": (
        "{host} cannot prove who it is, so nothing was sent. Look at the name in smtp_host."
    ),
    "open_line": (
        "{host} offers no safe line, so nothing was sent. Set smtp_security to another value."
    ),
    "login": "{host} does not take the name and password. Look at smtp_user and smtp_password.",
    "sender": "{host} sends nothing for {sender}. Look at smtp_from in the settings.",
    "stopped": "{host} takes no more for now. Wait an hour, then go on.",
    "disk": "The box cannot keep who got a letter, so it stopped. Make room on its disk.",
    "unexpected": (
        "Something went wrong, and it is not you. If it goes on, mention number {number}."
    ),
}
"""Why nothing more is sent; braces hold the values."""


class MailTrouble(Exception):
    """The provider sends nothing at all now; `code` is one of TROUBLES."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Provider:
    """Where mail is handed over; the password is shown nowhere."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    security: str = "starttls"

    @property
    def is_set(self) -> bool:
        """Whether mail can be sent at all."""
        return bool(self.host and self.sender)


class Unsure(Exception):
    """The line broke while a letter was handed over: nobody knows whether it was taken."""


class Line:
    """A connection to the provider. Use as a context manager."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()

    def hand_over(self, letter: Letter) -> Refusal | None:
        """Hand over one letter; None when the provider took it.

        Raises MailTrouble, and Unsure where the line broke in between.
        """
        sender = self._provider.sender
        try:
            made = message(letter, sender)
        except NoAddress:
            return Refusal(letter.address, "", may_pass=False)
        smtp = self._open()
        try:
            smtp.send_message(made, sender, [letter.address])
        except smtplib.SMTPRecipientsRefused as no:
            code, answer = next(iter(no.recipients.values()))
            return _refusal(letter, code, answer)
        except smtplib.SMTPSenderRefused as no:
            # A passing answer to the sender is how a provider says that it is enough for now.
            is_for_good = no.smtp_code >= 500
            raise self._trouble("sender" if is_for_good else "stopped", sender=sender) from no
        except smtplib.SMTPServerDisconnected as no:
            self.hang_up()
            raise Unsure from no
        except smtplib.SMTPDataError as no:
            return _refusal(letter, no.smtp_code, no.smtp_error)
        except (smtplib.SMTPNotSupportedError, UnicodeError):
            return Refusal(letter.address, "", may_pass=False)
        return None

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def _open(self) -> smtplib.SMTP:
        if self._smtp is not None and not self._is_open(self._smtp):
            self.hang_up()
        if self._smtp is None:
            self._smtp = self._opened()
        return self._smtp

    def _is_open(self, smtp: smtplib.SMTP) -> bool:
        """Whether it still listens: who waits long between two letters is hung up on."""
        try:
            return bool(smtp.noop()[0] == 250)
        except (OSError, smtplib.SMTPException):
            return False

    def _opened(self) -> smtplib.SMTP:
        try:
            smtp = self._connected()
        except ssl.SSLCertVerificationError as no:
            raise self._trouble("unproven") from no
        except (OSError, smtplib.SMTPException) as no:
            raise self._trouble("unreachable") from no
        try:
            self._introduced(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _connected(self) -> smtplib.SMTP:
        host, security = self._provider.host, self._provider.security
        port = self._provider.port or PORTS[security]
        name = domain_of(self._provider.sender)
        if security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, name, timeout=PATIENCE_S, context=context)
        return smtplib.SMTP(host, port, name, timeout=PATIENCE_S)

    def _introduced(self, smtp: smtplib.SMTP) -> None:
        """A safe line first, and only then the password."""
        try:
            smtp.ehlo_or_helo_if_needed()
            if self._provider.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if self._provider.user:
                smtp.login(self._provider.user, self._provider.password)
        except ssl.SSLCertVerificationError as no:
            raise self._trouble("unproven") from no
        except smtplib.SMTPAuthenticationError as no:
            raise self._trouble("login") from no
        except smtplib.SMTPNotSupportedError as no:
            is_login = "AUTH" in str(no)
            raise self._trouble("login" if is_login else "open_line") from no
        except (OSError, smtplib.SMTPException) as no:
            raise self._trouble("unreachable") from no

    def _trouble(self, code: str, **values: str) -> MailTrouble:
        return MailTrouble(code, host=self._provider.host, **values)


def _refusal(letter: Letter, code: int, answer: bytes | str) -> Refusal:
    told = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    said = " ".join(f"{code} {told}".split())[:200]
    return Refusal(letter.address, said, may_pass=400 <= code < 500)
