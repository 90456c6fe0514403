// An SMSC of another make than jsmpp's: the npm package smpp. Says its port, then each message that it took, a line each.
'use strict';
const smpp = require('smpp');

let taken = 0;

// The SMSC's own counting: hexadecimal with leading zeros.
const nextId = () => (++taken).toString(16).padStart(8, '0');

const textOf = (pdu) =>
  (pdu.message_payload && pdu.message_payload.message) || pdu.short_message.message;

const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    const refused = pdu.password !== process.argv[2];
    session.send(pdu.response({ command_status: refused ? smpp.ESME_RINVPASWD : smpp.ESME_ROK }));
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('submit_sm', (pdu) => {
    const text = textOf(pdu);
    if (text.includes('满')) {
      session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
      return;
    }
    const id = nextId();
    session.send(pdu.response({ message_id: id }));
    console.log(JSON.stringify({ id, to: pdu.destination_addr, coding: pdu.data_coding, text }));
    session.deliver_sm({
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
      short_message:
        'id:' + id + ' sub:001 dlvrd:001 submit date:2603020200 done date:2603020201 stat:DELIVRD err:000 text:',
    });
  });
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
