// A merge that waits, and one that was approved: what several chapters begin with.
import { MERGE } from './ask_to_act.mjs';

export async function hold(world, { agent = world.agents.reviewer, args = MERGE.args } = {}) {
  const { body, text } = await agent.act(MERGE.action, MERGE.resource, args);
  if (body?.decision !== 'hold') throw new Error(`this should have been held: ${text}`);
  return { request: body.request, id: body.approval.id, args, agent };
}

export async function approved(world, { by = 'carol', ...what } = {}) {
  const held = await hold(world, what);
  await world.people[by].must('approval', 'approve', held.id);
  return held;
}

export function redeem(held, more = {}) {
  const { agent = held.agent, action = MERGE.action, resource = MERGE.resource, args = held.args, ...body } = more;
  return agent.act(action, resource, args, { approval: held.id, ...body });
}

export async function stateOf(held) {
  return (await held.agent.watch(held.request)).body?.approval?.state;
}

// Records about one approval that satisfy a filter.
export function records(world, held, filter) {
  return world.people.alice.must('audit', 'list', '--limit', '1000', '--filter', `approval = ${held.id} and ${filter}`);
}
