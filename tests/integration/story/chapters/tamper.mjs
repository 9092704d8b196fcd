import fs from 'node:fs';
import { sqlite } from '../cli.mjs';

async function verify(world, file, state) {
  return world.plain(world.environment(state)).run('audit', 'verify', file);
}

const codes = (end) => (end.json?.findings ?? []).map((finding) => finding.code);

async function flip(world, story) {
  const copy = world.copyStore('flipped.countersign');
  const seq = world.denied.record.seq;
  const body = Buffer.from(await sqlite(copy, `SELECT hex(body) FROM records WHERE seq = ${seq}`), 'hex');
  const at = body.indexOf('"deny"');
  body.write('"allow"'.slice(0, 6), at);
  await sqlite(copy, `UPDATE records SET body = x'${body.toString('hex')}' WHERE seq = ${seq}`);
  const end = await verify(world, copy, 'nobody');
  story.equals('a changed record is found', end.code, 1);
  story.holds(`and named: record ${seq}`, end.json?.findings?.some((one) => one.seq === seq && one.code.startsWith('record_')),
    end.json?.findings);
}

async function cutOff(world, story) {
  const copy = world.copyStore('cut.countersign');
  await sqlite(copy, 'DELETE FROM records WHERE seq > (SELECT max(seq) - 10 FROM records)');
  const end = await verify(world, copy, 'nobody');
  story.equals('the newest ten deleted: found', [end.code, codes(end).includes('records_missing_at_end')], [1, true]);
}

// With everything that tells of them gone as well, what is left is a sound store of an hour ago.
async function cutOffWithoutATrace(world, story) {
  const copy = world.copyStore('shorter.countersign');
  const size = Number(await sqlite(copy, 'SELECT max(seq) - 9 FROM records'));
  await sqlite(copy, `DELETE FROM records WHERE seq >= ${size}; DELETE FROM record_values WHERE seq >= ${size};
    DELETE FROM checkpoints WHERE size > ${size}`);
  const end = await verify(world, copy, 'state');
  story.holds('the newest ten deleted with their checkpoints: found against the head that this user saw',
    end.code === 1 && codes(end).includes('head_older'), end.json?.findings);
}

async function swap(world, story) {
  const copy = world.copyStore('swapped.countersign');
  const a = world.allowed.record.seq;
  const b = world.denied.record.seq;
  await sqlite(copy, `UPDATE records SET seq = -1 WHERE seq = ${a}; UPDATE records SET seq = ${a} WHERE seq = ${b};
    UPDATE records SET seq = ${b} WHERE seq = -1`);
  const end = await verify(world, copy, 'nobody');
  story.equals('two swapped: found', [end.code, codes(end).includes('records_swapped')], [1, true]);
  story.holds('and named', end.json?.findings?.some((one) => [a, b].includes(one.seq)), end.json?.findings);
}

// A whole older copy is consistent in itself. Only who remembers a newer head can tell.
async function putBack(world, story, old) {
  const end = await verify(world, old, 'nobody');
  story.holds('an old copy alone looks sound, and verify says that it cannot see this',
    end.code === 0 && end.json?.blind?.length > 0, end);
  const remembered = await verify(world, old, 'state');
  story.equals('against the head that this user saw it does not', [remembered.code, codes(remembered).includes('head_older')],
    [1, true]);
}

async function rebuild(world, story) {
  const { alice } = world.people;
  const local = alice.with({ options: ['--store', world.store] });
  const first = await local.run('store', 'rebuild');
  story.equals('every table follows from the ledger: rebuilt, nothing changed', [first.code, first.json?.changed], [0, []]);
  await sqlite(world.store, `UPDATE state_agent SET body = replace(body, 'team', 'meat')
    WHERE id = '${world.agents.reviewer.id}'`);
  const found = await local.run('store', 'fsck');
  story.equals('a row changed behind its back is found', [found.code, found.json?.projections?.changed?.length], [1, 1]);
  const mended = await local.run('store', 'rebuild');
  story.holds('and mended', mended.code === 0 && mended.json?.changed?.length === 1
    && mended.json.changed[0].includes(world.agents.reviewer.id), mended);
  story.equals('after that all is well', (await local.run('store', 'fsck')).code, 0);
}

export async function tamper(world, story) {
  await world.stopDaemon();
  const old = world.copyStore('old.countersign');
  await world.startDaemon();
  await world.people.alice.must('user', 'add', 'user_new', '--display-name', 'seen after the copy');
  const stopped = await world.stopDaemon();
  story.equals('the daemon ends cleanly when it is asked to', stopped.code, 0);
  story.holds('and leaves no write-ahead log', !fs.existsSync(`${world.store}-wal`));
  const sound = await verify(world, world.store, 'state');
  story.equals('the stopped store verifies, with no key at all', [sound.code, codes(sound)], [0, []]);
  story.tells('mallory', 'gets at copies of the file');
  await flip(world, story);
  await cutOff(world, story);
  await cutOffWithoutATrace(world, story);
  await swap(world, story);
  await putBack(world, story, old);
  await rebuild(world, story);
  await world.startDaemon();
  story.equals('and the daemon starts on it again', (await world.people.alice.run('store', 'info')).code, 0);
}
