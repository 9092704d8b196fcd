// The daemon as a server: over TLS, and asked to stop in the middle of work.
//   node tests/integration/story/daemon_life.mjs [--bin DIR] [--narrate]
import { Story } from './step.mjs';
import { World, readOptions } from './world.mjs';
import { openStore } from './chapters/open_store.mjs';
import { registerAgents } from './chapters/register_agents.mjs';
import { grantRights } from './chapters/grant_rights.mjs';
import { drain } from './chapters/drain.mjs';
import { serveTls } from './chapters/serve_tls.mjs';

const options = readOptions(process.argv.slice(2));
const story = new Story(options);
const world = new World(options.bin);

await story.chapter('1', 'A store with an agent', async () => {
  for (const prepare of [openStore, registerAgents, grantRights]) await prepare(world, story);
  await world.stopDaemon();
});
await story.chapter('2', 'Asked to stop in the middle of work', () => drain(world, story));
await story.chapter('3', 'Over TLS', () => serveTls(world, story));
process.exit(story.end() ? 0 : 1);
