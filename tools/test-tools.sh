#!/bin/sh
# Installs what the tests need besides Python's packages: the model of English for text recognition.
# As root on Debian; elsewhere it says the line to run, and those tests are skipped (in CI: fail).
set -eu

for folder in "${TESSDATA_PREFIX:-}" /usr/share/tesseract-ocr/*/tessdata /usr/share/tessdata \
    /usr/share/tesseract/tessdata /usr/local/share/tessdata /opt/homebrew/share/tessdata; do
    if [ -e "$folder/eng.traineddata" ]; then
        exit 0
    fi
done

install_on_debian() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends tesseract-ocr-eng
}

if command -v apt-get > /dev/null && [ "$(id -u)" -eq 0 ]; then
    echo "Installing tesseract-ocr-eng" >&2
    install_on_debian > /dev/null 2>&1 || { apt-get update > /dev/null && install_on_debian > /dev/null; }
else
    echo "Tests of text recognition will be SKIPPED. On Debian, run: sudo apt-get install -y tesseract-ocr-eng" >&2
fi
