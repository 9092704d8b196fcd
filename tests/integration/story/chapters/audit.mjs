const reasonsOf = (record) => (record.reasons ?? []).map((reason) => reason.code);

// Each filter beside the same question asked in Node about every record.
function questions(world) {
  const agent = world.agents.reviewer.id;
  const approval = world.held.approval.id;
  const half = world.redeemed.record.seq;
  return [
    ['agent', `agent = ${agent}`, ({ record }) => record.agent === agent],
    ['user', 'user = user_123', ({ record }) => record.user === 'user_123'],
    ['operator', 'operator = bob', ({ record }) => record.operator === 'bob'],
    ['action', 'action = pr.merge', ({ record }) => record.action === 'pr.merge'],
    ['resource', 'resource.repo = other/api', ({ record }) => record.resource?.repo === 'other/api'],
    ['resource pattern', 'resource ~ "acme/*"', ({ record }) => Object.values(record.resource ?? {}).some((v) => v.startsWith('acme/'))],
    ['outcome', 'outcome = deny', ({ record }) => record.outcome === 'deny'],
    ['kind', 'kind in (decision, redemption)', ({ record }) => ['decision', 'redemption'].includes(record.kind)],
    ['approval', `approval = ${approval}`, ({ record }) => record.approval === approval],
    ['reason', 'reason = approval_mismatch', ({ record }) => reasonsOf(record).includes('approval_mismatch')],
    ['number', `seq < ${half}`, ({ seq }) => seq < half],
    ['all of it together', `agent = ${agent} and user = user_123 and not outcome = allow and action != pr.create`,
      ({ record }) => record.agent === agent && record.user === 'user_123' && record.outcome !== 'allow' && record.action !== 'pr.create'],
  ];
}

export async function audit(world, story) {
  const { alice, bob } = world.people;
  const all = await alice.must('audit', 'list', '--limit', '100000');
  const newest = all[0].seq;
  story.tells('alice', `reads the ledger: ${all.length} records`);
  story.equals('none is missing', all.map((row) => row.seq), Array.from({ length: newest + 1 }, (_, i) => newest - i));

  const same = async (name, filter, wanted) => {
    const rows = (await alice.must('audit', 'list', '--limit', '100000', '--filter', filter)).filter((row) => row.seq <= newest);
    const expected = all.filter(wanted).map((row) => row.seq);
    story.holds(`by ${name}: ${filter}`, expected.length > 0 && JSON.stringify(rows.map((row) => row.seq)) === JSON.stringify(expected),
      `${rows.length} rows, wanted ${expected.length}`);
  };
  for (const [name, filter, wanted] of questions(world)) await same(name, filter, wanted);
  const middle = all[Math.floor(all.length / 2)].record.at;
  await same('time', `time >= ${middle}`, ({ record }) => record.at >= middle);
  await same('time, relative', 'time > -1h', () => true);

  const wrong = await alice.run('audit', 'list', '--filter', 'agnet = x');
  story.holds('a misspelt field is refused with the right one', wrong.code === 2 && wrong.stderr.includes('agent'), wrong);
  const refused = await bob.run('audit', 'list', '--filter', `agent = ${world.agents.docs.id} and kind = authentication`);
  story.equals('an approver reads the queue and its history, not everything', [refused.code, refused.error], [1, 'forbidden']);
  const reads = await alice.must('audit', 'list', '--filter', 'kind = audit.read');
  story.holds('who read is in the ledger, too', reads.length > 0 && reads.every((row) => row.record.operator), reads[0]);

  const verified = await alice.run('audit', 'verify');
  story.equals('the daemon verifies it whole: tree, checkpoints, signatures, index', [verified.code, verified.json?.findings], [0, []]);
  story.holds('it says what it checked', verified.json?.parts?.every((part) => part.checked > 0), verified.json?.parts);
}
