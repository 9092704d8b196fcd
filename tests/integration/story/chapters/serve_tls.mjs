import https from 'node:https';
import { runProgram } from '../cli.mjs';
import { Daemon } from '../daemon.mjs';

// A certificate that vouches for itself, for 127.0.0.1 or for somebody else.
async function certificate(world, name, subject) {
  const cert = world.file(`${name}.pem`);
  const key = world.file(`${name}-key.pem`);
  const made = await runProgram('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
    '-subj', '/CN=countersign', '-addext', `subjectAltName=${subject}`, '-days', '2', '-keyout', key, '-out', cert],
    { env: world.environment() });
  if (made.code !== 0) throw new Error(made.stderr);
  return { cert, key };
}

function get(url, options) {
  return new Promise((resolve) => {
    const request = https.get(url, { agent: false, ...options }, (answer) => {
      const protocol = answer.socket.getProtocol();
      answer.resume().on('end', () => resolve({ status: answer.statusCode, protocol }));
    });
    request.on('error', (error) => resolve({ error: error.code }));
  });
}

async function operatorsOverTls(world, story, daemon, good, other) {
  const over = (extra) => world.plain().with({ options: ['--store', daemon.url, '--operator', 'alice', '--operator-key',
    world.file('alice.key'), ...extra] });
  const trusted = over(['--tls-trust', good.cert]);
  const info = await trusted.run('store', 'info');
  story.equals('the CLI reaches the store over TLS', [info.code, info.json?.store], [0, world.storeId]);
  const added = await trusted.run('user', 'add', 'user_tls');
  story.equals('and orders there', added.code, 0);
  for (const [claim, extra] of [['a certificate that nobody vouches for is refused', []],
    ['so is one that somebody else vouches for', ['--tls-trust', other.cert]]]) {
    const refused = await over(extra).run('user', 'add', 'user_never');
    story.equals(claim, [refused.code, refused.error.length > 0], [1, true]);
  }
  const users = await trusted.must('user', 'list');
  story.equals('what was ordered there never arrived', users.map(({ id }) => id).includes('user_never'), false);
}

export async function serveTls(world, story) {
  const good = await certificate(world, 'good', 'IP:127.0.0.1');
  const other = await certificate(world, 'other', 'DNS:elsewhere.example');
  const daemon = await Daemon.start({ bin: world.bin, store: world.store, environment: world.environment(),
    options: ['--tls-cert', good.cert, '--tls-key', good.key] });
  const ca = world.read('good.pem');
  story.holds('with a certificate, the address is https', daemon.url.startsWith('https://'), daemon.url);
  story.equals('an agent is answered over TLS 1.3', await get(`${daemon.url}/healthz`, { ca }), { status: 200, protocol: 'TLSv1.3' });
  const old = await get(`${daemon.url}/healthz`, { ca, maxVersion: 'TLSv1.2', minVersion: 'TLSv1.2' });
  story.holds('TLS 1.2 is not spoken', old.error, old);
  const plain = await fetch(daemon.url.replace('https:', 'http:')).then((answer) => answer.status, () => 'none');
  story.equals('nor is plain HTTP', plain, 'none');
  await operatorsOverTls(world, story, daemon, good, other);
  story.equals('asked to stop, it stops', (await daemon.stop()).code, 0);

  const wrong = await Daemon.start({ bin: world.bin, store: world.store, environment: world.environment(),
    options: ['--tls-cert', other.cert, '--tls-key', other.key] });
  const named = await world.plain().run('store', 'info', '--store', wrong.url, '--operator', 'alice', '--operator-key',
    world.file('alice.key'), '--tls-trust', other.cert);
  story.equals('a certificate for another name is refused', named.code, 1);
  await wrong.stop();
  const open = await runProgram(`${world.bin}/countersignd`, ['--store', world.store, '--listen', '0.0.0.0:0'],
    { env: world.environment() });
  story.equals('without TLS only loopback is served', open.code === 0, false);
  story.holds('and the sentence says what to do', open.stderr.includes('TLS'), open.stderr);
}
