"""The port we serve on: a whole number, free, and at last answering."""

import argparse
import errno
import http.client
import socket
import time
from collections.abc import Callable

from .database import say
from .refusal import Refused


def port(text: str) -> int:
    """A port as typed on the command line."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port: a whole number from 0 to 65535")
    return int(text)


def free(host: str, port: int) -> int:
    """`port` when it is free on `host`, or a free one for 0."""
    chosen = bound(host, port)
    if host == "127.0.0.1" and port != 0 and socket.has_ipv6:
        # Browsers may try ::1 first for http://localhost, and would then show somebody else's pages.
        bound("::1", port)
    return chosen


def bound(host: str, port: int) -> int:
    """The port that a short-lived listener got."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refused(f"port {port} is taken by another program: name another with --port") from error
            if host == "::1":  # this machine has no such address
                return port
            raise Refused(f"{host} port {port} cannot be used ({error.strerror}): see --host and --port") from error
        return int(listener.getsockname()[1])


class WhenAnswering:
    """Called again and again; calls `announce` once, after the landing page has answered 200."""

    def __init__(self, host: str, port: int, announce: Callable[[int], None]) -> None:
        self.host = "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104 - compared, not bound
        self.port = port
        self.announce: Callable[[int], None] | None = announce
        self.next_look = 0.0
        self.next_word = time.monotonic() + 20

    def __call__(self) -> None:
        if self.announce is None or time.monotonic() < self.next_look:
            return
        answer = self.landing_page()
        if answer == "200":
            self.announce(self.port)
            self.announce = None
        elif time.monotonic() > self.next_word:
            say(f"the landing page does not answer 200 yet, but: {answer}")
            self.next_word = time.monotonic() + 60
        self.next_look = time.monotonic() + 0.3

    def landing_page(self) -> str:
        """The landing page's status, or why there is none."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{self.port}"})
            return str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as error:
            return str(error) or type(error).__name__
        finally:
            connection.close()
