"""What the rehearsal says about processes it starts or watches."""

import os
import threading
from pathlib import Path

import pytest

from appliance.rehearsal import CannotRehearse, start_own_box
from appliance.rehearsal.own_box import use_of


def test_a_box_that_does_not_start_is_told_with_its_own_last_words(tmp_path):
    a_file = tmp_path / "data"
    a_file.write_text("not a folder")
    with pytest.raises(CannotRehearse, match=r"did not start: \S"), start_own_box(a_file):
        pass


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_process_is_measured_by_what_the_system_says():
    use = use_of(os.getpid())
    assert use.cpu_s is not None
    assert use.cpu_s > 0
    assert use.rss_mb is not None
    assert use.rss_mb > 5
    assert use.threads == len(os.listdir("/proc/self/task")) >= threading.active_count()


def test_a_process_that_is_not_there_has_no_figures():
    assert (use_of(None).cpu_s, use_of(None).threads) == (None, None)
