#!/bin/sh
# A signed payment with curl and openssl: pay.sh URL KEY_ID KEY_FILE CHANNEL_ID RENEWAL_ID FEN
# KEY_FILE is an Ed25519 private key in PEM: openssl genpkey -algorithm ed25519 -out key.pem
set -eu
url=$1 key_id=$2 key_file=$3 channel_id=$4 renewal_id=$5 fen=$6
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf '{"paymentId":"P-%s","renewalId":"%s","channelId":"%s","status":"SETTLED",
  "amount":{"minorUnits":%s,"currency":"CNY"},"occurredAt":"%s"}' \
  "$(openssl rand -hex 6)" "$renewal_id" "$channel_id" "$fen" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$work/body"

path=/${url#*://*/}
digest="sha-256=:$(openssl dgst -sha256 -binary "$work/body" | openssl base64 -A):"
params="(\"@method\" \"@path\" \"content-digest\");created=$(date +%s);keyid=\"$key_id\";nonce=\"$(openssl rand -hex 16)\""
printf '"@method": POST\n"@path": %s\n"content-digest": %s\n"@signature-params": %s' \
  "$path" "$digest" "$params" >"$work/base"
signature=$(openssl pkeyutl -sign -inkey "$key_file" -rawin -in "$work/base" | openssl base64 -A)

curl --silent --show-error --fail-with-body "$url" --data-binary "@$work/body" \
  -H 'Content-Type: application/json' -H "Content-Digest: $digest" \
  -H "Signature-Input: sig1=$params" -H "Signature: sig1=:$signature:"
echo
