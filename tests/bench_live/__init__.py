"""``make bench-live``: a workshop under load, over the real protocol, as ratios within one run."""
