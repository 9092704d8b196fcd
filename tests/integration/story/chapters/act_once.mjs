import { createPrivateKey, sign as signBytes } from 'node:crypto';
import { canonical, checkTicket } from '../ledger.mjs';
import { MERGE } from './ask_to_act.mjs';
import { approved, records, redeem, stateOf } from './held.mjs';

async function refuseTheInexact(world, story, held) {
  story.tells('agent', 'tries the approval on things that are almost what was approved');
  const attempts = [
    ['another action', { action: 'pr.create' }, 'approval_mismatch'],
    ['another resource', { resource: { repo: 'acme/apj' } }, 'approval_mismatch'],
    ['one more resource', { resource: { ...MERGE.resource, branch: 'main' } }, 'approval_mismatch'],
    ['one letter of an argument', { args: { ...MERGE.args, method: 'squasi' } }, 'approval_mismatch'],
    ['a number that is a text', { args: { ...MERGE.args, number: '42' } }, 'approval_mismatch'],
    ['one argument more', { args: { ...MERGE.args, force: true } }, 'approval_mismatch'],
    ['one argument less', { args: { number: 42 } }, 'approval_mismatch'],
  ];
  for (const [what, changed, code] of attempts) {
    const { status, body } = await redeem(held, changed);
    story.equals(`${what}: refused`, [status, body?.decision, body?.code, body?.request], [200, 'deny', code, held.request]);
  }
  story.equals('each attempt is a record of its own',
    (await records(world, held, 'kind = redemption and reason = approval_mismatch')).length, attempts.length);
  const foreign = await redeem(held, { agent: world.agents.docs });
  story.equals('another agent presents it: refused', [foreign.body?.decision, foreign.body?.code], ['deny', 'approval_foreign']);
  story.equals('and it opens no new request', (await world.people.bob.must('approval', 'list', '--state', 'pending')).length, 0);
  const unknown = await redeem({ ...held, id: `apr_${'0'.repeat(26)}` });
  story.equals('an approval that never was: refused', unknown.body?.code, 'approval_unknown');
  story.equals('none of it used the ticket up', await stateOf(held), 'approved');
}

async function useIt(world, story, held) {
  const { status, body } = await redeem(held);
  world.redeemed = body;
  story.tells('agent', 'presents the approval with exactly the action, resource and arguments that were approved');
  story.equals('allowed', [status, body?.decision, body?.request], [200, 'allow', held.request]);
  const again = await redeem(held);
  story.equals('once', [again.status, again.body?.decision, again.body?.code], [200, 'deny', 'approval_consumed']);
  story.equals('the ledger has one allow for it', (await records(world, held, 'kind = redemption and outcome = allow')).length, 1);
}

// The tool that runs the action trusts no answer: it has the approvers' keys, and the ledger's, from elsewhere.
async function checkOffline(world, story) {
  const ticket = world.redeemed.ticket;
  const trusted = { approvers: [world.keys.bob.public_key], ledgerKey: world.ledgerKey, action: MERGE.action,
    resource: MERGE.resource, args: MERGE.args };
  story.equals('the ticket convinces a page of plain Node', checkTicket(ticket, trusted), []);
  story.holds('which is not convinced by other arguments',
    checkTicket(ticket, { ...trusted, args: { ...MERGE.args, number: 43 } }).length > 0);

  const file = world.file('ticket.json', JSON.stringify(world.redeemed));
  const elsewhere = world.plain(world.environment('elsewhere'));
  const action = ['--action', MERGE.action];
  const where = ['--resource', 'repo=acme/api'];
  const what = ['--arguments', world.file('same.json', JSON.stringify(MERGE.args))];
  const bob = ['--key', world.keys.bob.public_key, '--ledger-key', world.ledgerKey];
  const verify = (key, args) => elsewhere.run('ticket', 'verify', file, '--key', key, action, where, '--arguments',
    world.file('arguments.json', JSON.stringify(args)), '--ledger-key', world.ledgerKey);
  const good = await verify(world.keys.bob.public_key, MERGE.args);
  story.equals('and `ticket verify`, with no store and no daemon', [good.code, good.json?.ok], [0, true]);
  const other = await verify(world.keys.carol.public_key, MERGE.args);
  story.equals('not with the key of somebody who did not approve', [other.code, other.json?.ok], [1, false]);
  const bent = await verify(world.keys.bob.public_key, { ...MERGE.args, method: 'rebase' });
  story.equals('and not for other arguments', [bent.code, bent.json?.ok], [1, false]);

  story.equals('a tool that names no action is told so', (await elsewhere.run('ticket', 'verify', file, bob, where, what)).code, 2);
  story.equals('what it does not name must not be there: arguments',
    (await elsewhere.run('ticket', 'verify', file, bob, action, where)).code, 1);
  story.equals('or the resource', (await elsewhere.run('ticket', 'verify', file, bob, action, what)).code, 1);
}

