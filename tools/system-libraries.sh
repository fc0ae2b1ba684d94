#!/bin/sh
# Checks, with the Python $1, that WeasyPrint finds Pango and HarfBuzz, which pip cannot install.
# As root on Debian it installs them; elsewhere it says the one line to run, and fails.
set -eu

python=$1
debian="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# WeasyPrint only warns when HarfBuzz's subsetter is missing: here that counts as missing too.
complete() {
    "$python" -W error::DeprecationWarning:weasyprint.text.ffi -c 'import weasyprint' > /dev/null 2>&1
}

install_on_debian() {
    # shellcheck disable=SC2086  # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $debian
}

missing() {
    echo "The PDF needs Pango and HarfBuzz, which are missing here. $1" >&2
    exit 1
}

if command -v brew > /dev/null; then
    DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib:/usr/lib"
    export DYLD_FALLBACK_LIBRARY_PATH
fi
if complete; then
    exit 0
fi
if [ "$(uname)" = Darwin ]; then
    missing "Run: brew install pango"
fi
if ! command -v apt-get > /dev/null; then
    missing "Install your system's packages for Pango and HarfBuzz (Fedora: sudo dnf install pango)"
fi
if [ "$(id -u)" -ne 0 ]; then
    missing "Run: sudo apt-get install -y --no-install-recommends $debian"
fi
echo "Installing $debian" >&2
install_on_debian > /dev/null 2>&1 || { apt-get update > /dev/null && install_on_debian > /dev/null; }
complete || missing "They were installed, but 'import weasyprint' still fails: $("$python" -c 'import weasyprint' 2>&1 | tail -n 1)"
