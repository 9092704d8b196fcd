import fs from 'node:fs';

// A refusal: this exit code, this code, and a sentence without control bytes.
export function refused(story, claim, end, error, code = 1) {
  const spoken = end.stderr.trim();
  story.holds(claim, end.code === code && end.error === error && spoken.length > 20 && !/[\x00-\x09\x0b-\x1f\x7f]/.test(spoken),
    { code: end.code, error: end.error, stderr: spoken.slice(0, 500) });
}

export async function badKeys(world, story) {
  const passphrase = world.file('passphrase', 'open sesame\n');
  const wrong = world.file('wrong', 'open says me\n');
  const empty = world.file('empty', '');
  const plain = world.plain();
  await plain.must('keygen', '--out', world.file('alice.key'), '--passphrase-file', passphrase);
  const init = (key, file) => plain.run('store', 'init', world.file('x.countersign'), '--trust-domain', 'acme.example',
    '--operator', 'alice', '--operator-key', key, '--passphrase-file', file);
  const left = () => fs.readdirSync(world.folder).filter((name) => name.startsWith('x.countersign'));

  refused(story, 'a wrong passphrase', await init(world.file('alice.key'), wrong), 'wrong_passphrase');
  const nothing = await plain.run('keygen', '--out', world.file('y.key'), '--passphrase-file', empty);
  story.equals('an empty passphrase is refused where it is made', [nothing.code, fs.existsSync(world.file('y.key'))], [2, false]);
  refused(story, 'a key file that is not there', await init(world.file('nowhere.key'), passphrase), 'not_found');

  const good = JSON.parse(world.read('alice.key'));
  const bend = (name, change) => {
    const copy = structuredClone(good);
    change(copy);
    return world.file(name, `${JSON.stringify(copy)}\n`);
  };
  const absurd = {
    'a thousand passes': (key) => (key.kdf.passes = 1000),
    'no pass at all': (key) => (key.kdf.passes = 0),
    'a terabyte of memory': (key) => (key.kdf.memory_bytes = 2 ** 40),
    'another cipher': (key) => (key.cipher = 'rot13'),
    'a member too many': (key) => (key.comment = 'hello'),
    'a salt that is too short': (key) => (key.kdf.salt = 'AAAA'),
    'version 2': (key) => (key.v = 2),
  };
  for (const [what, change] of Object.entries(absurd)) {
    refused(story, `a key file with ${what}`, await init(bend('absurd.key', change), passphrase), 'key_file_invalid');
  }
  refused(story, 'a key file that ends early', await init(world.file('cut.key', world.read('alice.key').slice(0, 90)), passphrase),
    'key_file_invalid');
  refused(story, 'a key file of 2 MB', await init(world.file('long.key', 'A'.repeat(2 << 20)), passphrase), 'too_large');
  const other = bend('other.key', (key) => (key.public_key = Buffer.alloc(32, 9).toString('base64')));
  story.equals('a key file with somebody else\'s public key', (await init(other, passphrase)).code, 1);
  story.equals('none of it left a piece of a store behind', left(), []);
}
