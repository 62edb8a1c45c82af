"""What still has to go out to one client: whole frames in order, the first perhaps half sent.

Knows how much is waiting and how to send it without blocking; what waiting too long means is the
hub's affair.
"""

from collections import deque
from itertools import islice
from socket import socket

_FRAMES_PER_CALL = 32
"""How many frames one system call takes: enough for any flush, far below every IOV_MAX."""


class Outlet:
    """The waiting frames of one client."""

    __slots__ = ("_frames", "_granted_bytes", "_head_sent_bytes", "_waiting_bytes")

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._head_sent_bytes = 0
        self._waiting_bytes = 0
        self._granted_bytes = 0

    @property
    def is_empty(self) -> bool:
        """Whether everything was handed to the system."""
        return not self._frames

    @property
    def excess_bytes(self) -> int:
        """How much is waiting beyond what was granted."""
        return max(0, self._waiting_bytes - self._granted_bytes)

    def push(self, frame: bytes) -> None:
        """Let a frame wait behind the others."""
        self._frames.append(frame)
        self._waiting_bytes += len(frame)

    def grant(self, size_bytes: int) -> None:
        """Allow this much more to wait: a snapshot may be larger than any backlog.

        Does not add up, so that whoever asks again and again without reading gains nothing.
        """
        self._granted_bytes = size_bytes

    def send_to(self, sock: socket) -> None:
        """Send until nothing waits or the system takes no more; raise OSError when it is over."""
        while self._frames:
            try:
                sent_bytes = self._send_some(sock)
            except BlockingIOError:
                return
            if sent_bytes == self._waiting_bytes:
                self._frames.clear()
                self._head_sent_bytes = self._waiting_bytes = self._granted_bytes = 0
            else:
                self._forget(sent_bytes)

    def cut(self) -> None:
        """Forget every frame of which nothing was sent; a half-sent one must be completed."""
        head = self._frames.popleft() if self._head_sent_bytes else None
        self._frames.clear()
        self._waiting_bytes = self._granted_bytes = 0
        if head is not None:
            self._frames.append(head)
            self._waiting_bytes = self._granted_bytes = len(head) - self._head_sent_bytes

    def _send_some(self, sock: socket) -> int:
        head = self._frames[0]
        if len(self._frames) == 1 and not self._head_sent_bytes:
            return sock.send(head)
        rest = memoryview(head)[self._head_sent_bytes :]
        return sock.sendmsg([rest, *islice(self._frames, 1, _FRAMES_PER_CALL)])

    def _forget(self, sent_bytes: int) -> None:
        self._waiting_bytes -= sent_bytes
        self._granted_bytes = max(0, self._granted_bytes - sent_bytes)
        self._head_sent_bytes += sent_bytes
        while self._head_sent_bytes >= len(self._frames[0]):
            self._head_sent_bytes -= len(self._frames.popleft())
