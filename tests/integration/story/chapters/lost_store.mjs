import fs from 'node:fs';

export async function lostStore(world, story) {
  const agent = world.agents.odd;
  const before = await agent.act('pr.create', { repo: 'acme/api' });
  story.equals('the daemon decides', before.body?.decision, 'hold');
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
  await world.stopDaemon();
}
