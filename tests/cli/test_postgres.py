"""The embedded database, wherever its folder lies and whatever happened to it before."""

import os
import signal
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from wayahead.cli.database import started
from wayahead.cli.postgres import Server, place_for, programs
from wayahead.cli.postgres.account import unprivileged
from wayahead.cli.postgres.cluster import APPLICATION, OWNER
from wayahead.cli.postgres.place import REMEMBERED, Place

from .commands import postmaster, wait_for

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to lend PostgreSQL another account")


def fetch(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
        return row[0] if row else None


def keep_a_word(server: Server) -> None:
    with psycopg.connect(server.url(OWNER)) as connection:
        connection.execute("CREATE TABLE word AS SELECT 'kept' AS word")


def kept_word(server: Server) -> object:
    return fetch(server.url(OWNER), "SELECT word FROM word")


def test_the_application_is_neither_owner_nor_superuser(place: Place) -> None:
    with started(place) as database:
        for url, role in ((database.url, APPLICATION), (database.owner_url, OWNER)):
            assert fetch(url, "SELECT current_user") == role
            assert (
                fetch(url, f"SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = '{role}'")
                is False
            )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            fetch(database.url, "CREATE TABLE mine (id int)")


def test_what_is_acknowledged_is_on_the_disk(place: Place) -> None:
    with started(place) as database:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            assert fetch(database.url, f"SHOW {setting}") == "on"


def test_text_is_utf8_whatever_the_locale(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nowhere.LATIN9")
    monkeypatch.setenv("PGPORT", "1")
    with started(place) as database:
        assert fetch(database.url, "SELECT lower('ÅÉ') || ' الجيران'") == "åé الجيران"


def test_nobody_else_may_reach_the_socket(place: Place) -> None:
    with started(place) as database:
        assert database.server is not None
        assert database.server.socket is not None
        assert stat.S_IMODE(database.server.socket.stat().st_mode) == 0o700
        assert fetch(database.url, "SHOW listen_addresses") == ""


def test_a_deep_folder_is_no_trouble(open_place: Path) -> None:
    data = open_place
    while len(str(data)) < 220:
        data = data / "a-rather-deep-folder"
        data.mkdir(mode=0o711)
    with started(place_for(data)) as database:
        assert fetch(database.url, "SELECT 1") == 1


@as_root
def test_root_lends_an_account_that_is_not_root(place: Place) -> None:
    with started(place):
        assert Path(f"/proc/{postmaster(place.cluster)}").stat().st_uid == place.account.uid != 0


@as_root
def test_a_folder_under_a_closed_home_stays_as_it_is(open_place: Path) -> None:
    home = open_place / "closed"
    home.mkdir(mode=0o700)
    data = home / "data"
    data.mkdir(mode=0o700)
    before = [(path, path.stat().st_mode, path.stat().st_uid) for path in (open_place, home, data)]
    with started(place_for(data)) as database:
        assert database.server is not None
        keep_a_word(database.server)
    with started(place_for(data)) as database:
        assert database.server is not None
        assert kept_word(database.server) == "kept"
    assert not place_for(data).cluster.is_relative_to(open_place)
    assert [(path, path.stat().st_mode, path.stat().st_uid) for path in (open_place, home, data)] == before
    assert (data / REMEMBERED).exists()


@as_root
def test_programs_in_a_closed_folder_are_copied_to_where_they_can_be_run(open_place: Path) -> None:
    account = unprivileged()
    closed = open_place / "closed"
    site = programs.installed().parents[2]
    for part in ("bin", "lib", "share"):
        target = closed / programs.INSTALLATION / part
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", str(site / programs.INSTALLATION / part), str(target)], check=True)
    subprocess.run(["cp", "-a", str(site / programs.LIBRARIES), str(closed)], check=True)
    closed.chmod(0o700)
    hidden = closed / programs.INSTALLATION / "bin"
    assert not account.succeeds([str(hidden / "initdb"), "--version"])
    found = programs.reachable(account, hidden, (open_place,))
    assert account.succeeds([str(found / "initdb"), "--version"])
    assert programs.reachable(account, hidden, (open_place,)) == found
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_it_comes_back_after_a_kill_with_everything_it_had(place: Place) -> None:
    with started(place) as database:
        server = database.server
        assert server is not None
        keep_a_word(server)
        os.kill(postmaster(place.cluster), signal.SIGKILL)
        wait_for(server.has_died)
        server.start()
        assert kept_word(server) == "kept"
        assert server.url(APPLICATION) == database.url


def test_a_postgres_left_behind_is_stopped_cleanly_and_its_data_kept(place: Place) -> None:
    server = Server(place, print)
    server.start()
    keep_a_word(server)
    server.stop()
    pid_file = place.cluster / "postmaster.pid"
    left = subprocess.Popen(
        [
            str(server.programs / "postgres"),
            "-D",
            str(place.cluster),
            "-c",
            "listen_addresses=",
            "-k",
            str(place.cluster),
        ],
        **place.account.run_as(),
        cwd="/",
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: pid_file.exists() and "ready" in pid_file.read_text())
    with started(place) as database:
        assert database.server is not None
        assert left.wait(10) == 0
        assert kept_word(database.server) == "kept"


def test_a_stale_pid_file_neither_blocks_nor_kills_a_stranger(place: Place) -> None:
    with started(place) as database:
        assert database.server is not None
        keep_a_word(database.server)
        pid_file = (place.cluster / "postmaster.pid").read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "300"], **place.account.run_as(), cwd="/")
    try:
        (place.cluster / "postmaster.pid").write_text("\n".join([str(stranger.pid), *pid_file[1:]]) + "\n")
        with started(place) as database:
            assert database.server is not None
            assert kept_word(database.server) == "kept"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_half_made_database_is_made_anew(place: Place) -> None:
    place.account.own(place.home / "postgres.new")
    (place.home / "postgres.new" / "half").write_text("")
    with started(place) as database:
        assert fetch(database.url, "SELECT 1") == 1


def test_a_database_that_cannot_start_says_why(place: Place) -> None:
    with started(place):
        pass
    (place.cluster / "PG_VERSION").write_text("11\n")
    with pytest.raises(Exception, match="initialized by PostgreSQL version 11"), started(place):
        pass
