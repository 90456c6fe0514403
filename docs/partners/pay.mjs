// A signed payment, by Node alone: node pay.mjs URL KEY_ID KEY_FILE CHANNEL_ID RENEWAL_ID FEN
// KEY_FILE is an Ed25519 private key in PEM, or base64 of a shared secret.
import { createHash, createHmac, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [url, keyId, keyFile, channelId, renewalId, fen] = process.argv.slice(2);
const body = JSON.stringify({
  paymentId: 'P-' + randomUUID(),
  renewalId,
  channelId,
  status: 'SETTLED',
  amount: { minorUnits: Number(fen), currency: 'CNY' },
  occurredAt: new Date().toISOString(),
});

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
