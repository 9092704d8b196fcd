import fs from 'node:fs';
import { sqlite } from '../cli.mjs';
import { refused } from './bad_keys.mjs';

export async function badFiles(world, story) {
  const plain = world.plain();
  await plain.must('keygen', '--out', world.file('admin.key'), '--no-passphrase');
  await plain.must('store', 'init', world.store, '--trust-domain', 'acme.example', '--operator', 'alice', '--operator-key',
    world.file('admin.key'));
  const alice = world.person('alice', world.file('admin.key'));
  const pristine = fs.readFileSync(world.store);

  const open = async (file, ...words) => plain.run(...words, '--store', file, '--operator-key', world.file('admin.key'));
  const both = async (what, file, code) => {
    refused(story, `${what}: not opened`, await open(file, 'store', 'info'), code);
    refused(story, `${what}: not verified`, await plain.run('audit', 'verify', file), code);
  };
  await both('no file', world.file('nowhere.countersign'), 'store_unreadable');
  await both('an empty file', world.file('empty.countersign', ''), 'store_unreadable');
  await both('a letter to grandmother', world.file('letter.countersign', 'Dear grandmother,\n'.repeat(200)), 'store_unreadable');
  await both('half a store', world.file('half.countersign', pristine.subarray(0, 100)), 'store_unreadable');
  const foreign = world.file('foreign.countersign');
  await sqlite(foreign, 'PRAGMA application_id = 42; CREATE TABLE letters (a TEXT)');
  await both('somebody else\'s database', foreign, 'store_foreign');
  refused(story, 'a store is not made over a file', await plain.run('store', 'init', world.store, '--trust-domain', 'acme.example',
    '--operator', 'alice', '--operator-key', world.file('admin.key')), 'already_exists');
  story.holds('and that file is what it was', fs.readFileSync(world.store).equals(pristine));

  const newer = world.file('newer.countersign', pristine);
  fs.copyFileSync(`${world.store}.key`, `${newer}.key`);
  await sqlite(newer, 'PRAGMA user_version = 99');
  const info = await open(newer, 'store', 'info');
  story.equals('a store of a newer version is read', [info.code, info.json?.state], [0, 'read_only']);
  const written = await open(newer, 'user', 'add', 'user_1');
  refused(story, 'and not written', written, 'store_read_only');
  story.holds('because it is newer, as the sentence says', written.stderr.includes('newer'), written.stderr);

  await plain.must('keygen', '--out', world.file('stranger.key'), '--no-passphrase');
  refused(story, 'a key that belongs to nobody here', await plain.run('store', 'info', '--store', world.store, '--operator-key',
    world.file('stranger.key')), 'operator_unknown');
  story.equals('after all that the store is sound', (await alice.run('store', 'info')).code, 0);
}
