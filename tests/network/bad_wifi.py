"""A bad Wi-Fi: carries frames between two machines late, unevenly, out of order, and not all.

    bad_wifi.py <process in the box> <process in the phone> <delay ms> <jitter ms> <loss 0..1>

Makes `air0` in the one and `eth0` in the other, says "ready", and carries until it is ended. For
kernels without netem. Chance is the same in every run.
"""

import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import sys
import time

SET_INTERFACE = 0x400454CA  # TUNSETIFF of linux/if_tun.h
WHOLE_FRAMES = 0x1002  # IFF_TAP | IFF_NO_PI
NEW_NETWORK = 0x40000000  # CLONE_NEWNET of linux/sched.h
FRAME_MOST = 2000


def end(pid: int, name: str) -> int:
    """One end of the line, made on the network of that process."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/proc/{pid}/ns/net") as network:
        if libc.setns(network.fileno(), NEW_NETWORK):
            sys.exit(os.strerror(ctypes.get_errno()))
    handle = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(handle, SET_INTERFACE, struct.pack("16sH", name.encode(), WHOLE_FRAMES))
    return handle


def carry(one: int, other: int, delay_s: float, jitter_s: float, loss: float) -> None:
    """Carry frames both ways, for ever."""
    chance = random.Random(20)
    leads_to = {one: other, other: one}
    under_way: list[tuple[float, int, int, bytes]] = []
    count = 0
    while True:
        wait_s = max(0.0, under_way[0][0] - time.monotonic()) if under_way else None
        for end_ in select.select([one, other], [], [], wait_s)[0]:
            frame = os.read(end_, FRAME_MOST)
            if chance.random() >= loss:
                count += 1
                due = time.monotonic() + delay_s + chance.uniform(-jitter_s, jitter_s)
                heapq.heappush(under_way, (due, count, leads_to[end_], frame))
        while under_way and under_way[0][0] <= time.monotonic():
            _, _, to, frame = heapq.heappop(under_way)
            try:
                os.write(to, frame)
            except OSError:
                continue  # that end is down, or full: another frame that is lost


if __name__ == "__main__":
    pids, (delay_ms, jitter_ms, lost) = map(int, sys.argv[1:3]), map(float, sys.argv[3:])
    ends = [end(pid, name) for pid, name in zip(pids, ("air0", "eth0"), strict=True)]
    os.write(sys.stdout.fileno(), b"ready\n")
    carry(*ends, delay_ms / 1000, jitter_ms / 1000, lost)
