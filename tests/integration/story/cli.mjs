// A real countersignctl: one person's key, one store, one JSON value an invocation.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { within } from './step.mjs';

export function runProgram(file, words, options) {
  const child = spawn(file, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8');
    child[name].on('data', (chunk) => (text[name] += chunk));
  }
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...text }));
  });
  return within(60, `${path.basename(file)} ${words.slice(0, 3).join(' ')}`, ended).finally(() => child.kill('SIGKILL'));
}

export class Cli {
  #bin;
  #environment;
  #options;

  // `options` stand behind every command: --store, --operator-key ...
  constructor({ bin, environment, options = [] }) {
    this.#bin = bin;
    this.#environment = environment;
    this.#options = options;
  }

  with({ environment = this.#environment, options = this.#options }) {
    return new Cli({ bin: this.#bin, environment, options });
  }

  // Answers {code, json, stdout, stderr}; `code` is the exit code, `json` undefined when it printed none.
  async run(...words) {
    const flat = words.flat();
    const end = await runProgram(path.join(this.#bin, 'countersignctl'), [...flat, ...this.#options, '--json'], {
      env: this.#environment,
    });
    let json;
    try {
      json = JSON.parse(end.stdout);
    } catch {
      json = undefined;
    }
    return { ...end, json, error: json?.error ?? '', endedAt: performance.now() };
  }

  // The same, when everything after it would be pointless if it failed.
  async must(...words) {
    const end = await this.run(...words);
    if (end.code !== 0) {
      throw new Error(`countersignctl ${words.flat().join(' ')} ended with ${end.code}: ${end.stderr || end.stdout}`);
    }
    return end.json;
  }
}

// Debian's sqlite3: only to damage copies of a store.
export async function sqlite(file, sql) {
  const end = await runProgram('sqlite3', ['-batch', '-bail', '-cmd', '.timeout 5000', file, sql], { env: process.env });
  if (end.code !== 0) throw new Error(`sqlite3: ${end.stderr}`);
  return end.stdout.trim();
}
