#!/usr/bin/env python3
"""The headers of a record that says who said it: record.py TOPIC KEY VALUE_FILE PARTY KEY_ID SECRET_FILE

KEY is - for none, VALUE_FILE is - for a null value, SECRET_FILE holds base64 of the key of type hmac-sha256.
"""
import base64, hashlib, hmac, struct, sys, time


def sign(topic, key, value, party, key_id, secret, at=None):
    """Headers as confluent-kafka and kafka-python take them; key and value are bytes, or None."""
    at = str(int(time.time() * 1000) if at is None else at)
    mac = hmac.new(secret, digestmod=hashlib.sha256)
    for part in (b"renewals-proof-1", topic.encode(), key, value, party.encode(), at.encode(), b"p." + key_id.encode()):
        mac.update(struct.pack(">i", -1 if part is None else len(part)) + (part or b""))
    proof = "1.p.%s.%s" % (key_id, base64.urlsafe_b64encode(mac.digest()).rstrip(b"=").decode())
    return [("rn-party", party.encode()), ("rn-at", at.encode()), ("rn-proof", proof.encode())]


# producer.produce(topic, key=key, value=value, headers=sign(topic, key, value, "lakala", "lakala-h1", secret))

if __name__ == "__main__":
    topic, key, value_file, party, key_id, secret_file = sys.argv[1:]
    value = None if value_file == "-" else open(value_file, "rb").read()
    secret = base64.b64decode(open(secret_file, "rb").read())
    for name, text in sign(topic, None if key == "-" else key.encode(), value, party, key_id, secret):
        print(name + ": " + text.decode())
