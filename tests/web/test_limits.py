"""How often somebody may ask, by a clock that the test moves."""

import pytest

from appliance.web.limits import KEYS_MOST, Buckets, Limits, Rates, Throttle, network_of


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_and_then_one_per_interval() -> None:
    clock = Clock()
    buckets = Buckets(per_s=2, burst=3, clock=clock)

    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 1]


def test_one_key_does_not_use_up_the_tokens_of_another() -> None:
    buckets = Buckets(per_s=1, burst=1, clock=Clock())

    assert [buckets.take("a"), buckets.take("b"), buckets.take("a")] == [0, 0, 1]


def test_a_long_quiet_time_fills_a_bucket_no_further_than_its_burst() -> None:
    clock = Clock()
    buckets = Buckets(per_s=10, burst=2, clock=clock)
    buckets.take("a")
    clock.now += 3600

    assert [buckets.take("a") for _ in range(3)] == [0, 0, 1]


def test_many_addresses_do_not_fill_the_memory() -> None:
    clock = Clock()
    buckets = Buckets(per_s=1, burst=5, clock=clock)
    for n in range(3 * KEYS_MOST):
        buckets.take(str(n))
        clock.now += 0.001

    assert len(buckets._left) <= KEYS_MOST + 1


def test_a_room_of_phones_behind_one_address_is_not_held_back() -> None:
    limits = Limits(Rates(), Clock())

    joined = [limits.take("10.0.0.1", f"phone {n}") for n in range(300) for _ in range(10)]

    assert set(joined) == {0}


def test_one_device_is_held_back_alone() -> None:
    limits = Limits(Rates(device_burst=2), Clock())

    assert [limits.take("10.0.0.1", "a") for _ in range(3)] == [0, 0, 1]
    assert limits.take("10.0.0.1", "b") == 0


def test_the_wait_after_wrong_codes_grows_up_to_a_minute() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    waits = []
    for _ in range(8):
        assert throttle.attempt("10.0.0.1") == 0
        waits.append(throttle.wait_s("10.0.0.1"))
        clock.now += waits[-1]

    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def test_nothing_may_be_tried_while_waiting() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    throttle.attempt("10.0.0.1")

    assert throttle.attempt("10.0.0.1") == 2
    clock.now += 1
    assert throttle.attempt("10.0.0.1") == 1
    clock.now += 1
    assert throttle.attempt("10.0.0.1") == 0


def test_a_right_code_forgets_the_wrong_ones() -> None:
    throttle = Throttle(Clock())
    throttle.attempt("10.0.0.1")
    throttle.right("10.0.0.1")

    assert throttle.wait_s("10.0.0.1") == 0


def test_wrong_codes_are_forgotten_after_a_quiet_quarter_of_an_hour() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(4):
        throttle.attempt("10.0.0.1")
        clock.now += 60
    clock.now += 901
    throttle.attempt("10.0.0.1")

    assert throttle.wait_s("10.0.0.1") == 2


def test_guessing_from_many_addresses_is_slowed_down_as_a_whole() -> None:
    throttle = Throttle(Clock())
    waits = [throttle.attempt(f"10.0.0.{n}") for n in range(Throttle.ROOM_BURST + 1)]

    assert waits == [0] * Throttle.ROOM_BURST + [2]


def test_right_codes_do_not_count_against_the_room() -> None:
    throttle = Throttle(Clock())
    for n in range(3 * Throttle.ROOM_BURST):
        assert throttle.attempt(f"10.0.1.{n}") == 0
        throttle.right(f"10.0.1.{n}")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("::ffff:192.168.1.7", "192.168.1.7"),
        ("2001:db8:0:1:aaaa::1", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:bbbb::2", "2001:db8:0:1::/64"),
        ("no address", "no address"),
    ],
)
def test_a_machine_cannot_pick_another_address_of_its_network(address: str, network: str) -> None:
    assert network_of(address) == network
