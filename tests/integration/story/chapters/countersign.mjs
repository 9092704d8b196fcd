import { canonical, digestOf, verifies } from '../ledger.mjs';
import { within } from '../step.mjs';
import { MERGE } from './ask_to_act.mjs';

async function refuseThePartial(world, story) {
  const { alice, hugo, olga } = world.people;
  const id = world.held.approval.id;
  const user = await hugo.run('approval', 'approve', id);
  story.equals('who is acted for does not approve it', [user.code, user.error], [1, 'not_eligible']);
  const owner = await olga.run('approval', 'approve', id);
  story.equals('nor does the agent\'s owner', [owner.code, owner.error], [1, 'not_eligible']);
  await alice.must('user', 'add', 'user_123_at_home', '--alias-of', 'user_123');
  await alice.must('operator', 'add', '--id', 'hugo-again', '--person', 'user:user_123_at_home', '--role', 'approver',
    '--public-key', (await world.plain().must('keygen', '--out', world.file('hugo2.key'), '--no-passphrase')).public_key);
  const alias = await world.person('hugo2', world.file('hugo2.key')).run('approval', 'approve', id);
  story.equals('under another name neither', [alias.code, alias.error], [1, 'not_eligible']);
}

async function review(world, story) {
  const { bob } = world.people;
  const id = world.held.approval.id;
  const queue = await bob.must('approval', 'list', '--state', 'pending');
  story.tells('bob', 'lists what waits, and looks at it');
  story.equals('the request waits in his list', queue.map((one) => one.id), [id]);
  const view = await bob.must('approval', 'show', id);
  story.equals('who, and for whom', [view.approval.agent, view.approval.user], [world.agents.reviewer.id, 'user_123']);
  story.equals('the exact action, resource and arguments', [view.approval.action, view.approval.resource, view.arguments],
    [MERGE.action, MERGE.resource, MERGE.args]);
  story.equals('why the agent asks', view.asked_reason, 'all checks are green');
  story.holds('why it is held, and by which grant', view.approval.holds?.[0]?.origin === `grant:${world.mergeGrant}`,
    view.approval.holds);
  story.equals('how risky it is', view.approval.risk, 'high');
  story.equals('what is signed is the digest of what is shown', digestOf(view.review), view.review_digest);
  story.tells('bob', `reads: ${view.approval.agent} for ${view.approval.user}: ${view.approval.action} on ${JSON.stringify(view.approval.resource)}`);
  story.tells('bob', `reads: with ${JSON.stringify(view.arguments)}, because "${view.asked_reason}"`);
  story.holds('and he may decide it', view.may_decide === true, view.why_not);
  return view.review_digest;
}

async function approve(world, story, reviewed) {
  const { bob } = world.people;
  const id = world.held.approval.id;
  const stale = await bob.run('approval', 'approve', id, '--review', '0'.repeat(64));
  story.equals('what is no longer what was reviewed is not signed', [stale.code, stale.error], [1, 'review_stale']);
  const done = await bob.run('approval', 'approve', id, '--reason', 'looks right', '--review', reviewed);
  story.tells('bob', 'approves, with his own key');
  story.equals('his decision is taken', [done.code, done.json?.decision], [0, 'approve']);
  const woken = await within(10, 'the long poll wakes', world.waiting);
  const late = woken.at - done.endedAt;
  story.holds(`the agent wakes ${Math.abs(late).toFixed(0)} ms ${late < 0 ? 'before' : 'after'} his command ends (at most 200 ms after)`,
    late < 200, `${late} ms`);
  story.equals('a poll never says allow: the right still has to be used', [woken.body?.decision, woken.body?.approval?.state],
    ['hold', 'approved']);
  const twice = await bob.run('approval', 'approve', id);
  story.equals('it is decided once', [twice.code, twice.error], [1, 'already_decided']);
  return performance.timeOrigin + woken.at;
}

async function checkLedger(world, story, reviewed, wokenAt) {
  const rows = await world.people.alice.must('audit', 'list', '--filter',
    `approval = ${world.held.approval.id} and kind = command and outcome = done`);
  story.equals('the decision is one record', rows.length, 1);
  const { record } = rows[0] ?? {};
  // The budget is 200 ms; a machine with other work to do gets a second.
  const late = wokenAt - Date.parse(record.at);
  story.holds(`the agent woke ${late.toFixed(0)} ms after the time that stands in this record`, late > -5 && late < 1000, `${late} ms`);
  const decision = record.command.command;
  const bob = world.keys.bob.public_key;
  story.holds('its signature verifies with bob\'s public key alone',
    verifies(bob, `countersign/approval/v1\n${decision.payload}`, decision.signature));
  story.holds('so does the command around it',
    verifies(bob, `countersign/command/v1\n${canonical(record.command)}`, record.signature));
  const signed = JSON.parse(decision.payload);
  story.equals('he signed this action on this resource, and no other', [signed.action, signed.resource, signed.review],
    [MERGE.action, MERGE.resource, reviewed]);
  const changed = decision.payload.replace('acme/api', 'acme/apj');
  story.holds('one letter changed, and it does not verify',
    !verifies(bob, `countersign/approval/v1\n${changed}`, decision.signature));
}

export async function countersign(world, story) {
  await refuseThePartial(world, story);
  const reviewed = await review(world, story);
  const wokenAt = await approve(world, story, reviewed);
  await checkLedger(world, story, reviewed, wokenAt);
}
