import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Agent } from '../agent.mjs';

const CONTROL = 'a\u001b[2Jb\u0000c\u202ed';
const HUGE = 'x'.repeat(2 << 20);

function refused(story, claim, answer, statuses) {
  story.holds(claim, statuses.includes(answer.status) && typeof answer.body?.error === 'string'
    && answer.body.error_description?.length > 10 && answer.body.error !== 'internal', `${answer.status} ${answer.text.slice(0, 300)}`);
}

async function ready(world) {
  const agent = new Agent('agent-odd', world.daemon.url);
  const { alice } = world.people;
  await alice.must('agent', 'register', '--id', agent.id, '--owner', 'user_9', '--public-key', agent.publicKey);
  await alice.must('grant', 'create', '--to', `agent:${agent.id}`, '--scope', '**', '--hold', '1');
  await alice.must('user', 'add', 'carol');
  const key = await world.plain().must('keygen', '--out', world.file('carol.key'), '--no-passphrase');
  await alice.must('operator', 'add', '--id', 'carol', '--person', 'user:carol', '--role', 'approver', '--public-key', key.public_key);
  world.person('carol', world.file('carol.key'));
  world.storeId = (await alice.must('store', 'info')).store;
  await agent.openSession(world.storeId);
  world.agents.odd = agent;
  return agent;
}

async function refuseBodies(agent, story) {
  const post = (text, headers) => agent.call('POST', '/v1/actions', text, headers);
  refused(story, 'no JSON', await post('{"action": '), [400]);
  refused(story, 'the same member twice', await post('{"action":"a","action":"b","resource":{}}'), [400]);
  refused(story, 'a member that nobody knows', await post('{"action":"a","resource":{},"scope":"*"}'), [400]);
  refused(story, 'a number that no JSON number holds', await post('{"action":"a","resource":{},"arguments":{"n":12345678901234567890}}'), [400]);
  refused(story, '100 levels', await post(`{"action":"a","resource":{},"arguments":{"d":${'['.repeat(100)}${']'.repeat(100)}}}`), [400]);
  refused(story, 'half a character', await post('{"action":"a","resource":{},"arguments":{"t":"\\ud800"}}'), [400]);
  refused(story, 'a list', await post('[]'), [400]);
  refused(story, 'another media type', await post('action=a', { 'Content-Type': 'text/plain' }), [415]);
  refused(story, 'another method', await agent.call('PUT', '/v1/actions', {}), [404, 405]);
  refused(story, 'a path that is not there', await agent.call('GET', '/v1/nothing'), [404]);
}

async function refuseFields(agent, story) {
  const good = { action: 'pr.create', resource: { repo: 'acme/api' }, arguments: {}, reason: 'r', idempotency_key: 'k' };
  const bent = (value) => ({
    action: { ...good, action: value },
    'a key of resource': { ...good, resource: { [value]: 'acme/api' } },
    'a value of resource': { ...good, resource: { repo: value } },
    idempotency_key: { ...good, idempotency_key: value },
    approval: { ...good, approval: value },
  });
  for (const [field, body] of Object.entries(bent(CONTROL))) {
    refused(story, `control characters in ${field}`, await agent.call('POST', '/v1/actions', body), [400]);
  }
  for (const [field, body] of Object.entries({ ...bent(HUGE), reason: { ...good, reason: HUGE }, arguments: { ...good, arguments: { t: HUGE } } })) {
    refused(story, `2 MB in ${field}`, await agent.call('POST', '/v1/actions', body), [413]);
  }
  refused(story, 'a reason of 5 kB', await agent.call('POST', '/v1/actions', { ...good, reason: 'x'.repeat(5000) }), [413, 400]);
  refused(story, 'control characters in agent_id', await agent.call('POST', '/v1/challenges', { agent_id: CONTROL }), [400]);
  const session = { agent_id: agent.id, message: 'AA==', signature: Buffer.alloc(64).toString('base64') };
  for (const field of ['agent_id', 'message', 'signature', 'delegation']) {
    refused(story, `control characters in ${field} of a session`, await agent.call('POST', '/v1/sessions', { ...session, [field]: CONTROL }), [400, 401]);
    refused(story, `2 MB in ${field} of a session`, await agent.call('POST', '/v1/sessions', { ...session, [field]: HUGE }), [413]);
  }
  refused(story, 'a request id of control characters', await agent.call('GET', `/v1/actions/${encodeURIComponent(CONTROL)}`), [400, 404]);
}

// Arguments and reason are data: kept byte for byte, and escaped before a terminal sees them.
async function escapeForTerminals(agent, world, story) {
  const args = { [CONTROL]: CONTROL, list: [CONTROL] };
  const { status, body, text } = await agent.call('POST', '/v1/actions', { action: 'pr.create', resource: { repo: 'acme/api' }, arguments: args, reason: CONTROL });
  story.equals('control characters in arguments and reason are data', [status, body?.decision], [200, 'hold']);
  const view = await world.people.carol.must('approval', 'show', body.approval.id);
  story.equals('the approver\'s program gets them unchanged', [view.arguments, view.asked_reason], [args, CONTROL]);
  for (const words of [['approval', 'show', body.approval.id], ['approval', 'list']]) {
    const shown = spawnSync(path.join(world.bin, 'countersignctl'), [...words, '--store', world.store, '--operator-key', world.file('carol.key')],
      { env: world.environment() });
    const bad = shown.stdout.toString('utf8').match(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
    story.holds(`\`${words[0]} ${words[1]}\` lets none of them reach the terminal`, shown.status === 0 && bad === null,
      `${shown.status} ${JSON.stringify(bad)} ${shown.stderr}`);
  }
}

export async function badRequests(world, story) {
  const agent = await ready(world);
  await refuseBodies(agent, story);
  await refuseFields(agent, story);
  await escapeForTerminals(agent, world, story);
  const answer = await agent.act('pr.create', { repo: 'acme/api' });
  story.equals('after all that it answers as ever', [answer.status, answer.body?.decision], [200, 'hold']);
  const verified = await world.people.alice.run('audit', 'verify');
  story.equals('and the ledger is sound', [verified.code, verified.json?.findings], [0, []]);
}
