"""Sends letters one by one in the background, remembers each, and tells how far it is."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from appliance.mishap import note

from .ledger import Ledger
from .letter import Letter, Outcome, Past, Sending
from .provider import Line, MailTrouble, Provider, Unsure

TEXTS: Final = "mail.json"

BREAKS_MOST: Final = 3
"""So often in a row the line may break before the sending stops."""

Rewrite = Callable[[Path, str], None]


class Post:
    """The mail of one conference. All of it may be called from any thread."""

    def __init__(self, folder: Path, provider: Provider, per_minute: int, rewrite: Rewrite) -> None:
        """`folder` is the conference's; `rewrite` puts a text in the place of a file."""
        self._folder = folder
        self._provider = provider
        self._pause_s = 60 / per_minute
        self._rewrite = rewrite
        self._ledger: Ledger | None = None
        self._sending = Sending()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_set(self) -> bool:
        """Whether the settings say through whom mail is sent."""
        return self._provider.is_set

    def texts(self) -> Mapping[str, Any]:
        """The texts as they were kept last; empty where none were, or where they cannot be read."""
        try:
            told = json.loads((self._folder / TEXTS).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def keep_texts(self, texts: Mapping[str, Any]) -> None:
        """Keep the texts. Raises OSError."""
        self._rewrite(self._folder / TEXTS, json.dumps(texts, ensure_ascii=False, indent=1))

    def kinds(self) -> tuple[str, ...]:
        """Every kind of letter of which one was begun, in order."""
        return self._open_ledger().kinds

    def outcomes(self, kind: str) -> Mapping[str, Outcome]:
        """What became of the letters of a kind, by invitee."""
        return self._open_ledger().outcomes(kind)

    def rounds(self) -> tuple[Past, ...]:
        """Every time that letters were sent, the last one first."""
        return self._open_ledger().rounds()

    def state(self) -> Sending:
        """How far it is."""
        with self._lock:
            return self._sending

    def send(
        self,
        kind: str,
        letters: Sequence[Letter],
        is_wanted: Callable[[str], bool],
        minute: int,
    ) -> None:
        """Begin to send those letters that were not sent yet; nothing while it sends already.

        `is_wanted` is asked of each invitee at the last moment. `minute` is now, since 1970.
        """
        done = self._open_ledger().outcomes(kind)
        waiting = [letter for letter in letters if letter.invitee not in done]
        with self._lock:
            if self._sending.is_running:
                return
            self._sending = Sending(kind, total=len(waiting), is_running=True)
        self._stopping.clear()
        self._thread = threading.Thread(
            target=self._run, args=(kind, waiting, is_wanted, minute), name="mail", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop after the letter that is being handed over; what waits can be sent later."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(
        self,
        kind: str,
        letters: Sequence[Letter],
        is_wanted: Callable[[str], bool],
        minute: int,
    ) -> None:
        try:
            self._open_ledger().begin_round(kind, minute)
            self._send_all(kind, letters, is_wanted)
        except MailTrouble as trouble:
            self._tell(trouble=trouble.code, values=trouble.values)
        except OSError:
            self._tell(trouble="disk", values={})
        except Exception as bug:  # noqa: BLE001 (told on the page; logged without an address)
            self._tell(trouble="unexpected", values={"number": str(note(bug))})
        finally:
            self._tell(is_running=False)

    def _send_all(
        self, kind: str, letters: Sequence[Letter], is_wanted: Callable[[str], bool]
    ) -> None:
        breaks = 0
        with Line(self._provider) as line:
            for letter in letters:
                if self._stopping.is_set():
                    return
                if not is_wanted(letter.invitee):
                    self._tell(passed_over=1)
                    continue
                breaks = 0 if self._send_one(line, kind, letter) else breaks + 1
                if breaks == BREAKS_MOST:
                    raise MailTrouble("stopped", host=self._provider.host)
                self._stopping.wait(self._pause_s)

    def _send_one(self, line: Line, kind: str, letter: Letter) -> bool:
        """Whether it is known what became of it."""
        ledger = self._open_ledger()
        ledger.begin(kind, letter.invitee)
        try:
            refusal = line.hand_over(letter)
        except Unsure:
            self._tell(unsure=1)
            return False
        except MailTrouble:
            ledger.end(kind, letter.invitee, None)
            raise
        if refusal is None:
            ledger.end(kind, letter.invitee, Outcome.SENT)
            self._tell(sent=1)
        else:
            ledger.end(kind, letter.invitee, None if refusal.may_pass else Outcome.REFUSED)
            self._tell(refused=refusal)
        return True

    def _tell(self, **more: Any) -> None:
        with self._lock:
            now = self._sending
            for name in ("sent", "passed_over", "unsure"):
                more[name] = getattr(now, name) + more.get(name, 0)
            refused = more.pop("refused", None)
            more["refused"] = (*now.refused, refused) if refused else now.refused
            self._sending = replace(now, **more)

    def _open_ledger(self) -> Ledger:
        with self._lock:
            if self._ledger is None:
                self._ledger = Ledger(self._folder)
            return self._ledger
