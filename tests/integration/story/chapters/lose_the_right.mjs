import { within } from '../step.mjs';
import { grantMerge } from './grant_rights.mjs';
import { approved, hold, records, redeem, stateOf } from './held.mjs';

// The ticket is refused with this code, in a record of its own.
async function refuses(world, story, claim, held, code) {
  const { status, body } = await redeem(held);
  story.equals(claim, [status, body?.decision, body?.code], [200, 'deny', code]);
  const kept = await records(world, held, `kind = redemption and reason = ${code}`);
  story.holds(`${code} stands in the ledger`, kept.some((row) => row.seq === body?.record?.seq), kept);
}

async function deniedOrWithdrawn(world, story) {
  const held = await hold(world);
  story.tells('carol', 'denies a request: not before the release');
  const waiting = held.agent.watch(held.request, 60);
  await world.people.carol.must('approval', 'deny', held.id, '--reason', 'not before the release');
  const told = (await within(10, 'the long poll wakes', waiting)).body?.approval;
  story.equals('one no is enough, and the agent is told why', [told?.state, told?.reason], ['denied', 'not before the release']);
  await refuses(world, story, 'a denied request does not run', held, 'approval_denied');

  const mine = await hold(world);
  const withdrawn = await mine.agent.withdraw(mine.request);
  story.equals('the agent may withdraw', [withdrawn.status, withdrawn.body?.approval?.state], [200, 'withdrawn']);
  await refuses(world, story, 'then it does not run either', mine, 'approval_withdrawn');
}

async function tenMismatches(world, story) {
  const held = await approved(world);
  story.tells('agent', 'tries ten other numbers on one ticket');
  for (let i = 0; i < 10; ++i) await redeem(held, { args: { ...held.args, number: 100 + i } });
  story.equals('ten attempts with other bytes end a ticket', await stateOf(held), 'lapsed');
  await refuses(world, story, 'then the right bytes come too late', held, 'approval_lapsed');
}

// The shortest times that a store takes are one second. What the story waits with is a long poll on a request that
// nobody decides: it answers when its time is over.
async function tooLate(world, story) {
  const { alice, carol } = world.people;
  const other = await hold(world, { agent: world.agents.docs });
  await alice.must('store', 'settings', '--pending', '1s', '--ticket', '1s');
  story.tells('alice', 'gives requests and tickets one second each');
  const unanswered = await hold(world);
  await other.agent.watch(other.request, 2);
  story.equals('nobody decided in time: no', await stateOf(unanswered), 'lapsed');
  const late = await carol.run('approval', 'approve', unanswered.id);
  story.equals('and nobody can say yes afterwards', [late.code, late.error], [1, 'approval_lapsed']);
  await refuses(world, story, 'it does not run', unanswered, 'approval_lapsed');

  await alice.must('store', 'settings', '--pending', '15m');
  const unused = await approved(world);
  await other.agent.watch(other.request, 2);
  await refuses(world, story, 'an approval that was not used in time does not run', unused, 'approval_expired');
  await alice.must('store', 'settings', '--ticket', '5m');
  await other.agent.withdraw(other.request);
}

async function authorityChanged(world, story) {
  const { alice } = world.people;
  const regranted = await approved(world);
  story.tells('alice', 'revokes the grant behind an approved ticket, and grants it anew');
  await alice.must('grant', 'revoke', world.mergeGrant);
  await refuses(world, story, 'the grant was revoked since: no', regranted, 'scope_not_granted');
  await grantMerge(world);
  await refuses(world, story, 'it was granted anew: that is another grant', regranted, 'authority_changed');
  // What another policy version does needs a published policy: tests/core/service/tst_redemption has one.

  story.tells('alice', 'disables the operator who approved another');
  const orphaned = await approved(world, { by: 'dora' });
  await alice.must('operator', 'disable', 'dora');
  await refuses(world, story, 'who approved is no operator any more: no', orphaned, 'approver_not_live');
}

async function agentChanged(world, story) {
  const { alice } = world.people;
  const { docs } = world.agents;
  story.tells('alice', 'suspends an agent and resumes it; then gives it another key');
  const suspended = await approved(world, { agent: docs });
  await alice.must('agent', 'suspend', docs.id);
  await alice.must('agent', 'resume', docs.id);
  await docs.openSession(world.storeId);
  await refuses(world, story, 'the agent was suspended and resumed since: no', suspended, 'approval_lapsed');

  const rekeyed = await approved(world, { agent: docs });
  docs.rekey();
  await alice.must('agent', 'rotate-key', docs.id, '--public-key', docs.publicKey);
  await docs.openSession(world.storeId);
  await refuses(world, story, 'its key was changed since: no', rekeyed, 'approval_lapsed');
}

export async function loseTheRight(world, story) {
  await deniedOrWithdrawn(world, story);
  await tenMismatches(world, story);
  await tooLate(world, story);
  await authorityChanged(world, story);
  await agentChanged(world, story);
}
