#!/bin/sh
# Sends an event, signed, with curl and openssl: send.sh URL KEY_ID KEY_FILE EVENT_FILE
# EVENT_FILE holds the JSON. Sent again it is the same event and counts once.
# KEY_FILE is an Ed25519 private key in PEM: openssl genpkey -algorithm ed25519 -out key.pem
set -eu
url=$1 key_id=$2 key_file=$3 event=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

path=/${url#*://*/}
digest="sha-256=:$(openssl dgst -sha256 -binary "$event" | openssl base64 -A):"
params="(\"@method\" \"@path\" \"content-digest\");created=$(date +%s);keyid=\"$key_id\";nonce=\"$(openssl rand -hex 16)\""
printf '"@method": POST\n"@path": %s\n"content-digest": %s\n"@signature-params": %s' \
  "$path" "$digest" "$params" >"$work/base"
signature=$(openssl pkeyutl -sign -inkey "$key_file" -rawin -in "$work/base" | openssl base64 -A)

curl --silent --show-error --fail-with-body "$url" --data-binary "@$event" \
  -H 'Content-Type: application/json' -H "Content-Digest: $digest" \
  -H "Signature-Input: sig1=$params" -H "Signature: sig1=:$signature:"
echo
