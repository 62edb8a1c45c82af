"""What `scripts/bench` measures, one file per question, each beside a reference in the same run."""
