"""What is in files, by hashes that are kept from build to build."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path

_VERSION = 1
#: A file may change within one tick of its clock: what was written just now is not remembered.
_TICK = 2_000_000_000


class FileHashes:
    """Hashes of files, remembered with size and time, trusted where both are unchanged."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what an earlier build has kept; what is torn counts as nothing."""
        self._path = path
        self._known: dict[str, tuple[int, int, str]] = {}
        self._is_changed = False
        self._asked: set[str] = set()
        try:
            data = json.loads(path.read_text("utf-8")) if path is not None else {}
            if data.get("version") == _VERSION:
                files = data["files"].items()
                self._known = {name: (int(s), int(t), str(h)) for name, (s, t, h) in files}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            self._known = {}

    def find(self, path: str | os.PathLike[str]) -> str:
        """Return the hash of a file's bytes, empty where there is no file."""
        try:
            key = os.fspath(path)
            self._asked.add(key)
            status = os.stat(key)  # noqa: PTH116 - a path object costs more than the look
            size, moment = status.st_size, status.st_mtime_ns
            known = self._known.get(key)
            if known is not None and known[0] == size and known[1] == moment:
                return known[2]
            found = hashlib.sha256(Path(key).read_bytes()).hexdigest()[:32]
        except OSError:
            return ""
        if abs(time.time_ns() - moment) > _TICK:
            self._known[key] = (size, moment, found)
            self._is_changed = True
        return found

    def forget(self, path: str | os.PathLike[str]) -> None:
        """Keep nothing of a file, not even its name."""
        self._asked.discard(os.fspath(path))

    def save(self) -> None:
        """Keep the hashes of what this build has asked for, for the next one."""
        gone = self._known.keys() - self._asked
        if self._path is None or not (self._is_changed or gone):
            return
        for name in gone:
            del self._known[name]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        files = {name: list(self._known[name]) for name in sorted(self._known)}
        text = json.dumps({"version": _VERSION, "files": files}, ensure_ascii=True, indent=0)
        new = self._path.with_name(f"{self._path.name}.new")
        new.write_text(text + "\n", "utf-8")
        new.replace(self._path)
        self._is_changed = False
