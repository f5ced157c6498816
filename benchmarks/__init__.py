"""What the mock org costs, measured on a served org and told as ratios of one run: `make bench`."""
