import fs from 'node:fs';
import path from 'node:path';
import { checkTicket } from '../ledger.mjs';
import { MERGE } from './ask_to_act.mjs';
import { approved, redeem } from './held.mjs';

// The tool that runs the merge has the ticket and two public keys. No daemon answers, no store lies anywhere.
export async function onlyATicket(world, story) {
  await world.startDaemon();
  await world.agents.reviewer.openSession(world.storeId);
  const held = await approved(world);
  const { body } = await redeem(held);
  story.equals('the agent gets a last ticket', body?.decision, 'allow');
  await world.stopDaemon();
  const folder = path.dirname(world.store);
  const files = fs.readdirSync(folder).filter((name) => name.startsWith(path.basename(world.store)));
  files.forEach((name) => fs.rmSync(path.join(folder, name)));
  story.tells('everybody', `goes home: no daemon, and ${files.length} files of the store less`);

  const tool = world.plain(world.environment('elsewhere'));
  const verify = (number) => tool.run('ticket', 'verify', world.file('last.json', JSON.stringify(body)),
    '--key', world.keys.carol.public_key, '--ledger-key', world.ledgerKey, '--action', MERGE.action, '--resource', 'repo=acme/api',
    '--arguments', world.file('last_arguments.json', JSON.stringify({ ...held.args, number })));
  const good = await verify(held.args.number);
  story.equals('the ticket verifies all the same', [good.code, good.json?.ok], [0, true]);
  const bent = await verify(held.args.number + 1);
  story.equals('and only for what was approved', [bent.code, bent.json?.ok], [1, false]);
  story.equals('a page of Node agrees', checkTicket(body.ticket, { approvers: [world.keys.carol.public_key],
    ledgerKey: world.ledgerKey, action: MERGE.action, resource: MERGE.resource, args: held.args }), []);
}
