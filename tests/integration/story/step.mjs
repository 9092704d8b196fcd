// Chapters and claims. Every claim is counted; the story holds only if all of them did.

const PAINT = { bold: '1', dim: '2', green: '32', red: '31', cyan: '36' };

export class Story {
  #narrate;
  #colour;
  #write;
  #chapter = '';
  passed = 0;
  failed = 0;

  constructor({ narrate = false, stream = process.stdout } = {}) {
    this.#narrate = narrate;
    this.#colour = Boolean(stream.isTTY) && !process.env.NO_COLOR;
    this.#write = (line) => stream.write(`${line}\n`);
    stream.on('error', () => process.exit(1)); // nobody reads any more
  }

  #paint(style, text) {
    return this.#colour ? `\x1b[${PAINT[style]}m${text}\x1b[0m` : text;
  }

  opens(title) {
    if (this.#narrate) this.#write(`\n${this.#paint('bold', title)}`);
  }

  // Everything that failed within is a failed claim; the next chapter is still told.
  async chapter(number, title, tell) {
    this.#chapter = number;
    if (this.#narrate) this.#write(`\n${this.#paint('bold', `${number}. ${title}`)}\n`);
    try {
      await tell();
    } catch (error) {
      this.holds('this chapter could be told to its end', false, error.stack ?? String(error));
    }
  }

  // What somebody did, for the reader.
  tells(who, what) {
    if (this.#narrate) this.#write(`   ${this.#paint('cyan', who.padEnd(9))} ${what}`);
  }

  // A claim that is now proven, or not.
  holds(claim, isTrue, detail = '') {
    const good = Boolean(isTrue);
    good ? ++this.passed : ++this.failed;
    const text = typeof detail === 'string' ? detail : JSON.stringify(detail);
    if (this.#narrate) {
      this.#write(`   ${' '.repeat(9)} ${good ? this.#paint('green', 'proven') : this.#paint('red', 'BROKEN')}  ${claim}`);
    } else {
      this.#write(`${good ? 'ok' : 'not ok'} ${this.passed + this.failed} - [${this.#chapter}] ${claim}`);
    }
    if (!good && text) {
      for (const line of text.slice(0, 4000).split('\n')) this.#write(this.#narrate ? `${' '.repeat(21)}${line}` : `#   ${line}`);
    }
    return good;
  }

  // `holds` with both values shown when they differ.
  equals(claim, got, wanted) {
    const a = JSON.stringify(got);
    const b = JSON.stringify(wanted);
    return this.holds(claim, a === b, `wanted ${b}, got ${a}`);
  }

  end() {
    if (this.#narrate) {
      const sum = `${this.passed} claims proven, ${this.failed} broken`;
      this.#write(`\n${this.#paint(this.failed ? 'red' : 'green', sum)}`);
    } else {
      this.#write(`1..${this.passed + this.failed}`);
      this.#write(`${this.passed} passed, ${this.failed} failed`);
    }
    return this.failed === 0 && this.passed > 0;
  }
}

// The promise, or an error that says what did not happen in time.
export async function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing after ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
