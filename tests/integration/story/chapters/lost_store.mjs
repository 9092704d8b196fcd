import fs from 'node:fs';
import { sqlite } from '../cli.mjs';
import { Daemon } from '../daemon.mjs';

// Another program that only reads the file must not make SQLite think that nobody uses it.
async function lookFromOutside(world, story) {
  const alice = world.people.alice;
  await sqlite(world.store, 'SELECT count(*) FROM records');
  story.equals('another program read the file: the log is still there', fs.existsSync(`${world.store}-wal`), true);
  const added = await alice.must('user', 'add', 'user_after_a_look');
  await world.daemon.kill();
  world.daemon = undefined;
  await world.startDaemon();
  const record = await alice.run('audit', 'show', String(added.seq));
  story.equals('what was acknowledged after it survives a kill', [record.code, record.json?.leaf], [0, added.leaf]);
  await world.agents.odd.openSession(world.storeId);
}

async function takeTheLockAway(world, story) {
  const alice = world.people.alice;
  fs.renameSync(`${world.store}.lock`, `${world.store}.lock.away`);
  const second = await Daemon.start({ bin: world.bin, store: world.store, environment: world.environment() })
    .catch((error) => error);
  const refused = await world.agents.odd.act('pr.create', { repo: 'acme/api' });
  story.equals('its lock is taken away: the next call is refused', [refused.status, refused.body?.error],
    [503, 'store_replaced']);
  if (second instanceof Daemon) await second.stop();
  await world.stopDaemon();
  fs.rmSync(`${world.store}.lock.away`);
  await world.startDaemon();
  const after = await alice.run('audit', 'verify');
  story.equals('and the ledger is whole', [after.code, after.json?.findings], [0, []]);
  await world.agents.odd.openSession(world.storeId);
}

// What is unlinked can still be written to, and is lost when the daemon ends: nobody may believe that it was kept.
async function removeIt(world, story) {
  const agent = world.agents.odd;
  fs.rmSync(world.store);
  const gone = await agent.act('pr.create', { repo: 'acme/api' });
  story.equals('the file is removed: the next call is refused', [gone.status, gone.body?.error], [503, 'store_replaced']);
  const remote = world.people.alice.with({ options: ['--store', world.daemon.url, '--operator', 'alice', '--operator-key', world.file('admin.key')] });
  for (const verb of ['suspend', 'revoke']) {
    const end = await remote.run('agent', verb, agent.id);
    story.equals(`to ${verb} the agent is refused too, and says so`, [end.code, end.error], [1, 'store_replaced']);
  }
  const ready = await agent.call('GET', '/readyz');
  story.equals('nothing is ready', [ready.status, ready.body?.status], [503, 'store_replaced']);
  const ended = await world.stopDaemon();
  story.holds('the daemon can be ended, and makes no new file in its place', ended.code !== null && !fs.existsSync(world.store), ended);
}

export async function lostStore(world, story) {
  const agent = world.agents.odd;
  const before = await agent.act('pr.create', { repo: 'acme/api' });
  story.equals('the daemon decides', before.body?.decision, 'hold');
  await lookFromOutside(world, story);
  await takeTheLockAway(world, story);
  const aside = world.file('aside.countersign');
  fs.renameSync(world.store, aside);
  const gone = await agent.act('pr.create', { repo: 'acme/api' });
  story.equals('the file is taken away: the next call is refused', [gone.status, gone.body?.error], [503, 'store_replaced']);
  fs.copyFileSync(aside, world.store);
  const other = await agent.act('pr.create', { repo: 'acme/api' });
  story.equals('so it is when another file stands in its place', [other.status, other.body?.error], [503, 'store_replaced']);
  const ready = await agent.call('GET', '/readyz');
  story.equals('the daemon says that it is not ready', ready.status, 503);
  const ended = await world.stopDaemon();
  story.holds('it can be ended', ended.code !== null, ended);
  fs.rmSync(world.store);
  fs.renameSync(aside, world.store);
  await world.startDaemon();
  const again = await agent.openSession(world.storeId);
  const after = await agent.act('pr.create', { repo: 'acme/api' });
  story.equals('with its own file it goes on where it was', [again.status, after.body?.decision], [200, 'hold']);
  const verified = await world.people.alice.run('audit', 'verify');
  story.equals('and nothing of it is missing', [verified.code, verified.json?.findings], [0, []]);
  await removeIt(world, story);
}
