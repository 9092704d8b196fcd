// What a stranger needs to check a ticket and a record offline: RFC 8785, RFC 6962 and Ed25519 in a page of Node
// (core/design/formats-ledger.md, formats-approval.md).
import { createHash, createPublicKey, verify } from 'node:crypto';

// RFC 8785 is how JSON.stringify writes, with sorted members.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

export function sha256(...parts) {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
}

export const digestOf = (value) => sha256(canonical(value)).toString('hex');
export const leafOf = (body) => sha256(Buffer.of(0), body).toString('hex');

// `key`: base64 of the 32 bytes.
export function verifies(key, bytes, signature) {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key, 'base64').toString('base64url') };
  return verify(null, Buffer.from(bytes), createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(signature, 'base64'));
}

// RFC 7638.
export function thumbprint(key) {
  const x = Buffer.from(key, 'base64').toString('base64url');
  return sha256(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).toString('base64url');
}

const node = (left, right) => sha256(Buffer.of(1), left, right);

export function merkleRoot(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return node(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

// RFC 9162 section 2.1.3.2.
export function inclusionRoot(leaf, seq, size, proof) {
  let at = seq;
  let last = size - 1;
  let root = Buffer.from(leaf, 'hex');
  for (const hex of proof) {
    const hash = Buffer.from(hex, 'hex');
    if (last === 0) throw new Error('the proof is too long');
    if (at % 2 === 1 || at === last) {
      root = node(hash, root);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = node(root, hash);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) throw new Error('the proof is too short');
  return root;
}

// {origin, size, root} of a signed note; throws unless this ledger key signed it.
export function openCheckpoint(note, ledgerKey) {
  const blank = note.indexOf('\n\n');
  const text = note.slice(0, blank + 1);
  const [origin, size, root] = text.split('\n');
  const signed = note
    .slice(blank + 2)
    .split('\n')
    .filter((line) => line.startsWith(`\u2014 ${origin} `))
    .map((line) => Buffer.from(line.slice(origin.length + 3), 'base64'));
  const id = sha256(origin, '\n', Buffer.of(1), Buffer.from(ledgerKey, 'base64')).subarray(0, 4);
  const good = signed.some((bytes) => bytes.subarray(0, 4).equals(id) && verifies(ledgerKey, text, bytes.subarray(4)));
  if (!good) throw new Error('the checkpoint is not signed by this ledger key');
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

function commitment(name, { salt, value }) {
  return sha256(Buffer.of(0), Buffer.from(salt, 'base64'), canonical([name, value]));
}

// What a tool does before it runs anything: the approvers' keys and the ledger key come from elsewhere, the rest from
// the answer. Answers the sentences of what is wrong, none when all is well.
export function checkTicket(ticket, { approvers, ledgerKey, action, resource, args, now = new Date() }) {
  const wrong = [];
  const names = new Set();
  const keys = new Set();
  const record = JSON.parse(ticket.record.body);
  for (const { payload, signature, key } of ticket.decisions) {
    const signed = JSON.parse(payload);
    if (!approvers.includes(key)) wrong.push('signed by a key that is none of the approvers');
    if (!verifies(key, `countersign/approval/v1\n${payload}`, signature)) wrong.push('the signature does not fit');
    if (signed.key !== thumbprint(key)) wrong.push('the payload names another key');
    if (signed.decision !== 'approve') wrong.push('somebody did not approve');
    if (signed.action !== action || canonical(signed.resource) !== canonical(resource)) wrong.push('another action');
    if (new Date(signed.ticket_expires) <= now) wrong.push('too late');
    const opened = Object.entries(ticket.salts);
    if (canonical(Object.fromEntries(opened.map(([name, one]) => [name, one.value]))) !== canonical(args)) {
      wrong.push('other arguments');
    }
    opened.sort(([a], [b]) => (a < b ? -1 : 1));
    const root = merkleRoot(opened.map(([name, one]) => commitment(name, one))).toString('hex');
    if (root !== signed.args) wrong.push('the arguments are not those that were signed');
    names.add(signed.operator);
    keys.add(key);
    for (const name of ['store', 'request', 'agent', 'action', 'resource', 'args', 'policy']) {
      if (canonical(record[name] ?? {}) !== canonical(signed[name] ?? {})) wrong.push(`the record is about another ${name}`);
    }
    if (signed.holds.length === 0 || signed.holds.some((hold) => hold.quorum > ticket.decisions.length)) {
      wrong.push('too few people');
    }
  }
  if (names.size === 0 || names.size !== ticket.decisions.length || keys.size !== names.size) wrong.push('nobody, or one person twice');
  if (record.kind !== 'redemption' || record.outcome !== 'allow') wrong.push('the record is no allow of an approval');
  const head = openCheckpoint(ticket.checkpoint, ledgerKey);
  const root = inclusionRoot(leafOf(ticket.record.body), ticket.record.seq, head.size, ticket.inclusion);
  if (!root.equals(head.root)) wrong.push('the record is not in the signed ledger');
  return wrong;
}
