import { leafOf } from '../ledger.mjs';

// What an approver will see, and what will run: nothing else.
export const MERGE = { action: 'pr.merge', resource: { repo: 'acme/api' }, args: { method: 'squash', number: 42 } };

async function openDelegatedSession(world, story) {
  const { reviewer, docs } = world.agents;
  const stolen = await docs.openSession(world.storeId, world.delegation);
  story.equals('nobody acts under another\'s delegation', stolen.body?.error, 'delegation_foreign');
  const opened = await reviewer.openSession(world.storeId, world.delegation);
  story.tells('agent', 'opens a session for user_123: {agent_id, message, signature, delegation}');
  story.equals('the session is open', opened.status, 200);
  await docs.openSession(world.storeId);
}

async function allowed(world, story) {
  const { reviewer } = world.agents;
  const { status, body } = await reviewer.act('pr.create', { repo: 'acme/api' }, { title: 'Fix it', draft: true },
    { reason: 'the build is red' });
  world.allowed = body;
  story.tells('agent', 'asks for pr.create on acme/api');
  story.equals('it is allowed at once', [status, body?.decision], [200, 'allow']);
  const row = await world.people.alice.must('audit', 'show', String(body.record.seq));
  story.equals('the record is the one that the answer named', [row.leaf, leafOf(row.body)], [body.record.leaf, body.record.leaf]);
  story.equals('for whom stands in it', row.record.user, 'user_123');
  story.equals('with the chain of who acts for whom', row.record.chain,
    [{ id: 'user_123', type: 'user' }, { delegation: world.delegation, id: reviewer.id, type: 'agent' }]);
  story.equals('and the scopes that were left after every intersection', row.record.scope, ['pr:write:draft']);
  story.holds('the arguments do not stand in it, only their root', row.record.args && !row.body.includes('Fix it'), row.body);
  story.equals('they lie beside it, to be erased one day', row.values?.args?.title?.value, 'Fix it');
}

async function denied(world, story) {
  const { reviewer } = world.agents;
  const { status, body } = await reviewer.act('pr.create', { repo: 'other/api' }, { title: 'Fix it' });
  world.denied = body;
  story.tells('agent', 'asks for the same on other/api');
  story.equals('no, and the answer says why', [status, body?.decision, body?.code], [200, 'deny', 'resource_not_granted']);
  story.holds('in a sentence', body?.reasons?.[0]?.text?.length > 10, body?.reasons);
  story.holds('and what would have been needed', body?.explanation?.needed?.some((fact) => fact.includes('pr:write:draft')),
    body?.explanation);
  story.tells('daemon', `${body.reasons[0].text}; needed: ${body.explanation.needed.join(', ')}`);
  const row = await world.people.alice.must('audit', 'show', String(body.record.seq));
  story.equals('a refusal is a record, too', [row.record.kind, row.record.outcome], ['decision', 'deny']);
  const unknown = await reviewer.act('db.drop', { repo: 'acme/api' });
  story.equals('what nobody mapped and nobody granted is refused', [unknown.body?.decision, unknown.body?.code],
    ['deny', 'scope_not_granted']);
}

async function held(world, story) {
  const { reviewer } = world.agents;
  const { status, body } = await reviewer.act(MERGE.action, MERGE.resource, MERGE.args, { reason: 'all checks are green' });
  world.held = body;
  story.tells('agent', 'asks for pr.merge');
  story.equals('a person must countersign first', [status, body?.decision, body?.code], [200, 'hold', 'approval_required']);
  story.tells('daemon', `${body.reasons[0].text} (${body.approval.id}, until ${body.approval.expires_at})`);
  story.equals('one of them', [body?.approval?.state, body?.approval?.needed, body?.approval?.given], ['pending', 1, 0]);
  story.holds('it has a request id to wait for', /^req_/.test(body?.request) && /^apr_/.test(body?.approval?.id), body);
  const early = await reviewer.act(MERGE.action, MERGE.resource, MERGE.args, { approval: body.approval.id });
  story.equals('nothing runs before that', [early.body?.decision, early.body?.code], ['deny', 'approval_pending']);
  const foreign = await world.agents.docs.watch(body.request);
  story.equals('another agent learns nothing of it', [foreign.status, foreign.body?.error], [404, 'not_found']);
  world.waiting = reviewer.watch(body.request, 60);
  story.tells('agent', `waits for ${body.request} (one long poll, no asking again and again)`);
}

export async function askToAct(world, story) {
  await openDelegatedSession(world, story);
  await allowed(world, story);
  await denied(world, story);
  await held(world, story);
}
