// A fresh folder with everything that one story needs, gone at the end.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Cli } from './cli.mjs';
import { Daemon } from './daemon.mjs';

export function readOptions(words) {
  const options = { bin: process.env.COUNTERSIGN_BIN ?? 'build/dev/bin', narrate: false };
  for (let i = 0; i < words.length; ++i) {
    if (words[i] === '--bin' && words[i + 1]) options.bin = words[++i];
    else if (words[i] === '--narrate') options.narrate = true;
    else {
      console.error(`unknown argument \`${words[i]}\`: run.mjs [--bin DIR] [--narrate]`);
      process.exit(2);
    }
  }
  options.bin = path.resolve(options.bin);
  for (const program of ['countersignd', 'countersignctl']) {
    if (!fs.existsSync(path.join(options.bin, program))) {
      console.error(`${path.join(options.bin, program)} is not there: build it first, or say --bin DIR`);
      process.exit(2);
    }
  }
  return options;
}

export class World {
  constructor(bin) {
    this.bin = bin;
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-story-'));
    process.on('exit', () => fs.rmSync(this.folder, { recursive: true, force: true }));
    this.store = this.file('acme.countersign');
    this.storeId = '';
    this.ledgerKey = '';
    // Everything learned on the way, by name.
    this.agents = {};
    this.keys = {};
    this.people = {};
    this.daemon = undefined;
  }

  file(name, text) {
    const where = path.join(this.folder, name);
    if (text !== undefined) fs.writeFileSync(where, text, { mode: 0o600 });
    return where;
  }

  read(name) {
    return fs.readFileSync(path.join(this.folder, name), 'utf8');
  }

  // Nothing of whoever runs this: no home, no pinned heads, no COUNTERSIGN_ variables.
  environment(name = 'state') {
    const state = this.file(name);
    fs.mkdirSync(state, { recursive: true });
    return { PATH: process.env.PATH, HOME: this.folder, XDG_STATE_HOME: state, TMPDIR: this.folder, LC_ALL: 'C.UTF-8' };
  }

  // Without a person: keygen, store init, verifying.
  plain(environment = this.environment()) {
    return new Cli({ bin: this.bin, environment });
  }

  person(name, key, extra = []) {
    const options = ['--store', this.store, '--operator-key', key, ...extra];
    this.people[name] = new Cli({ bin: this.bin, environment: this.environment(), options });
    return this.people[name];
  }

  async startDaemon() {
    this.daemon = await Daemon.start({ bin: this.bin, store: this.store, environment: this.environment() });
    Object.values(this.agents).forEach((agent) => (agent.url = this.daemon.url));
    return this.daemon;
  }

  async stopDaemon() {
    const daemon = this.daemon;
    this.daemon = undefined;
    return daemon?.stop();
  }

  // A stopped store under another name.
  copyStore(name) {
    const copy = this.file(name);
    for (const suffix of ['', '-wal']) {
      if (fs.existsSync(this.store + suffix)) fs.copyFileSync(this.store + suffix, copy + suffix);
    }
    return copy;
  }
}
