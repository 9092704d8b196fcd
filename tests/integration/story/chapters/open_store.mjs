import fs from 'node:fs';
import http from 'node:http';

const mode = (file) => (fs.statSync(file).mode & 0o777).toString(8);

async function makeKeys(world, story) {
  const passphrase = world.file('bob.passphrase', 'correct horse battery staple\n');
  const sealing = { alice: ['--no-passphrase'], bob: ['--passphrase-file', passphrase], carol: ['--no-passphrase'],
    dora: ['--no-passphrase'], hugo: ['--no-passphrase'], olga: ['--no-passphrase'] };
  for (const [name, how] of Object.entries(sealing)) {
    world.keys[name] = await world.plain().must('keygen', '--out', world.file(`${name}.key`), how);
  }
  story.tells('everyone', 'makes an Ed25519 key of their own; bob seals his with a passphrase');
  story.equals('a key file is for its owner only', mode(world.file('bob.key')), '600');
  story.holds('bob\'s private key does not stand in his file', !world.read('bob.key').includes('"seed"'));
  const again = await world.plain().run('keygen', '--out', world.file('bob.key'), '--no-passphrase');
  story.equals('a key file is never overwritten', again.code, 1);
}

async function initStore(world, story) {
  const made = await world.plain().must('store', 'init', world.store, '--trust-domain', 'acme.example',
    '--operator', 'alice', '--operator-key', world.file('alice.key'));
  world.storeId = made.store;
  story.tells('alice', `makes the store ${made.store}`);
  story.holds('the store has an id', /^sto_[0-9a-z]{26}$/.test(made.store), made);
  story.equals('store and service key are for their owner only', [mode(world.store), mode(`${world.store}.key`)],
    ['600', '600']);
}

async function reachDaemon(world, story) {
  await world.startDaemon();
  story.tells('daemon', `runs as process ${world.daemon.pid} and prints its address, ${world.daemon.url}`);
  const alice = world.person('alice', world.file('alice.key'));
  const info = await alice.must('store', 'info');
  world.ledgerKey = info.ledger_key;
  story.equals('the CLI, given only the file, reaches the daemon that owns it', info.store, world.storeId);
  const added = await alice.must('user', 'add', 'user_9', '--display-name', 'Olga, who owns the agents');
  const row = await alice.must('audit', 'show', String(added.seq));
  story.equals('and its commands travel there over loopback', row.values?.texts?.source?.value, '127.0.0.1');
  const url = alice.with({ options: ['--store', world.daemon.url, '--operator', 'alice', '--operator-key', world.file('alice.key')] });
  story.equals('with the URL it sees the same store', (await url.run('store', 'info')).json?.store, world.storeId);
}

// Whoever can write the hint beside the store could send people elsewhere: a listener that is not the owner has no
// ledger key, and the proof of the real one names the real one's address.
async function refuseFakeOwner(world, story) {
  const lock = `${world.store}.lock`;
  const hint = fs.readFileSync(lock, 'utf8');
  const seen = [];
  let answer;
  const server = http.createServer(async (request, response) => {
    seen.push(`${request.method} ${request.url.split('?')[0]}`);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(await answer(request.url)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  fs.writeFileSync(lock, `${JSON.stringify({ address, pid: process.pid })}\n`);
  try {
    answer = () => ({ address, ledger_key: world.ledgerKey, signature: Buffer.alloc(64, 1).toString('base64'),
      store: world.storeId });
    const liar = await world.people.alice.run('user', 'add', 'mallory');
    story.equals('a listener without the ledger key is not believed', liar.code, 1);
    story.holds('and the refusal says so', liar.stderr.length > 0 && liar.error !== '', liar);
    answer = async (url) => (await fetch(world.daemon.url + url)).json();
    const relay = await world.people.alice.run('user', 'add', 'mallory');
    story.equals('nor one that passes on the real owner\'s proof', relay.code, 1);
    const named = await world.people.alice.with({ options: ['--store', address, '--operator', 'alice', '--operator-key',
      world.file('alice.key')] }).run('store', 'info');
    story.equals('not even when it is named by its URL', [named.code, named.error], [1, 'store_mismatch']);
    story.holds('neither saw more than the question who it is', seen.every((line) => line.startsWith('GET ')), seen);
  } finally {
    fs.writeFileSync(lock, hint);
    server.closeAllConnections();
    server.close();
  }
  const users = await world.people.alice.must('user', 'list');
  story.holds('nothing that was ordered there has happened', !users.some((user) => user.id === 'mallory'), users);
}

export async function openStore(world, story) {
  await makeKeys(world, story);
  await initStore(world, story);
  await reachDaemon(world, story);
  await refuseFakeOwner(world, story);
}
