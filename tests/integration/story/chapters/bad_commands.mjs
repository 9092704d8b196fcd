import { Agent } from '../agent.mjs';
import { refused } from './bad_keys.mjs';

const CONTROL = 'a\u001b[2Jb\u0007c\u202ed';
const LONG = 'x'.repeat(100_000);

async function refuseIds(world, story) {
  const { alice } = world.people;
  const key = new Agent('x').publicKey;
  const add = (...words) => alice.run('agent', 'register', '--owner', 'user_9', '--public-key', key, ...words);
  for (const [what, id] of [['control characters', CONTROL], ['100 kB', LONG], ['nothing', ''], ['a slash', 'a/b'], ['a look-alike', 'аgent']]) {
    story.equals(`an agent id of ${what}`, (await add('--id', id)).code, 2);
    story.equals(`a user id of ${what}`, (await alice.run('user', 'add', '--', id)).code === 0, false);
    story.equals(`a scope of ${what}`, (await alice.run('scope', 'set', '--risk', 'low', '--', id)).code === 0, false);
  }
  const fields = { '--tag': `k=${CONTROL}`, '--metadata': `model=${CONTROL}`, '--environment': CONTROL, '--capability': CONTROL };
  for (const [option, value] of Object.entries(fields)) {
    const end = await add('--id', 'agent-odd', option, value);
    story.holds(`control characters in ${option} are refused`, end.code !== 0 && end.error !== 'internal', end.stderr);
    const long = await add('--id', 'agent-odd', option, option === '--environment' || option === '--capability' ? LONG : `k=${LONG}`);
    story.holds(`100 kB in ${option} are refused`, long.code !== 0 && long.error !== 'internal', long.stderr.slice(0, 300));
  }
  const listed = await alice.must('agent', 'list');
  story.equals('no such agent was registered', listed, []);
}

async function keepFreeText(world, story) {
  const { alice } = world.people;
  await alice.must('user', 'add', 'user_odd', '--display-name', CONTROL);
  const shown = await alice.must('user', 'list');
  story.equals('a display name is free text, kept as it is', shown.find((user) => user.id === 'user_odd')?.display_name?.text, CONTROL);
}

async function refuseWrongUsage(world, story) {
  const { alice } = world.people;
  const wrong = [['agnet', 'list'], ['agent', 'lsit'], ['agent', 'show'], ['agent', 'list', '--limt', '3'], ['grant', 'create', '--to', 'nobody', '--scope', 'a'],
    ['delegation', 'create', '--from', 'user:user_9', '--to', 'agent:x', '--scope', 'a', '--expires', 'tomorrow'],
    ['grant', 'create', '--to', 'agent:x', '--scope', 'a:**:b'], ['grant', 'create', '--to', 'agent:x', '--scope', 'a', '--resource', 'repo=../etc']];
  for (const words of wrong) {
    const end = await alice.run(...words);
    story.holds(`${words.join(' ')}: wrong usage, with a hint`, end.code === 2 && end.stderr.length > 20, end);
  }
  refused(story, 'what is not there is not found', await alice.run('agent', 'suspend', 'agent-nobody'), 'agent_unknown');
}

async function refuseImports(world, story) {
  const { alice } = world.people;
  const good = new Agent('agent-csv').publicKey;
  const csv = world.file('agents.csv', `id,owner,public_key\nagent-csv,user_9,${good}\n${LONG},user_9,${good}\nagent-small,user_9,AAAA\n`);
  const end = await alice.run('agent', 'import', csv, '--dry-run');
  story.equals('a dry run names every bad row', [end.code, end.json?.map((row) => row.ok)], [1, [true, false, false]]);
  const seed = world.file('seed.json', JSON.stringify({ agent_id: 'agent-long', public_key: good, capabilities: ['y'.repeat(2 << 20)] }));
  story.equals('2 MB of identity are refused', (await alice.run('agent', 'register', '--owner', 'user_9', '--from-json', seed)).code, 1);
  const small = Buffer.alloc(32).toString('base64');
  story.holds('a key of small order is no key',
    (await alice.run('agent', 'register', '--id', 'agent-zero', '--owner', 'user_9', '--public-key', small)).error === 'key_invalid');
}

export async function badCommands(world, story) {
  await world.startDaemon();
  await world.people.alice.must('user', 'add', 'user_9');
  await refuseIds(world, story);
  await keepFreeText(world, story);
  await refuseWrongUsage(world, story);
  await refuseImports(world, story);
  const verified = await world.people.alice.run('audit', 'verify');
  story.equals('the ledger is sound', [verified.code, verified.json?.findings], [0, []]);
}
