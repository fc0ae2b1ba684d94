#!/bin/sh
# Installs what the product checks need: validators, a browser, OCR, a second reader of PDF.
# Takes Debian's packages as root, and npm's from the lock file in tests/product; elsewhere it
# says the line to run, and the checks that miss a tool are skipped with its name (in CI: fail).
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
debian="poppler-utils qpdf chromium nodejs npm default-jdk-headless libjaxb-java tesseract-ocr
tesseract-ocr-script-latn tesseract-ocr-script-cyrl tesseract-ocr-script-grek
tesseract-ocr-ell"

install_on_debian() {
    # shellcheck disable=SC2086  # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}

# Named by what they bring, so that a tool from elsewhere (a newer node, say) is left as it is.
missing=""
need() {
    case "$2" in
        */*) [ -e "$2" ] ;;
        *) command -v "$2" > /dev/null ;;
    esac || missing="$missing $1"
}
need poppler-utils pdffonts
need qpdf qpdf
need chromium chromium
need nodejs node
need npm npm
need default-jdk-headless javac
need libjaxb-java /usr/share/java/jaxb-runtime.jar
need tesseract-ocr tesseract
if command -v tesseract > /dev/null; then
    languages=$(tesseract --list-langs 2> /dev/null || true)
else
    languages=""
fi
for script in Latin:script-latn Cyrillic:script-cyrl Greek:script-grek ell:ell; do
    case "$languages" in
        *"${script%:*}"*) ;;
        *) missing="$missing tesseract-ocr-${script#*:}" ;;
    esac
done

if [ -n "$missing" ]; then
    if command -v apt-get > /dev/null && [ "$(id -u)" -eq 0 ]; then
        echo "Installing$missing" >&2
        install_on_debian > /dev/null 2>&1 \
            || { apt-get update > /dev/null && install_on_debian > /dev/null; }
    else
        echo "Some checks will be SKIPPED. On Debian, run: sudo apt-get install -y" $debian >&2
    fi
fi
if command -v npm > /dev/null; then
    cd "$here/tests/product"
    npm ci --omit-lockfile-registry-resolved=true --ignore-scripts --no-audit --no-fund --loglevel=error > /dev/null
fi
