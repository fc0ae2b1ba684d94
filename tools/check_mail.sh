#!/bin/sh
# Tries mail on what receives it in earnest: a postfix of its own on loopback, with TLS and Maildirs,
# spamassassin without the network, and caniemail's table of what mail programs show.
# As root on Debian; installs postfix, spamassassin and dkimpy. Usage: check_mail.sh PYTHON
set -eu

python=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
port=2526

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "make check-mail needs Debian and root: it installs postfix and spamassassin" >&2
    exit 1
fi
if ! command -v postfix > /dev/null || ! command -v spamassassin > /dev/null; then
    echo "Installing postfix and spamassassin" >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        postfix spamassassin; } > "$work/apt.log" 2>&1 || { tail -n 5 "$work/apt.log" >&2; exit 1; }
fi
"$python" -c 'import dkim' 2> /dev/null || "$python" -m pip install --quiet 'dkimpy>=1.1.8,<2'
if command -v npm > /dev/null; then
    npm install --silent --no-audit --no-fund --prefix "$work/node" caniemail@1.0.5 > /dev/null 2>&1 \
        || echo "caniemail could not be installed: its check is left out" >&2
fi

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
virtual_mailbox_maps = inline:{mayor@example.org=mayor/, archive@example.org=archive/}
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
smtpd_tls_cert_file = $work/cert.pem
smtpd_tls_key_file = $work/key.pem
smtpd_tls_security_level = encrypt
smtpd_relay_restrictions = permit_mynetworks, reject
multi_instance_enable = yes
CONFIG
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
