// Sends an event, signed, by Node alone: node send.mjs URL KEY_ID KEY_FILE EVENT_FILE
// KEY_FILE is an Ed25519 private key in PEM, or base64 of a shared secret.
// EVENT_FILE holds the JSON. Sent again it is the same event and counts once.
import { createHash, createHmac, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [url, keyId, keyFile, eventFile] = process.argv.slice(2);
const body = readFileSync(eventFile);

const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
const created = Math.floor(Date.now() / 1000);
const params = `("@method" "@path" "content-digest");created=${created};keyid="${keyId}";nonce="${randomUUID()}"`;
const base = [
  '"@method": POST',
  `"@path": ${new URL(url).pathname}`,
  `"content-digest": ${digest}`,
  `"@signature-params": ${params}`,
].join('\n');

const key = readFileSync(keyFile, 'utf8');
const signature = key.includes('PRIVATE KEY')
  ? sign(null, Buffer.from(base), createPrivateKey(key))
  : createHmac('sha256', Buffer.from(key, 'base64')).update(base).digest();

const answer = await fetch(url, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    'Content-Digest': digest,
    'Signature-Input': 'sig1=' + params,
    'Signature': `sig1=:${signature.toString('base64')}:`,
  },
  body,
});
console.log(answer.status, await answer.text());
process.exit(answer.status === 202 ? 0 : 1);
