"""Tells whoever started a long command how far it is: on a terminal in one line that changes, else every tenth part."""


class Progress:
    """Called with how many are done, of how many."""

    def __init__(self, stream, what: str, *, quiet: bool = False):
        self.stream, self.what, self.quiet = stream, what, quiet
        self.is_terminal, self.tenths = stream.isatty(), 0

    def __call__(self, done: int, total: int):
        tenths, line = 10 * done // max(total, 1), f"{done:,} of {total:,} {self.what}"
        if self.quiet:
            return
        if self.is_terminal:
            self.stream.write(line, ending="\n" if done >= total else "\r")
        elif tenths > self.tenths:
            self.stream.write(line)
        self.tenths = tenths
