// A signed payment by npm's http-message-signatures: URL KEY_ID KEY_FILE ALGORITHM CHANNEL_ID
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const { createSigner, httpbis } = require('http-message-signatures');
const [url, keyId, keyFile, algorithm, channelId] = process.argv.slice(2);
const body = JSON.stringify({
  paymentId: 'P-' + randomUUID().slice(0, 8),
  renewalId: 'R-1',
  channelId,
  status: 'SETTLED',
  amount: { minorUnits: 5000, currency: 'CNY' },
  occurredAt: new Date().toISOString(),
});
const key = readFileSync(keyFile);
const request = await httpbis.signMessage(
  {
    key: createSigner(algorithm === 'hmac-sha256' ? Buffer.from(key.toString(), 'base64') : key, algorithm, keyId),
    fields: ['@method', '@path', '@query', '@authority', 'content-digest', 'content-type'],
    params: ['created', 'keyid', 'alg', 'nonce', 'expires'],
    paramValues: { nonce: randomUUID(), expires: new Date(Date.now() + 60000) },
  },
  {
    method: 'POST',
    url: url + '?from=node',
    headers: {
      'Content-Type': 'application/json',
      'Content-Digest': `sha-512=:${createHash('sha512').update(body).digest('base64')}:`,
    },
  },
);
const answer = await fetch(request.url, { method: request.method, headers: request.headers, body });
console.log(answer.status, await answer.text());
process.exit(answer.status === 202 ? 0 : 1);
