async function catalogue(world, story) {
  const { alice } = world.people;
  await alice.must('scope', 'set', 'repo:read', '--risk', 'low', '--description', 'Read a repository');
  await alice.must('scope', 'set', 'pr:write:draft', '--risk', 'medium', '--description', 'Write a draft pull request');
  await alice.must('scope', 'set', 'pr:merge', '--risk', 'high', '--description', 'Merge a pull request');
  await alice.must('action', 'map', 'repo.read', 'repo:read');
  await alice.must('action', 'map', 'pr.create', 'pr:write:draft');
  await alice.must('action', 'map', 'pr.merge', 'pr:merge');
  story.tells('alice', 'writes the scope catalogue: repo:read low, pr:write:draft medium, pr:merge high');
  const scopes = await alice.must('scope', 'list');
  story.equals('the catalogue says how risky each scope is', scopes.map((one) => [one.scope, one.risk]).sort(),
    [['pr:merge', 'high'], ['pr:write:draft', 'medium'], ['repo:read', 'low']]);
  story.equals('the action decides which scope it needs, not the caller', await alice.must('action', 'list'),
    { 'pr.create': 'pr:write:draft', 'pr.merge': 'pr:merge', 'repo.read': 'repo:read' });
}

// Also used when a grant is revoked and made again.
export async function grantMerge(world) {
  const grant = await world.people.alice.must('grant', 'create', '--to', `agent:${world.agents.reviewer.id}`, '--scope', 'pr:merge',
    '--resource', 'repo=acme/*', '--hold', '1', '--from', 'approver');
  world.mergeGrant = grant.id;
  return grant;
}

async function grants(world, story) {
  const { alice } = world.people;
  const to = `agent:${world.agents.reviewer.id}`;
  await alice.must('grant', 'create', '--to', to, '--scope', 'repo:read', '--resource', 'repo=acme/*');
  await alice.must('grant', 'create', '--to', to, '--scope', 'pr:write:draft', '--resource', 'repo=acme/*');
  await grantMerge(world);
  await alice.must('grant', 'create', '--to', `agent:${world.agents.docs.id}`, '--scope', 'pr:**', '--resource', 'repo=acme/*',
    '--hold', '1', '--from', 'approver');
  story.tells('alice', 'grants repo=acme/*: drafts at once, merges held for one approver');
  const held = (await alice.must('grant', 'list', '--to', to)).filter((grant) => grant.hold);
  story.equals('only the merge is held', held.map((grant) => grant.scopes), [['pr:merge']]);
}

async function operators(world, story) {
  const { alice } = world.people;
  const persons = { bob: 'bob', carol: 'carol', dora: 'dora', hugo: 'user_123', olga: 'user_9' };
  for (const user of ['bob', 'carol', 'dora', 'user_123']) await alice.must('user', 'add', user);
  for (const [id, person] of Object.entries(persons)) {
    await alice.must('operator', 'add', '--id', id, '--person', `user:${person}`, '--public-key', world.keys[id].public_key,
      '--role', 'approver');
    world.person(id, world.file(`${id}.key`), id === 'bob' ? ['--passphrase-file', world.file('bob.passphrase')] : []);
  }
  story.tells('alice', 'adds approvers, each with a key that only that person has');
  const refused = await world.people.carol.run('grant', 'create', '--to', `agent:${world.agents.reviewer.id}`, '--scope', '**');
  story.equals('an approver grants nothing', [refused.code, refused.error], [1, 'forbidden']);
}

async function delegate(world, story) {
  const { alice } = world.people;
  const made = await alice.must('delegation', 'create', '--from', 'user:user_123', '--to', `agent:${world.agents.reviewer.id}`,
    '--scope', 'pr:**', '--scope', 'repo:read', '--resource', 'repo=acme/*', '--purpose', 'review of the week', '--expires', '+8h');
  world.delegation = made.id;
  story.tells('alice', 'notes that user_123 lends the agent pr:** and repo:read on acme/*, for eight hours');
  const listed = await alice.must('delegation', 'list');
  story.equals('it is one hop and ends there', listed.map((hop) => [hop.from, hop.to, hop.max_depth]),
    [['user:user_123', world.agents.reviewer.id, 0]]);
}

export async function grantRights(world, story) {
  await catalogue(world, story);
  await grants(world, story);
  await operators(world, story);
  await delegate(world, story);
}
