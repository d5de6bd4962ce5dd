"""The icons, drawn on a grid of 24 by 24 with one line width; names say what they mean."""

ICONS: dict[str, str] = {
    "alert": "M12 3 2.5 20h19zM12 10v4M12 17.200v.1",
    "anchor": "M12 8v13M12 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
    "M4 13c0 5 3.5 8 8 8s8-3 8-8M8 12h8",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "back": "M20 12H5M11 6l-6 6 6 6",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4",
    "book": "M4 5c3-1.5 6-1 8 1 2-2 5-2.5 8-1v14c-3-1.5-6-1-8 1-2-2-5-2.5-8-1zM12 6v14",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8 3v5M16 3v5",
    "check": "M4.5 12.5l5 5L19.5 7",
    "chevron": "M9 5l7 7-7 7",
    "circle": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
    "close": "M6 6l12 12M18 6L6 18",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "down": "M12 4v15M6 13l6 6 6-6",
    "equal": "M5 9h14M5 15h14",
    "euro": "M18 6.5A7 7 0 1 0 18 17.5M4 10.5h9M4 13.5h9",
    "flag": "M6 21V4h11l-2.5 4L17 12H6",
    "half": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 8h4.5M12 12h7.5M12 16h4.5",
    "hands": "M3 8l4-3 5 3 5-3 4 3v7l-3 2-6 4-6-4-3-2zM12 8l-3 4 2 1.5 3-2 4 4",
    "home": "M3 11l9-7 9 7M6 9v11h12V9M10 20v-6h4v6",
    "info": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.5v.1",
    "key": "M8 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12.5 19.5 4M15 8.5l3 3M17.5 6l2.5 2.5",
    "law": "M12 3v18M7 21h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "moon": "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
    "pause": "M8.5 5v14M15.5 5v14",
    "people": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z"
    "M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.5.8 3.5 3 3.5 5.5",
    "person": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c0-4.5 3.5-7 7.5-7s7.5 2.5 7.5 7",
    "print": "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",
    "refresh": "M20 12a8 8 0 1 1-2.5-5.800M20 3v4h-4",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
    "sun": "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"
    "M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7"
    "M17.3 17.3L19 19M5 19l1.7-1.7M17.3 6.7L19 5",
    "up": "M12 20V5M6 11l6-6 6 6",
    "wave": "M2 9q2.5-3 5 0t5 0 5 0 5 0M2 15q2.5-3 5 0t5 0 5 0 5 0",
}  # fmt: skip


def path_of(name: str) -> str:
    """Return the SVG path of the icon ``name``; raises ``KeyError`` for a name that is not one."""
    return ICONS[name]
