import http from 'node:http';

const CLIENTS = 24;
const ENOUGH = 200;

// One POST on a connection that is kept. `cut` says that an answer had begun and did not end.
function post(agent, keep, body) {
  return new Promise((resolve) => {
    const url = new URL('/v1/actions', agent.url);
    const text = JSON.stringify(body);
    let began = false;
    const request = http.request(url, { agent: keep, method: 'POST', headers: { 'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text), Authorization: `Bearer ${agent.token}` } }, (answer) => {
      began = true;
      let got = '';
      answer.setEncoding('utf8').on('data', (chunk) => (got += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, body: answer.complete ? JSON.parse(got) : undefined,
        cut: !answer.complete }));
      answer.on('error', () => resolve({ cut: true }));
    });
    request.on('error', () => resolve({ cut: began, gone: true }));
    request.end(text);
  });
}

async function load(agent, state) {
  const keep = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let i = 0; ; ++i) {
    const answer = await post(agent, keep, { action: 'pr.create', resource: { repo: 'acme/api' }, arguments: { i } });
    state.answers.push(answer);
    if (state.answers.length === ENOUGH) state.enough();
    if (answer.gone || answer.cut || answer.status !== 200) break;
  }
  keep.destroy();
}

// What is in flight when the daemon is asked to stop is finished: no answer is cut off, and what was answered is kept.
export async function drain(world, story) {
  await world.startDaemon();
  const agent = world.agents.reviewer;
  await agent.openSession(world.storeId);
  const held = await agent.act('pr.merge', { repo: 'acme/api' }, { number: 77 });
  const poll = agent.watch(held.body?.request, 60);
  const state = { answers: [] };
  const enough = new Promise((resolve) => (state.enough = resolve));
  const clients = Array.from({ length: CLIENTS }, () => load(agent, state));
  await enough;
  const stopped = world.stopDaemon();
  const polled = await poll;
  const end = await stopped;
  await Promise.all(clients);
  story.equals('asked to stop under load, it ends as asked', [end.code, end.signal], [0, null]);
  const done = state.answers.filter((answer) => answer.status === 200);
  story.tells('daemon', `answered ${done.length} requests before it went`);
  story.equals('no answer was cut off', state.answers.filter((answer) => answer.cut).length, 0);
  story.equals('everything answered was a decision', done.filter((answer) => answer.body?.decision !== 'allow').length, 0);
  story.equals('who waited for a countersignature was told that it still waits', [polled.status, polled.body?.decision],
    [200, 'hold']);
  const verified = await world.plain().run('audit', 'verify', world.store);
  story.equals('the store it left verifies', [verified.code, verified.json?.findings], [0, []]);
  const rows = new Map((await world.people.alice.must('audit', 'list', '--limit', '100000')).map((row) => [row.seq, row.leaf]));
  story.equals('and holds every answer', done.filter(({ body }) => rows.get(body.record.seq) !== body.record.leaf).length, 0);
}
