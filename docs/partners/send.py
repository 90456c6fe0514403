#!/usr/bin/env python3
"""Sends an event, signed: send.py URL KEY_ID KEY_FILE EVENT_FILE

KEY_FILE is an Ed25519 private key in PEM (needs the package cryptography), or base64 of a shared secret.
EVENT_FILE holds the JSON. Sent again it is the same event and counts once.
URL has no query: what is signed here names none, and the intake refuses that.
"""
import base64, hashlib, hmac, http.client, secrets, sys, time, urllib.error, urllib.parse, urllib.request

if len(sys.argv) != 5:
    sys.exit(__doc__)
url, key_id, key_file, event_file = sys.argv[1:]
with open(event_file, "rb") as file:
    body = file.read()


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
    try:
        answer = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        print(answer.status, answer.read().decode())
except (OSError, http.client.HTTPException) as error:
    sys.exit("%s gives no answer: %s" % (url, getattr(error, "reason", error)))
sys.exit(0 if answer.status < 400 else 1)
