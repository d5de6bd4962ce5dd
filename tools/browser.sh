#!/bin/sh
# Finds a Chromium for the browser journeys; installs Debian's when that is possible.
# Never fails the build by itself: the journeys skip loudly when there is none.
found() {
    for name in "$CHROMIUM_PATH" chromium chromium-browser google-chrome; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}
found && exit 0
as_root=
[ "$(id -u)" = 0 ] || { sudo -n true 2>/dev/null && as_root="sudo -n"; } || as_root=no
if [ "$as_root" != no ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser journeys (once) ..."
    $as_root apt-get update -qq >/dev/null 2>&1
    $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1
fi
found || echo "NO BROWSER: the journeys will be skipped. Install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH." >&2
exit 0
