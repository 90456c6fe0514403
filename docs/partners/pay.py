#!/usr/bin/env python3
"""A signed payment: pay.py URL KEY_ID KEY_FILE CHANNEL_ID RENEWAL_ID FEN

KEY_FILE is an Ed25519 private key in PEM (needs the package cryptography), or base64 of a shared secret.
"""
import base64, hashlib, hmac, json, secrets, sys, time, urllib.error, urllib.parse, urllib.request
from datetime import datetime, timezone

url, key_id, key_file, channel_id, renewal_id, fen = sys.argv[1:]
body = json.dumps({
    "paymentId": "P-" + secrets.token_hex(6),
    "renewalId": renewal_id,
    "channelId": channel_id,
    "status": "SETTLED",
    "amount": {"minorUnits": int(fen), "currency": "CNY"},
    "occurredAt": datetime.now(timezone.utc).isoformat(),
}).encode()


def sign(base):
    with open(key_file, "rb") as file:
        key = file.read()
    if b"PRIVATE KEY" in key:
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
        return load_pem_private_key(key, None).sign(base)
    return hmac.new(base64.b64decode(key), base, hashlib.sha256).digest()


path = urllib.parse.urlsplit(url).path
digest = "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode() + ":"
params = '("@method" "@path" "content-digest");created=%d;keyid="%s";nonce="%s"' % (
    time.time(), key_id, secrets.token_hex(16))
base = '"@method": POST\n"@path": %s\n"content-digest": %s\n"@signature-params": %s' % (path, digest, params)
request = urllib.request.Request(url, body, {
    "Content-Type": "application/json",
    "Content-Digest": digest,
    "Signature-Input": "sig1=" + params,
    "Signature": "sig1=:" + base64.b64encode(sign(base.encode())).decode() + ":",
})
try:
    with urllib.request.urlopen(request) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode())
    sys.exit(1)
