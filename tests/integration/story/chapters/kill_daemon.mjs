import { approved, records, redeem } from './held.mjs';

const CLIENTS = 16;
const ENOUGH = 300;
const TICKETS = 8;

// Acts until the daemon is gone. Keeps what was acknowledged, and the keys of what was not.
async function load(agent, state, client) {
  for (let i = 0; !state.dead; ++i) {
    const key = `load-${client}-${i}`;
    let answer;
    try {
      answer = await agent.act('pr.create', { repo: 'acme/api' }, { client, i }, { idempotency_key: key });
    } catch {
      state.cut.push({ key, client, i });
      return;
    }
    if (answer.body?.decision !== 'allow') throw new Error(`under load: ${answer.text}`);
    state.acknowledged.push({ key, client, i, answer });
    if (state.acknowledged.length === ENOUGH) state.enough();
  }
}

async function useTickets(tickets, state) {
  for (const held of tickets) {
    if (state.dead) return;
    try {
      const answer = await redeem(held);
      if (answer.body?.decision === 'allow') state.redeemed.push({ held, answer });
    } catch {
      return;
    }
  }
}

async function killUnderLoad(world, agent, tickets) {
  const state = { dead: false, acknowledged: [], cut: [], redeemed: [] };
  const enough = new Promise((resolve) => (state.enough = resolve));
  const clients = Array.from({ length: CLIENTS }, (_, client) => load(agent, state, client));
  const halves = [tickets.slice(0, TICKETS / 2), tickets.slice(TICKETS / 2)];
  clients.push(useTickets(halves[0], state));
  await Promise.race([enough, Promise.all(clients)]);
  clients.push(useTickets(halves[1], state));
  const ended = await world.daemon.kill();
  state.dead = true;
  await Promise.all(clients);
  world.daemon = undefined;
  return { ...state, ended };
}

async function checkAcknowledged(world, story, state) {
  const rows = await world.people.alice.must('audit', 'list', '--limit', '100000');
  const leaves = new Map(rows.map((row) => [row.seq, row.leaf]));
  const all = [...state.acknowledged, ...state.redeemed].map(({ answer }) => answer.body.record);
  const lost = all.filter((record) => leaves.get(record.seq) !== record.leaf);
  story.equals(`all ${all.length} acknowledged decisions are there, byte for byte`, lost, []);
}

async function checkNothingTwice(world, story, agent, state, tickets) {
  const sample = state.acknowledged.slice(-40);
  const repeated = await Promise.all(sample.map(({ key, client, i }) =>
    agent.act('pr.create', { repo: 'acme/api' }, { client, i }, { idempotency_key: key })));
  story.equals('asked again with the same key, each gets the answer it had', repeated.filter((one, n) =>
    one.text !== sample[n].answer.text).length, 0);
  const known = new Set(state.acknowledged.map(({ answer }) => answer.body.request));
  const again = [];
  for (const { key, client, i } of state.cut) {
    const once = await agent.act('pr.create', { repo: 'acme/api' }, { client, i }, { idempotency_key: key });
    const twice = await agent.act('pr.create', { repo: 'acme/api' }, { client, i }, { idempotency_key: key });
    again.push(once.text === twice.text && once.body?.decision === 'allow' && !known.has(once.body?.request));
  }
  story.holds(`the ${state.cut.length} that were cut off run at most once when they are asked again`, again.every(Boolean), again);

  const acknowledged = new Set(state.redeemed.map(({ held }) => held.id));
  const after = [];
  for (const held of tickets) after.push([held, (await redeem(held)).body]);
  story.holds('a ticket that was used stays used', after.every(([held, body]) =>
    !acknowledged.has(held.id) || body?.code === 'approval_consumed'), after.map(([, body]) => body?.code));
  const counts = [];
  for (const held of tickets) counts.push((await records(world, held, 'kind = redemption and outcome = allow')).length);
  story.equals('every ticket ran exactly once, before the crash or after', counts, tickets.map(() => 1));
}

export async function killDaemon(world, story) {
  const agent = world.agents.reviewer;
  const opened = await agent.openSession(world.storeId);
  if (opened.status !== 200) throw new Error(opened.text);
  const tickets = [];
  for (let i = 0; i < TICKETS; ++i) tickets.push(await approved(world, { args: { number: 1000 + i } }));
  story.tells('agent', `asks with ${CLIENTS} requests at a time, and presents ${TICKETS} tickets meanwhile`);
  const state = await killUnderLoad(world, agent, tickets);
  story.tells('daemon', `is killed after ${state.acknowledged.length} answers, with ${state.cut.length} requests in flight`);
  story.equals('it was SIGKILL, in the middle', [state.ended.signal, state.cut.length > 0, state.acknowledged.length >= ENOUGH],
    ['SIGKILL', true, true]);
  const crashed = await world.plain().run('audit', 'verify', world.store);
  story.equals('the crashed file verifies as it lies', [crashed.code, crashed.json?.findings], [0, []]);
  await world.startDaemon();
  await checkAcknowledged(world, story, state);
  await checkNothingTwice(world, story, agent, state, tickets);
  const verified = await world.people.alice.run('audit', 'verify');
  story.equals('and the ledger proves itself', [verified.code, verified.json?.findings], [0, []]);
  const stopped = await world.stopDaemon();
  story.equals('asked to stop, the daemon stops', stopped.code, 0);
}
