// A real countersignd. Whatever happens, none outlives this process.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { within } from './step.mjs';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(1));
}

export class Daemon {
  #child;
  #ended;
  url = '';
  output = '';

  // Resolves once it has printed its address.
  static async start({ bin, store, environment, listen = '127.0.0.1:0', options = [] }) {
    const daemon = new Daemon();
    const child = spawn(path.join(bin, 'countersignd'), ['--store', store, '--listen', listen, ...options], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    daemon.#child = child;
    running.add(child);
    daemon.#ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        running.delete(child);
        resolve({ code, signal });
      });
      child.once('error', (error) => {
        running.delete(child);
        resolve({ code: -1, signal: null, error });
      });
    });
    const address = new Promise((resolve, reject) => {
      const listen = (chunk) => {
        daemon.output = (daemon.output + chunk).slice(-65536);
        const found = daemon.output.match(/(https?:\/\/)?127\.0\.0\.1:(\d+)\/?(?=\s)/);
        if (found && Number(found[2]) > 0) resolve(`${found[1] ?? 'http://'}127.0.0.1:${found[2]}`);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      daemon.#ended.then((end) => reject(new Error(`countersignd ended with ${JSON.stringify(end)}: ${daemon.output}`)));
    });
    try {
      daemon.url = await within(20, 'countersignd prints its address', address);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return daemon;
  }

  get pid() {
    return this.#child.pid;
  }

  // Asked to stop; it finishes what is in flight. Answers {code, signal}.
  async stop() {
    this.#child.kill('SIGTERM');
    return within(30, 'countersignd ends after SIGTERM', this.#ended);
  }

  async kill() {
    this.#child.kill('SIGKILL');
    return within(10, 'countersignd ends after SIGKILL', this.#ended);
  }
}
