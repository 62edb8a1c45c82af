"""A line between browser and box that a test can cut, silence, or close to sockets."""

import socket
import threading
from contextlib import suppress

CHUNK = 65_536
HEAD_MOST = 16_384


class Middle:
    """A TCP proxy on a port of its own.

    `is_up`: new connections are let through. `lets_upgrade`: WebSocket handshakes are too.
    """

    def __init__(self, box: tuple[str, int]) -> None:
        self._box = box
        self.is_up = True
        self.lets_upgrade = True
        self.upgrades_refused = 0
        self._silent: set[socket.socket] = set()
        self._open: set[socket.socket] = set()
        self._boxes: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def silence(self, *, is_answer_only: bool = False) -> None:
        """From now on, the connections that are open carry nothing (back), and nobody is told."""
        with self._lock:
            self._silent |= self._boxes if is_answer_only else self._open

    def cut(self) -> None:
        """Break all open connections."""
        with self._lock:
            broken = list(self._open)
        for end in broken:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End everything."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            self._silent.clear()
        self.cut()
        for thread in self._threads:
            thread.join(timeout=10)

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._carry, args=(browser,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _carry(self, browser: socket.socket) -> None:
        with browser:
            head = self._head(browser)
            if not head or not self.is_up:
                return
            if b"upgrade: websocket" in head.lower() and not self.lets_upgrade:
                self.upgrades_refused += 1
                browser.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                return
            with suppress(OSError), socket.create_connection(self._box) as box:
                box.sendall(head)
                self._both_ways(browser, box)

    def _head(self, browser: socket.socket) -> bytes:
        head = b""
        with suppress(OSError):
            while b"\r\n\r\n" not in head and len(head) < HEAD_MOST:
                more = browser.recv(CHUNK)
                if not more:
                    return b""
                head += more
        return head

    def _both_ways(self, browser: socket.socket, box: socket.socket) -> None:
        with self._lock:
            self._open |= {browser, box}
            self._boxes.add(box)
        back = threading.Thread(target=self._pump, args=(box, browser), daemon=True)
        back.start()
        self._pump(browser, box)
        back.join()
        with self._lock:
            self._open -= {browser, box}
            self._silent -= {browser, box}
            self._boxes.discard(box)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if source not in self._silent:
                    target.sendall(data)
        if source not in self._silent:
            for end in (source, target):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
