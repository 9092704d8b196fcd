import { sha256 } from '../ledger.mjs';

const resultOf = async (world, seq) => (await world.people.alice.must('audit', 'show', String(seq))).result;

export async function reportOutcome(world, story) {
  const { reviewer, docs } = world.agents;
  const { request, record } = world.redeemed;
  const listed = await world.people.alice.must('audit', 'list', '--filter', `request = ${request} and outcome = allow`);
  story.equals('until the agent reports, the record says: allowed, outcome unknown', listed.map((row) => row.result), ['unknown']);
  story.equals('of the draft as well', await resultOf(world, world.allowed.record.seq), 'unknown');

  const foreign = await docs.report(request, 'success');
  story.equals('another agent reports nothing', [foreign.status, foreign.body?.error], [404, 'not_found']);
  const bad = await reviewer.report(request, 'splendid');
  story.equals('an outcome is success or failure', [bad.status, bad.body?.error], [400, 'invalid_request']);
  const reported = await reviewer.report(request, 'success', { result_digest: sha256('merged').toString('hex'), detail: 'merged as 1f0c' });
  story.tells('agent', 'reports success, with the digest of what the tool answered');
  story.equals('the report is a record of its own', [reported.status, reported.body?.request, reported.body?.record?.seq > record.seq],
    [200, request, true]);
  story.equals('and the allowed action now says so', await resultOf(world, record.seq), 'success');
  const twice = await reviewer.report(request, 'failure');
  story.equals('it is told once', [twice.status, twice.body?.error], [409, 'already_decided']);
  const never = await reviewer.report(world.denied.request, 'success');
  story.equals('what was refused has no outcome', [never.status, never.body?.error], [409, 'illegal_transition']);
  await reviewer.report(world.allowed.request, 'failure', { detail: 'the branch was gone' });
  story.equals('a failure is told as well', await resultOf(world, world.allowed.record.seq), 'failure');
}
