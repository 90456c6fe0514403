#!/bin/sh
# One renewal of today, as a channel and a carrier tell it: the approval first, the request last, one line wrong.
set -eu

# The same all day long, so that the same facts come out.
day=$(date -u +%Y-%m-%d)
amount='{"minorUnits":5000,"currency":"CNY"}'
payment='"type":"payment","paymentId":"P-77","renewalId":"R-2026-1","channelId":"bank-east","status":"SETTLED"'
plan='{"planId":"month-2G","validity":"P1M","dataBytes":2000000000}'

cat <<NDJSON
{"type":"carrier-review","reviewId":"RV-9","renewalId":"R-2026-1","carrierId":"carrier-m","outcome":"APPROVED","decidedAt":"${day}T08:05:00+08:00"}
{$payment,"amount":$amount,"occurredAt":"${day}T08:01:00+08:00"}
{$payment,"amount":$amount,"occurredAt":"${day}T08:01:00"}
{"type":"renewal-requested","renewalId":"R-2026-1","channelId":"bank-east","carrierId":"carrier-m","merchantId":"M-1","terminalId":"T-1","iccid":"89860012345678901238","plan":$plan,"amountDue":$amount,"requestedAt":"${day}T08:00:00+08:00"}
NDJSON
