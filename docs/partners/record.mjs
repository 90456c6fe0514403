// The headers of a record that says who said it, sent with KafkaJS where a broker is named:
// node record.mjs TOPIC KEY VALUE_FILE PARTY KEY_ID SECRET_FILE [HOST:PORT]
// KEY is - for none, VALUE_FILE is - for a null value, SECRET_FILE holds base64 of the key of type hmac-sha256.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Headers as KafkaJS takes them; key and value are Buffers, or null.
export function sign(topic, key, value, party, keyId, secret, at = String(Date.now())) {
  const mac = createHmac('sha256', secret);
  for (const part of ['renewals-proof-1', topic, key, value, party, at, 'p.' + keyId]) {
    const bytes = part === null ? Buffer.alloc(0) : Buffer.from(part);
    const length = Buffer.alloc(4);
    length.writeInt32BE(part === null ? -1 : bytes.length);
    mac.update(length).update(bytes);
  }
  return { 'rn-party': party, 'rn-at': at, 'rn-proof': `1.p.${keyId}.${mac.digest('base64url')}` };
}

const [topic, keyText, valueFile, party, keyId, secretFile, broker] = process.argv.slice(2);
const key = keyText === '-' ? null : Buffer.from(keyText);
const value = valueFile === '-' ? null : readFileSync(valueFile);
const secret = Buffer.from(readFileSync(secretFile).toString(), 'base64');
const headers = sign(topic, key, value, party, keyId, secret);
if (broker) {
  const { Kafka, Partitioners } = createRequire(process.cwd() + '/')('kafkajs');
  const kafka = new Kafka({ clientId: party, brokers: [broker] });
  // the partitioner of Java's client; records that lie elsewhere are moved
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ key, value, headers }] });
  await producer.disconnect();
}
for (const [name, text] of Object.entries(headers)) {
  console.log(`${name}: ${text}`);
}
