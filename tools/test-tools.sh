#!/bin/sh
# Installs what the tests need besides Python's packages: the model of English for text recognition,
# ssh-keygen, and qpdf, which saves PDFs again. As root on Debian; elsewhere it says the line to
# run: without the model, tests of text recognition are skipped (in CI: fail), without the others,
# those of signatures and of saved PDFs fail.
set -eu

wanted="tesseract-ocr-eng"
for folder in "${TESSDATA_PREFIX:-}" /usr/share/tesseract-ocr/*/tessdata /usr/share/tessdata \
    /usr/share/tesseract/tessdata /usr/local/share/tessdata /opt/homebrew/share/tessdata; do
    if [ -e "$folder/eng.traineddata" ]; then
        wanted=""
    fi
done
command -v ssh-keygen > /dev/null || wanted="$wanted openssh-client"
command -v qpdf > /dev/null || wanted="$wanted qpdf"
if [ -z "$wanted" ]; then
    exit 0
fi

install_on_debian() {
    # shellcheck disable=SC2086  # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $wanted
}

if command -v apt-get > /dev/null && [ "$(id -u)" -eq 0 ]; then
    echo "Installing $wanted" >&2
    install_on_debian > /dev/null 2>&1 || { apt-get update > /dev/null && install_on_debian > /dev/null; }
else
    echo "Some tests will be SKIPPED or fail. On Debian, run: sudo apt-get install -y $wanted" >&2
fi
