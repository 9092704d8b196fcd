// What people and programs get wrong, on purpose or not: every refusal is a code and a sentence, and nothing is half done.
//   node tests/integration/story/bad_input.mjs [--bin DIR] [--narrate]
// Disk full and clocks that jump need a disk and a clock of the test's own: tests/core/store and tests/core/service.
import { Story } from './step.mjs';
import { World, readOptions } from './world.mjs';
import { badFiles } from './chapters/bad_files.mjs';
import { badKeys } from './chapters/bad_keys.mjs';
import { badRequests } from './chapters/bad_requests.mjs';
import { badCommands } from './chapters/bad_commands.mjs';
import { lostStore } from './chapters/lost_store.mjs';

const options = readOptions(process.argv.slice(2));
const story = new Story(options);
const world = new World(options.bin);

await story.chapter('1', 'Keys', () => badKeys(world, story));
await story.chapter('2', 'Files that are no store of ours', () => badFiles(world, story));
await story.chapter('3', 'Commands', () => badCommands(world, story));
await story.chapter('4', 'Requests', () => badRequests(world, story));
await story.chapter('5', 'The file is taken away', () => lostStore(world, story));
process.exit(story.end() ? 0 : 1);
