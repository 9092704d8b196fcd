// The reference agent: Node's own crypto and fetch, nothing else.
import { generateKeyPairSync, sign } from 'node:crypto';

export class Agent {
  #privateKey;
  id;
  url;
  token = '';

  constructor(id, url = '') {
    const pair = generateKeyPairSync('ed25519');
    this.id = id;
    this.url = url;
    this.#privateKey = pair.privateKey;
    this.publicKey = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x, 'base64url').toString('base64');
  }

  // A fresh key; the old one is forgotten.
  rekey() {
    const other = new Agent(this.id, this.url);
    this.#privateKey = other.#privateKey;
    this.publicKey = other.publicKey;
  }

  sign(bytes) {
    return sign(null, bytes, this.#privateKey).toString('base64');
  }

  // Answers {status, body}; a refusal is an answer like any other.
  async call(method, path, body, headers = {}) {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      value = undefined;
    }
    return { status: response.status, body: value, text, at: performance.now() };
  }

  async challenge() {
    const answer = await this.call('POST', '/v1/challenges', { agent_id: this.id });
    if (answer.status !== 200) throw new Error(`challenge: ${answer.text}`);
    return Buffer.from(answer.body.message, 'base64');
  }

  // An agent signs nothing that it was not meant to sign: the line names what it is for, for whom, and where.
  checkChallenge(message, store) {
    const line = `countersign/challenge/v1 ${this.id} ${store}\n`;
    if (message.length !== line.length + 32 || message.subarray(0, line.length).toString('latin1') !== line) {
      throw new Error('this is no challenge for me; I do not sign it');
    }
  }

  // The request of the seed: {agent_id, message, signature}.
  answerTo(message) {
    return { agent_id: this.id, message: message.toString('base64'), signature: this.sign(message) };
  }

  async openSession(store, delegation) {
    const message = await this.challenge();
    this.checkChallenge(message, store);
    return this.present(this.answerTo(message), delegation);
  }

  async present(countersign, delegation) {
    this.token = '';
    const answer = await this.call('POST', '/v1/sessions', delegation ? { ...countersign, delegation } : countersign);
    this.token = answer.body?.access_token ?? '';
    return answer;
  }

  act(action, resource, args = {}, more = {}) {
    return this.call('POST', '/v1/actions', { action, resource, arguments: args, ...more });
  }

  watch(request, wait = 0) {
    return this.call('GET', `/v1/actions/${request}?wait=${wait}`);
  }

  withdraw(request) {
    return this.call('DELETE', `/v1/actions/${request}`);
  }

  report(request, outcome, more = {}) {
    return this.call('POST', `/v1/actions/${request}/outcome`, { outcome, ...more });
  }
}
