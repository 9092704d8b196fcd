import { Agent } from '../agent.mjs';

const stateOf = async (world, id) => (await world.people.alice.must('agent', 'show', id)).state;

async function registerFirst(world, story) {
  const agent = new Agent('agent-code-reviewer-01', world.daemon.url);
  world.agents.reviewer = agent;
  await world.people.alice.must('agent', 'register', '--id', agent.id, '--owner', 'user_9', '--public-key', agent.publicKey,
    '--tag', 'team=platform', '--tag', 'env=prod', '--environment', 'prod');
  story.tells('alice', `registers ${agent.id}, owned by user_9, with the raw base64 of its public key`);
  const shown = await world.people.alice.must('agent', 'show', agent.id);
  story.equals('it has its tags and its owner', [shown.tags, shown.owner], [{ env: 'prod', team: 'platform' }, 'user_9']);
  story.equals('it is pending until it answered a challenge', shown.state, 'pending');
  const again = await world.people.alice.run('agent', 'register', '--id', 'AGENT-code-reviewer-01', '--owner', 'user_9',
    '--public-key', new Agent('x').publicKey);
  story.equals('an id is taken for ever, whatever its case', again.error, 'already_exists');
}

// In the form that the seed's agent prints about itself.
async function registerFromSeed(world, story) {
  const agent = new Agent('agent-docs-02', world.daemon.url);
  world.agents.docs = agent;
  const identity = { agent_id: agent.id, public_key: agent.publicKey, capabilities: ['repo:read', 'pr:write:draft'] };
  await world.people.alice.must('agent', 'register', '--owner', 'user_9', '--from-json',
    world.file('identity.json', JSON.stringify(identity)));
  story.tells('alice', `registers ${agent.id} from the JSON that it printed itself`);
  const shown = await world.people.alice.must('agent', 'show', agent.id);
  story.equals('what it asks for is noted, and nothing granted', shown.capabilities, identity.capabilities);
  story.equals('it may do nothing yet', await world.people.alice.must('agent', 'permissions', agent.id), []);
}

async function refuseBadAnswers(world, story) {
  const { reviewer, docs } = world.agents;
  const message = await reviewer.challenge();
  reviewer.checkChallenge(message, world.storeId);
  story.tells('agent', 'gets a challenge, and checks that it names its own id and this store before it signs');

  const stolen = { ...docs.answerTo(message), agent_id: reviewer.id };
  const wrongKey = await reviewer.present(stolen);
  story.equals('an answer by another key is refused', [wrongKey.status, wrongKey.body?.error], [401, 'signature_invalid']);
  const foreign = await docs.present(docs.answerTo(message));
  story.equals('so is another agent\'s challenge', [foreign.status, foreign.body?.error], [401, 'challenge_unknown']);

  // As in the article that this product began with: the signer chose the message, so it proves nothing about now.
  const chosen = await reviewer.present(reviewer.answerTo(Buffer.from('approve-request:174325')));
  story.equals('a message of its own choice is no challenge', [chosen.status, chosen.body?.error], [401, 'challenge_unknown']);
  const bent = Buffer.from(message);
  bent[bent.length - 20] ^= 1;
  const forged = await reviewer.present(reviewer.answerTo(bent));
  story.equals('nor is ours with one bit changed', [forged.status, forged.body?.error], [401, 'challenge_unknown']);
  story.equals('after all that it is still pending', await stateOf(world, reviewer.id), 'pending');

  const first = await reviewer.present(reviewer.answerTo(message));
  story.equals('the right answer opens a session', [first.status, first.body?.token_type], [200, 'Bearer']);
  story.equals('which lives five minutes', first.body?.expires_in, 300);
  story.equals('and makes the agent active', await stateOf(world, reviewer.id), 'active');
  const token = reviewer.token;
  const second = await reviewer.present(reviewer.answerTo(message));
  story.equals('a challenge counts once', [second.status, second.body?.error], [401, 'challenge_used']);
  reviewer.token = token;
  // A challenge that is too late needs a clock: tests/core/identity/tst_challenge moves one by 60 s.
  const opened = await docs.openSession(world.storeId);
  story.equals('the second agent proves its key as well', opened.status, 200);
}

async function refuseStrangers(world, story) {
  const { reviewer } = world.agents;
  const ask = (headers) => fetch(`${reviewer.url}/v1/actions`, { method: 'POST', headers: {
    'Content-Type': 'application/json', ...headers }, body: '{"action":"pr.create","resource":{}}' });
  story.equals('without a token nothing is decided', (await ask({})).status, 401);
  const guessed = await ask({ Authorization: `Bearer ${Buffer.alloc(32, 7).toString('base64url')}` });
  story.equals('nor with a guessed one', (await guessed.json()).error, 'invalid_token');
  const stranger = new Agent('agent-nobody', world.daemon.url);
  const refused = await stranger.openSession(world.storeId);
  story.equals('who is not registered gets no session', [refused.status, refused.body?.error], [401, 'agent_unknown']);
}

export async function registerAgents(world, story) {
  await registerFirst(world, story);
  await registerFromSeed(world, story);
  await refuseBadAnswers(world, story);
  await refuseStrangers(world, story);
}
