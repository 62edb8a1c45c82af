"""The benchmarks' own arithmetic, and the reference that boxes are held against."""

import subprocess
from pathlib import Path

from scripts.benchmarks.halls import event_times, let_post, let_say, missing, reference_hall
from scripts.benchmarks.machine import machine
from scripts.benchmarks.rows import Row, median

BENCH = Path(__file__).parents[2] / "scripts" / "bench"


def test_a_row_tells_its_ratio_and_leaves_out_what_says_nothing():
    assert Row("event_ms", 3.0, "ms", "<= 50", 1.5).to_json() == {
        "name": "event_ms",
        "value": 3.0,
        "unit": "ms",
        "target": "<= 50",
        "reference": 1.5,
        "ratio": 2.0,
    }
    assert Row("joined", 0, "phones").to_json() == {"name": "joined", "value": 0, "unit": "phones"}
    assert Row("never", None, "ms", reference=2.0).to_json() == {
        "name": "never",
        "unit": "ms",
        "reference": 2.0,
    }


def test_a_median_leaves_out_what_was_not_measured():
    assert median([3.0, None, 1.0, 2.0]) == 2.0
    assert median([None]) is None


def test_the_machine_is_told_with_what_a_durable_write_costs():
    found = machine()
    assert found["cores"] > 0
    assert found["fdatasync_ms_p50"] >= 0


def test_the_bare_broadcaster_serves_the_same_phones_as_a_box_does():
    with reference_hall() as hall:
        phones = hall.let_in(20, 0.0)
        posts = let_post(hall, per_s=200, seconds=0.1)
        said = let_say(hall, 2)
        assert [phone.troubles for phone in phones] == [[]] * 20
    assert (len(posts), missing(posts)) == (20, 0)
    # Every post is seen by the two phones of its table and by the console, and by nobody else.
    assert [len(list(post.seen_after_s)) for post in posts] == [3] * 20
    assert sum(len(phone.seen) for phone in phones) == 2 * 20 + 2 * 20
    assert event_times(posts).p50 is not None
    assert len(said) == 2


def test_bench_explains_itself():
    help_text = subprocess.run([BENCH, "--help"], capture_output=True, check=True, timeout=60)
    assert b"--quick" in help_text.stdout
