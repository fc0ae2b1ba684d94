#!/bin/sh
# Makes an empty virtual environment in the folder $1, replacing one that is there.
# Takes PYTHON when it is set, otherwise the first suitable Python on the search path.
set -eu

folder=$1

suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null
}

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if suits "$name"; then
            echo "$name"
            return
        fi
    done
    echo "briefgen needs Python 3.11 or newer; ${PYTHON:-python3} is missing or older." \
        "Install it (Debian: apt-get install python3 python3-venv; macOS: brew install python@3.13)" \
        "or name it: make PYTHON=/path/to/python3" >&2
    return 1
}

install_on_debian() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1"
}

# Debian keeps venv's parts in a package of their own, named after the interpreter.
require_venv() {
    if "$1" -c 'import ensurepip, venv' 2> /dev/null; then
        return
    fi
    package=$(basename "$1")-venv
    if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
        echo "Installing $package, which Debian keeps apart from Python." >&2
        install_on_debian "$package" > /dev/null 2>&1 \
            || { apt-get update > /dev/null && install_on_debian "$package" > /dev/null; }
    else
        echo "Python's venv module is missing. Run: sudo apt-get install -y $package" >&2
        return 1
    fi
}

python=$(find_python)
require_venv "$python"
"$python" -m venv --clear "$folder"
