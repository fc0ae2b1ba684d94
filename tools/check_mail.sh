#!/bin/sh
# Tries mail on what receives it in earnest: a postfix of its own on loopback, with TLS and Maildirs,
# spamassassin without the network, and caniemail's table of what mail programs show.
# As root on Debian; installs what is missing, and no mail service for the machine itself.
# Usage: check_mail.sh PYTHON. Ends with 77 where it cannot be tried, as Automake's tests do.
set -eu

python=$1
here=$(cd "$(dirname "$0")" && pwd)

skip() {
    echo "SKIPPED: $1" >&2
    echo "0 passed, 0 failed, 1 skipped"
    exit 77
}

install_on_debian() {
    # shellcheck disable=SC2086  # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}

missing=""
command -v postfix > /dev/null || missing="$missing postfix"
command -v spamassassin > /dev/null || missing="$missing spamassassin"
command -v openssl > /dev/null || missing="$missing openssl"
command -v node > /dev/null || missing="$missing nodejs"
command -v npm > /dev/null || missing="$missing npm"
if [ "$(id -u)" -ne 0 ]; then
    skip "make check-mail starts a postfix, which takes root"
fi
if [ -n "$missing" ]; then
    command -v apt-get > /dev/null || skip "make check-mail needs$missing, which it installs on Debian"
    echo "Installing$missing" >&2
    # Without a configuration, the package starts no service.
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
    install_on_debian > /dev/null 2>&1 \
        || { apt-get update && install_on_debian; } > /dev/null 2>&1 \
        || skip "the packages$missing could not be installed"
fi

work=$(mktemp -d)
port=$("$python" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work/node" caniemail@1.0.5 \
    > /dev/null 2>&1 || echo "caniemail could not be installed" >&2

finish() {
    postfix -c "$work/etc" stop > /dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT INT TERM

chmod 755 "$work"
mkdir -p "$work/etc" "$work/queue" "$work/data" "$work/mail" "$work/log"
chown postfix "$work/data"
chown -R nobody "$work/mail"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout "$work/key.pem" -out "$work/cert.pem" \
    -subj /CN=localhost -addext subjectAltName=DNS:localhost 2> /dev/null
openssl genrsa -traditional -out "$work/dkim.pem" 2048 2> /dev/null
cat > "$work/etc/main.cf" << CONFIG
compatibility_level = 3.6
queue_directory = $work/queue
data_directory = $work/data
maillog_file = $work/log/mail.log
maillog_file_prefixes = $work
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = localhost
mydestination =
virtual_mailbox_domains = example.org
virtual_mailbox_base = $work/mail
virtual_mailbox_maps = texthash:$work/etc/people
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
smtpd_tls_cert_file = $work/cert.pem
smtpd_tls_key_file = $work/key.pem
smtpd_tls_security_level = encrypt
smtpd_relay_restrictions = permit_mynetworks, reject
multi_instance_enable = yes
CONFIG
for person in mayor archive $(seq --format 'p%03g' 0 199); do
    echo "$person@example.org $person/"
done > "$work/etc/people"
cat > "$work/etc/master.cf" << CONFIG
127.0.0.1:$port inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
CONFIG
postfix -c "$work/etc" check
postfix -c "$work/etc" start > /dev/null 2>&1
"$python" "$here/check_mail.py" "$work" "$port"
