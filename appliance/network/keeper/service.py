"""The keeper at work: looks, decides, does, tells; until it is stopped.

One thread turns this round; one more asks on a wire, since that takes its seconds. Started anew, it
takes the room as it finds it, so nothing is lost when the machine has to start it again.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Protocol

from appliance.network.rogue import Heard, listen
from appliance.network.state import FILE, State, boot_id

from . import hands, kernel
from .rules import Memory, decide, tell
from .sight import Act, Asked, Listen, Sight

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 5.0
LOOK_SOON_S: Final = 1.0
"""After something was done, to see what came of it."""

LINKS_EVERY_S: Final = 0.5
"""A cable that is moved is seen within this time."""


class Seeing(Protocol):
    """What `eyes.Eyes` does."""

    def links(self) -> Mapping[str, kernel.Link]: ...
    def look(self, asked: Mapping[str, Asked]) -> Sight: ...


class Keeper:
    """Use `run` in one thread; `stop` may be called from any, or from a signal handler."""

    def __init__(self, eyes: Seeing, file: Path = FILE, do: Callable[[Act], None] = hands.do):
        self._eyes = eyes
        self._file = file
        self._do = do
        self._memory = Memory()
        self._news: queue.SimpleQueue[tuple[str, Asked] | None] = queue.SimpleQueue()
        self._has_said = ""

    def run(self) -> None:
        """Keep the room's network until `stop`."""
        asked: dict[str, Asked] = {}
        while True:
            acts = self._turn(asked)
            asked = {}
            until = time.monotonic() + (LOOK_SOON_S if acts else LOOK_EVERY_S)
            links = self._eyes.links()
            while time.monotonic() < until and not asked and self._eyes.links() == links:
                try:
                    told = self._news.get(timeout=LINKS_EVERY_S)
                except queue.Empty:
                    continue
                if told is None:
                    return
                asked = dict([told])

    def stop(self) -> None:
        """Let `run` come to its end after this round."""
        self._news.put(None)

    def _turn(self, asked: Mapping[str, Asked]) -> list[Act]:
        sight = self._eyes.look(asked)
        self._memory, acts = decide(self._memory, sight)
        for act in acts:
            log.info("%s", act)
            if isinstance(act, Listen):
                threading.Thread(target=self._listen, args=(act,), daemon=True).start()
            else:
                self._do(act)
        self._tell(sight)
        return acts

    def _listen(self, act: Listen) -> None:
        heard: Heard | None = None
        try:
            heard = listen(act.interface, act.seconds)
        except OSError as trouble:
            log.warning("%s: %s", act.interface, trouble)
        finally:
            self._news.put((act.interface, Asked(act.link, act.seconds, heard)))

    def _tell(self, sight: Sight) -> None:
        told = tell(self._memory, sight)
        state = State(
            boot_id(), time.monotonic(), told.address, told.radio, told.ports, told.troubles
        )
        try:
            state.write(self._file)
            trouble = ""
        except OSError as error:
            trouble = f"{self._file}: {error.strerror}"
        if trouble != self._has_said:
            self._has_said = trouble
            log.warning("%s", trouble or "the state is written again")
