"""Two replicas on PostgreSQL behind nginx: two thousand phones hear of every command."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.both_engines import postgres
from tests.bench_live.one_process import MODULE, MORE
from tests.bench_live.phones import Phones
from tests.bench_live.room import prepare
from tests.bench_live.rows import Row, at_most, p95
from tests.launch_server import Server, free_port

CONF = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 1;
worker_rlimit_nofile 20000;
events {{ worker_connections 9000; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream goldseam {{ {servers} keepalive 64; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://goldseam;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_read_timeout 1h;
    }}
  }}
}}
"""


def rows(folder: Path) -> list[Row]:
    """How long a command at one replica takes to every phone at both."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        raise SystemExit("This part needs nginx: install it first (Debian: apt install nginx).")
    port = free_port()
    with postgres(folder) as urls:
        settings = {
            "DATABASE_URL": urls["small"],
            "GOLDSEAM_URL": f"http://localhost:{port}",
            "GOLDSEAM_PROXIES": "127.0.0.1",
            "GOLDSEAM_MASTER_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        }
        replicas = [
            Server(folder / name, pace=1, module=MODULE, environ=settings)
            for name in ("first", "second")
        ]
        room = prepare(replicas[0])
        for replica in replicas:
            replica.start()
        try:
            with _nginx(program, folder, port, replicas):
                return asyncio.run(_measured(Phones(room), replicas, port))
        finally:
            for replica in replicas:
                replica.stop()
            room.installation.close()


@contextmanager
def _nginx(program: str, folder: Path, port: int, replicas: list[Server]) -> Iterator[None]:
    servers = " ".join(f"server 127.0.0.1:{replica.port};" for replica in replicas)
    conf = folder / "nginx.conf"
    conf.write_text(CONF.format(folder=folder, port=port, servers=servers))
    with subprocess.Popen([program, "-c", str(conf), "-p", str(folder)]) as process:
        try:
            yield
        finally:
            process.terminate()


async def _measured(phones: Phones, replicas: list[Server], port: int) -> list[Row]:
    phones.door = ("127.0.0.1", port)
    await phones.join(MORE, 40)
    await phones.hear("start", replicas[0])
    waits: list[float] = []
    for number in range(3):
        for command in ("open", "close", "next"):
            waits += await phones.hear(command, replicas[number % 2])
            await asyncio.sleep(0.5)
    waits.sort()
    await phones.leave()
    name = f"two replicas behind nginx, {MORE} phones: received, p95"
    return [at_most(name, p95(waits), 0.5, "ms")]
