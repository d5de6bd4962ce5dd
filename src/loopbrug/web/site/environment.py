"""Reading the environment: text, flags, lists, and a secret that makes itself."""

import os
import secrets
from pathlib import Path


def env_text(name: str, default: str) -> str:
    """Return the variable ``name``, or ``default`` when it is unset or empty."""
    return os.environ.get(name) or default


def env_flag(name: str, *, default: bool = False) -> bool:
    """Return whether ``name`` says yes; raises ``ValueError`` on anything but yes or no."""
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    msg = f"{name} must be 1 or 0, not {text!r}"
    raise ValueError(msg)


def env_choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """Return the variable ``name``; raises ``ValueError`` when it is none of ``allowed``."""
    text = env_text(name, default)
    if text not in allowed:
        msg = f"{name} must be one of {', '.join(allowed)}, not {text!r}"
        raise ValueError(msg)
    return text


def env_number(name: str, default: int, *, least: int, most: int) -> int:
    """Return the whole number ``name``; raises ``ValueError`` outside ``least`` to ``most``."""
    text = env_text(name, str(default))
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        msg = f"{name} must be a whole number from {least} to {most}, not {text!r}"
        raise ValueError(msg)
    return int(text)


def env_list(name: str, default: list[str]) -> list[str]:
    """Return the comma-separated parts of ``name``, or ``default`` when unset."""
    parts = [part.strip() for part in os.environ.get(name, "").split(",")]
    return [part for part in parts if part] or default


def env_secret(name: str, keep_in: Path) -> str:
    """Return the secret ``name``; when unset, the one kept in ``keep_in``, made once."""
    if secret := os.environ.get(name):
        return secret
    if not keep_in.exists():
        keep_in.parent.mkdir(parents=True, exist_ok=True)
        keep_in.touch(mode=0o600)
        keep_in.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return keep_in.read_text(encoding="ascii").strip()