// An approval that nobody used is no allow, whatever record is put beside it; and one person is not two.
async function refuseForgedTickets(world, story) {
  const seed = Buffer.from(JSON.parse(world.read('carol.key')).seed, 'base64');
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const carol = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const { body: { ticket } } = await redeem(await approved(world));
  const trusted = { approvers: [world.keys.carol.public_key], ledgerKey: world.ledgerKey, action: MERGE.action,
    resource: MERGE.resource, args: MERGE.args };
  story.equals('carol\'s own ticket is good', checkTicket(ticket, trusted), []);
  const signed = JSON.parse(ticket.decisions[0].payload);
  const sign = (operator) => {
    const payload = canonical({ ...signed, operator, holds: signed.holds.map((hold) => ({ ...hold, quorum: 2 })) });
    const signature = signBytes(null, Buffer.from(`countersign/approval/v1\n${payload}`), carol).toString('base64');
    return { ...ticket.decisions[0], payload, signature };
  };
  const other = world.redeemed.ticket;
  const forged = {
    'one person under two names is no quorum of two': { ...ticket, decisions: [sign('carol'), sign('dora')] },
    'another request\'s record is no proof of this one': { ...ticket, record: other.record, inclusion: other.inclusion,
      checkpoint: other.checkpoint },
  };
  const elsewhere = world.plain(world.environment('elsewhere'));
  for (const [claim, lie] of Object.entries(forged)) {
    const told = await elsewhere.run('ticket', 'verify', world.file('forged.json', JSON.stringify(lie)), '--key',
      world.keys.carol.public_key, '--ledger-key', world.ledgerKey, '--action', MERGE.action, '--resource', 'repo=acme/api',
      '--arguments', world.file('same.json', JSON.stringify(MERGE.args)));
    story.equals(claim, [told.code, told.json?.ok, checkTicket(lie, trusted).length > 0], [1, false, true]);
  }
}

async function race(world, story) {
  const held = await approved(world);
  story.tells('agent', 'presents another approved ticket 64 times at once');
  const answers = await Promise.all(Array.from({ length: 64 }, () => redeem(held)));
  const won = answers.filter(({ body }) => body?.decision === 'allow');
  const lost = answers.filter(({ body }) => body?.decision === 'deny' && body.code === 'approval_consumed');
  story.equals('one wins, 63 lose', [won.length, lost.length], [1, 63]);
  story.equals('and so it stands in the ledger', [(await records(world, held, 'kind = redemption and outcome = allow')).length,
    (await records(world, held, 'kind = redemption and outcome = deny')).length], [1, 63]);
}

async function repeat(world, story) {
  const { reviewer } = world.agents;
  story.tells('agent', 'repeats itself, as programs do after a timeout');
  const ask = (title) => reviewer.act('pr.create', { repo: 'acme/api' }, { title }, { idempotency_key: 'build-1207' });
  const first = await ask('Fix it');
  const second = await ask('Fix it');
  story.equals('the same idempotency key repeats the same answer', second.text, first.text);
  const other = await ask('Break it');
  story.equals('with another body it is a conflict', [other.status, other.body?.error], [409, 'idempotency_conflict']);

  const held = await approved(world);
  const key = { idempotency_key: 'merge-1207' };
  const used = await redeem(held, key);
  const repeated = await redeem(held, key);
  story.equals('but a redemption is never repeated as allow', [used.body?.decision, repeated.body?.decision, repeated.body?.code],
    ['allow', 'deny', 'approval_consumed']);
  story.equals('the repeat only tells what was answered before', repeated.body?.previous,
    { decision: 'allow', record: used.body?.record });
}

export async function actOnce(world, story) {
  const held = { id: world.held.approval.id, request: world.held.request, args: MERGE.args, agent: world.agents.reviewer };
  await refuseTheInexact(world, story, held);
  await useIt(world, story, held);
  await checkOffline(world, story);
  await refuseForgedTickets(world, story);
  await race(world, story);
  await repeat(world, story);
}
