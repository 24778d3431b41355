#!/bin/sh
# Makes what compose.yml reads from files: random, once, readable by the owner of the containers only. Existing ones are kept.
set -eu
cd "$(dirname "$0")/secrets"
umask 077
random() { head -c 32 /dev/urandom | base64 | tr -d '/+=\n'; }
for name in postgres_password redis_password secret_key ari_password; do
  [ -s "$name" ] || random > "$name"
done
printf 'postgresql://ccplatform:%s@postgres:5432/ccplatform' "$(cat postgres_password)" > database_url
printf 'redis://:%s@redis:6379/0' "$(cat redis_password)" > redis_url
if [ ! -s tls_cert ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 825 -subj "/CN=${CC_PUBLIC_HOST:-localhost}" \
    -addext "subjectAltName=DNS:${CC_PUBLIC_HOST:-localhost}" -keyout tls_key -out tls_cert 2>/dev/null
fi
# The containers run as user 10001; compose mounts the files with the host's owner and mode.
chmod 0644 ./*
chmod 0711 .
echo "secrets are in $(pwd); keep this folder to yourself"
