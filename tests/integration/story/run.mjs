// The main job, told once from beginning to end with the real programs:
//   node tests/integration/story/run.mjs [--bin DIR] [--narrate]
// --narrate is for people; without it every claim is one line of TAP. Exits 0 only if every claim held.
import { Story } from './step.mjs';
import { World, readOptions } from './world.mjs';
import { openStore } from './chapters/open_store.mjs';
import { registerAgents } from './chapters/register_agents.mjs';
import { grantRights } from './chapters/grant_rights.mjs';
import { askToAct } from './chapters/ask_to_act.mjs';
import { countersign } from './chapters/countersign.mjs';
import { actOnce } from './chapters/act_once.mjs';
import { loseTheRight } from './chapters/lose_the_right.mjs';
import { reportOutcome } from './chapters/report_outcome.mjs';
import { audit } from './chapters/audit.mjs';
import { tamper } from './chapters/tamper.mjs';
import { stopAgents } from './chapters/stop_agents.mjs';
import { killDaemon } from './chapters/kill_daemon.mjs';
import { onlyATicket } from './chapters/only_a_ticket.mjs';

const options = readOptions(process.argv.slice(2));
const story = new Story(options);
const world = new World(options.bin);

const chapters = [
  ['1', 'A store, its owner and its daemon', openStore],
  ['2', 'Two agents are registered and prove their keys', registerAgents],
  ['3', 'What they may do, and who countersigns', grantRights],
  ['4', 'The agent asks: yes, no, and wait', askToAct],
  ['5', 'A person countersigns the exact bytes', countersign],
  ['6', 'The agent acts, once', actOnce],
  ['6b', 'Every way to lose the right', loseTheRight],
  ['7', 'What really happened', reportOutcome],
  ['8', 'The auditor asks the ledger', audit],
  ['8b', 'The ledger proves itself', tamper],
  ['9', 'The admin stops an agent', stopAgents],
  ['9b', 'The daemon is killed in the middle of work', killDaemon],
  ['10', 'All is gone but a ticket', onlyATicket],
];
story.opens('Countersign: the main job, from the first key to the proof, with the real programs');
for (const [number, title, tell] of chapters) {
  await story.chapter(number, title, () => tell(world, story));
}
process.exit(story.end() ? 0 : 1);
