"""`serve` and `demo` as people meet them: started, joined, killed, refused."""

import os
import signal
import socket
import stat
import urllib.request
from collections.abc import Callable
from pathlib import Path

from wayahead.cli.postgres import place_for

from .commands import Command, postmaster, processes_naming, wait_for

Start = Callable[..., Command]


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return int(answer.status)


def answers(url: str) -> bool:
    try:
        return status(url) == 200
    except OSError:
        return False


def serve(command: Start, data: Path) -> tuple[Command, str]:
    server = command("serve", "--data", str(data), "--port", "0")
    return server, server.url()


def test_serve_is_joined_and_stops_all_it_started(command: Start, data: Path) -> None:
    server, url = serve(command, data)
    assert status(url) == 200
    assert stat.S_IMODE((data / "secret_key").stat().st_mode) == 0o600

    second = command("serve", "--data", str(data), "--port", "0")
    assert second.ends() == 1
    assert "already serves" in second.said

    joined = command("manage", "--data", str(data), "showmigrations", "--plan")
    assert joined.ends() == 0, joined.said
    assert "[ ]" not in joined.said

    port = url.rsplit(":", 1)[1]
    assert server.stop(signal.SIGINT) == 0
    assert processes_naming(str(data)) == []
    assert processes_naming(f"--port {port}") == []
    assert not answers(url)


def test_serve_comes_back_after_kills(command: Start, data: Path) -> None:
    server, url = serve(command, data)
    cluster = place_for(data).cluster
    first = postmaster(cluster)
    os.kill(first, signal.SIGKILL)
    server.wait_for("PostgreSQL stopped; it is started again")
    wait_for(lambda: answers(url))
    assert postmaster(cluster) != first

    assert server.stop(signal.SIGKILL) == -signal.SIGKILL
    again, url = serve(command, data)
    assert status(url) == 200
    assert again.stop(signal.SIGTERM) == 0


def test_a_taken_port_is_told_with_the_way_out(command: Start, data: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        refused = command("serve", "--data", str(data), "--port", port)
        assert refused.ends() == 1
        assert f"port {port} is taken by another program: name another with --port" in refused.said


def test_a_demo_never_takes_over_a_real_installation(command: Start, data: Path) -> None:
    assert command("migrate", "--data", str(data)).ends() == 0
    demo = command("demo", "--data", str(data), "--port", "0", "--no-browser", "--reset")
    assert demo.ends() == 1
    assert "holds a real installation" in demo.said


def test_a_backup_brings_everything_back_or_nothing(command: Start, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "today.backup"
    assert command("migrate", "--data", str(data)).ends() == 0
    assert command("backup", "--data", str(data), str(file)).ends() == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    restored = command("restore", "--data", str(data), "--yes", str(file))
    assert restored.ends() == 0, restored.said
    broken = tmp_path / "broken.backup"
    broken.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert command("restore", "--data", str(data), "--yes", str(broken)).ends() == 1
    doctor = command("doctor", "--data", str(data))
    assert doctor.ends() == 0, doctor.said
