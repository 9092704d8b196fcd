import { within } from '../step.mjs';
import { approved, hold, redeem, stateOf } from './held.mjs';

async function suspend(world, story) {
  const { alice, carol } = world.people;
  const { reviewer } = world.agents;
  await reviewer.openSession(world.storeId, world.delegation);
  const ticket = await approved(world);
  const pending = await hold(world, { args: { method: 'merge', number: 7 } });
  const waiting = reviewer.watch(pending.request, 60);
  await alice.must('agent', 'suspend', reviewer.id);
  story.tells('alice', 'suspends the agent while it waits, with a ticket in its hand');
  const woken = await within(10, 'the long poll ends', waiting);
  story.holds('its long poll ends at once', woken.body?.approval?.state === 'lapsed' || woken.status >= 400, woken.text);
  const acted = await reviewer.act('pr.create', { repo: 'acme/api' }, { title: 'one more' });
  story.equals('its session is dead at the next call', [acted.status, acted.body?.error], [403, 'agent_suspended']);
  const again = await reviewer.challenge().then((message) => reviewer.call('POST', '/v1/sessions', reviewer.answerTo(message)));
  story.equals('it gets no other', [again.status, again.body?.error], [403, 'agent_suspended']);
  const late = await carol.run('approval', 'approve', pending.id);
  story.equals('what waited can no longer be approved', [late.code, late.error], [1, 'approval_lapsed']);

  const old = reviewer.token;
  await alice.must('agent', 'resume', reviewer.id);
  reviewer.token = old;
  const revived = await reviewer.act('pr.create', { repo: 'acme/api' }, { title: 'one more' });
  story.equals('resumed, the old session stays dead', [revived.status, revived.body?.error], [401, 'session_dead']);
  await reviewer.openSession(world.storeId, world.delegation);
  const used = await redeem(ticket);
  story.equals('and so does the ticket', [used.body?.decision, used.body?.code], ['deny', 'approval_lapsed']);
  story.equals('and the request', await stateOf(pending), 'lapsed');
  const fresh = await reviewer.act('pr.create', { repo: 'acme/api' }, { title: 'a fresh start' });
  story.equals('with a new session it may act again', fresh.body?.decision, 'allow');
}

async function takeBackDelegation(world, story) {
  const { alice } = world.people;
  const { reviewer } = world.agents;
  const ticket = await approved(world);
  const preview = await alice.must('delegation', 'revoke', world.delegation, '--preview');
  story.holds('a preview says what ends with the delegation', preview.approvals?.includes(ticket.id), preview);
  await alice.must('delegation', 'revoke', world.delegation);
  const acted = await reviewer.act('pr.create', { repo: 'acme/api' }, { title: 'for whom?' });
  story.holds('without it nothing runs for user_123', acted.body?.decision === 'deny' || acted.status === 403, acted.text);
  story.equals('because it was revoked', acted.body?.code ?? acted.body?.error, 'delegation_revoked');
  const used = await redeem(ticket);
  story.equals('a ticket under it is dead as well', used.body?.decision === 'allow', false);
  const opened = await reviewer.openSession(world.storeId, world.delegation);
  story.equals('and no session opens under it', opened.body?.error, 'delegation_revoked');
}

async function revoke(world, story) {
  const { alice, carol } = world.people;
  const { docs } = world.agents;
  const ticket = await approved(world, { agent: docs });
  const pending = await hold(world, { agent: docs, args: { method: 'merge', number: 8 } });
  await alice.must('agent', 'revoke', docs.id);
  story.tells('alice', `revokes ${docs.id}`);
  const used = await redeem(ticket);
  story.equals('session and ticket are dead', [used.status, used.body?.error], [403, 'agent_revoked']);
  const late = await carol.run('approval', 'approve', pending.id);
  story.equals('what waited can no longer be approved', [late.code, late.error], [1, 'approval_lapsed']);
  const states = [];
  for (const { id } of [pending, ticket]) states.push((await alice.must('approval', 'show', id)).approval.state);
  story.equals('request and ticket have lapsed', states, ['lapsed', 'lapsed']);
  const refused = await docs.openSession(world.storeId);
  story.equals('there is no way back: no session', refused.body?.error, 'agent_revoked');
  const resumed = await alice.run('agent', 'resume', docs.id);
  story.equals('and no resuming', [resumed.code, resumed.error], [1, 'illegal_transition']);
}

export async function stopAgents(world, story) {
  await suspend(world, story);
  await takeBackDelegation(world, story);
  await revoke(world, story);
}
