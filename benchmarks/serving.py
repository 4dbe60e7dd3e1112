"""A Wayahead of our own to measure, in a temporary folder, and somebody who opens its pages."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from time import perf_counter
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from wayahead.cli.postgres.place import REMEMBERED

COMMAND = (sys.executable, "-m", "wayahead.cli")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def data_folder() -> Iterator[Path]:
    """A data folder that is gone afterwards."""
    root = Path(tempfile.mkdtemp(prefix="wayahead-bench-"))
    root.chmod(0o711)  # as root PostgreSQL runs under another account, which has to get in
    try:
        yield root / "data"
    finally:
        note = root / "data" / REMEMBERED
        if note.exists():
            shutil.rmtree(note.read_text().strip(), ignore_errors=True)
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def served(*words: str | Path, **environment: str) -> Iterator[str]:
    """`wayahead serve` or `demo` with these words and settings: its address, once it answers."""
    command = [*COMMAND, *map(str, words), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | environment) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            if not address:
                raise RuntimeError("it did not start: see above why")
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def run_inside(data: Path, code: str) -> str:
    """What these lines print, run within the installation."""
    command = [*COMMAND, "manage", "--data", str(data), "shell", "--no-imports", "-c", code]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, path: str) -> tuple[float, int, str]:
        """Seconds until all of a page is there, its status, and the page."""
        start = perf_counter()
        try:
            with self.browser.open(Request(f"{self.address}{path}")) as answer:
                page, status = answer.read(), answer.status
        except HTTPError as error:
            page, status = error.read(), error.code
        return perf_counter() - start, status, page.decode(errors="replace")

    def send(self, path: str, form: dict[str, str], *, seen_on: str) -> int:
        """Fill in a form that stands on the page `seen_on`; gives the status after all redirects."""
        token = TOKEN.search(self.open(seen_on)[2])
        data = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **form}).encode()
        headers = {"Referer": f"{self.address}{seen_on}"}
        with self.browser.open(Request(f"{self.address}{path}", data=data, headers=headers)) as answer:
            return int(answer.status)
