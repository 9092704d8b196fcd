// Does what README.md tells a stranger to do, word for word, and expects what it promises.
//   node tests/integration/story/readme.mjs [--bin DIR] [--narrate]
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Daemon } from './daemon.mjs';
import { Story, within } from './step.mjs';
import { World, readOptions } from './world.mjs';

const README = fs.readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

function blocks(from, to, language) {
  const start = README.indexOf(from);
  const part = README.slice(start, to ? README.indexOf(to, start) : undefined);
  return [...part.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map((found) => found[1]);
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// `# exit N` behind a command is a promise.
const strict = (block) => block.split('\n').map((line) => {
  const code = line.match(/# exit (\d)/)?.[1];
  return code ? `code=0; ${line.slice(0, line.indexOf('#'))} || code=$?; [ $code = ${code} ]` : line;
}).join('\n');

function shell(world, script) {
  const environment = { ...world.environment(), PATH: `${world.bin}:${process.env.PATH}` };
  const child = spawn('sh', ['-eux', '-c', script], { cwd: world.folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return within(120, 'the commands of the README', new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output }));
  })).finally(() => child.kill('SIGKILL'));
}

async function walk(world, story) {
  const all = blocks('<!-- walk', '<!-- /walk -->', 'sh');
  const serving = all.findIndex((block) => block.startsWith('countersignd '));
  const port = await freePort();
  const first = await shell(world, all.slice(0, serving).join(''));
  if (!story.equals('keys and a store', first.code, 0)) throw new Error(first.output);

  const [, ...words] = all[serving].trim().split(' ');
  story.equals('the daemon is started as written', words, ['--store', 'acme.countersign', '--listen', '127.0.0.1:8440']);
  await Daemon.start({ bin: world.bin, store: world.store, listen: `127.0.0.1:${port}`, environment: world.environment() });

  const rest = strict(all.slice(serving + 1).join('')).replaceAll(':8440', `:${port}`);
  const end = await shell(world, rest);
  story.holds('every command does what the README promises', end.code === 0, end.output.slice(-3500));
  return `http://127.0.0.1:${port}`;
}

async function recipe(world, story, url) {
  const [script] = blocks('<!-- recipe', '', 'js');
  world.file('agent.mjs', script);
  story.holds('the recipe is short', script.trim().split('\n').length <= 25);
  const info = await world.person('alice', world.file('alice.key')).must('store', 'info');
  const end = await shell(world, `"${process.execPath}" agent.mjs ${url} ${info.store}`);
  story.holds('it is allowed', end.code === 0 && /^allow/m.test(end.output), end.output);
  const other = await shell(world, `"${process.execPath}" agent.mjs ${url} sto_00000000000000000000000000`);
  story.holds('and it does not sign for another store', other.code !== 0 && other.output.includes('not meant for me'), other.output);
}

const options = readOptions(process.argv.slice(2));
const story = new Story(options);
const world = new World(options.bin);
let url = '';
await story.chapter('1', 'Three minutes', async () => (url = await walk(world, story)));
await story.chapter('2', 'An agent in twenty lines', () => recipe(world, story, url));
process.exit(story.end() ? 0 : 1);
