"""What a picture may be. Apart, since who stops an upload need not load the library that reads pictures."""

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000
