// Runs the service's Python functions as Lambda would: each instance is a process that
// stays warm and takes one event at a time, with Lambda's limits on time and size.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The most bytes that a synchronous call may take or give.
export const PAYLOAD_LIMIT = 6_291_556;
// How many requests may wait for each instance. Lambda keeps none waiting, but it has
// more instances than a laptop; beyond these, a request is refused as one too many.
const WAITING_EACH = 8;
// On Lambda a function that works on pictures takes no processor from the others. Here
// they share them, and the gateway and the functions without models go first.
const WHOLE_PROCESSOR = 1769; // MB of memory that come with one
const BEHIND = 5;
const PATIENCE = 29_000; // milliseconds that API Gateway waits for an answer
// Whether worker.py starts any number of instances, or is one.
const FORKS = process.platform === 'linux';
const WORKER = fileURLToPath(new URL('../worker.py', import.meta.url));

// Why API Gateway answers by itself; `type` is that of its answer.
class NoAnswer extends Error {
  constructor(message, type = 'DEFAULT_5XX') {
    super(message);
    this.type = type;
  }
}

function python() {
  const { VIRTUAL_ENV } = process.env;
  return VIRTUAL_ENV ? join(VIRTUAL_ENV, 'bin', 'python3') : 'python3';
}

// A process that has loaded a function, from which instances come.
class Origin {
  constructor(definition, { provider, region, serviceDir }) {
    this.folder = mkdtempSync(join(tmpdir(), 'visage-function-'));
    this.address = join(this.folder, 'socket');
    this.process = spawn(python(), ['-u', WORKER, definition.handler, this.address], {
      cwd: serviceDir,
      stdio: ['pipe', 'inherit', 'inherit', 'pipe'],
      env: {
        AWS_DEFAULT_REGION: region,
        AWS_REGION: region,
        AWS_LAMBDA_FUNCTION_NAME: definition.name,
        // A function has one virtual CPU; and a process forks well while it has one
        // thread.
        OPENBLAS_NUM_THREADS: '1',
        ...provider.environment,
        ...definition.environment,
        ...process.env,
        PYTHONPATH: serviceDir,
      },
    });
    const memory = definition.memorySize ?? provider.memorySize;
    if (memory >= WHOLE_PROCESSOR && this.process.pid) {
      setPriority(this.process.pid, BEHIND);
    }
    this.loaded = new Promise((resolve, reject) => {
      this.process.stdio[3].once('data', resolve);
      this.process.on('error', reject);
      this.process.on('exit', (code, signal) => {
        this.gone = true;
        reject(
          new NoAnswer(`the function did not start (${signal ?? `exit ${code}`})`),
        );
      });
    });
    // Whoever waits for it hears of a failure; without anyone it is no fault of ours.
    this.loaded.catch(() => {});
  }

  // The end of its standard input ends it.
  stop() {
    this.process.stdin.end();
    this.remove();
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// One instance, which takes one event at a time.
class Instance {
  constructor(origin) {
    this.settle = null;
    this.ready = origin.loaded.then(() => this.open(origin.address));
    this.ready.catch((error) => this.end(error.message));
  }

  // Resolves once the instance has said which process it is.
  open(address) {
    this.socket = connect(address);
    this.socket.on('error', (error) => this.end(error.message));
    this.socket.on('close', () => this.end("the function's process ended"));
    const lines = createInterface({ input: this.socket });
    lines.on('error', () => {}); // the socket's own, which is heard of above
    return new Promise((resolve, reject) => {
      this.socket.once('close', () => reject(new NoAnswer('no instance started')));
      lines.once('line', (id) => {
        this.id = Number(id);
        lines.on('line', (line) => this.finish(line));
        resolve();
      });
    });
  }

  async call(event, context) {
    await this.ready;
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      if (this.gone) this.end("the function's process had ended");
      else this.socket.write(`${JSON.stringify({ event, context })}\n`);
    });
  }

  finish(line) {
    this.settle?.resolve(line);
    this.settle = null;
  }

  end(reason) {
    this.gone = true;
    this.settle?.reject(new NoAnswer(reason));
    this.settle = null;
  }

  stop(reason) {
    this.end(reason);
    this.socket?.destroy();
    try {
      if (this.id) process.kill(this.id, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

// The instances of one function: as many as this machine can run at once. Some requests
// wait for their turn, and others are refused.
export class Workers {
  constructor(definition, service) {
    this.definition = definition;
    this.service = service;
    this.all = new Set();
    this.idle = [];
    this.waiting = [];
    this.most = Math.min(4, availableParallelism());
  }

  // Resolves once the first instance has loaded what it needs.
  async warm() {
    const instance = this.start();
    this.idle.push(instance);
    await instance.ready.catch(() => {});
  }

  start() {
    if (!FORKS || !this.origin || this.origin.gone) {
      this.origin = new Origin(this.definition, this.service);
    }
    const instance = new Instance(this.origin);
    this.all.add(instance);
    return instance;
  }

  acquire() {
    while (this.idle.length > 0) {
      const instance = this.idle.pop();
      if (!instance.gone) return Promise.resolve(instance);
      this.all.delete(instance);
    }
    if (this.all.size < this.most) return Promise.resolve(this.start());
    if (this.waiting.length >= this.most * WAITING_EACH) {
      throw new NoAnswer('more requests than may wait', 'THROTTLED');
    }
    return this.wait();
  }

  wait() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        reject(new NoAnswer('no instance in time', 'INTEGRATION_TIMEOUT'));
      }, PATIENCE);
      const turn = (instance) => {
        clearTimeout(timer);
        resolve(instance);
      };
      this.waiting.push(turn);
    });
  }

  release(instance) {
    let next = instance;
    if (instance.gone) {
      this.all.delete(instance);
      if (this.waiting.length === 0) return;
      next = this.start();
    }
    if (this.waiting.length > 0) this.waiting.shift()(next);
    else this.idle.push(next);
  }

  // The function's answer to one event. Rejects with what Lambda would log.
  async invoke(event, context) {
    const instance = await this.acquire();
    const seconds = this.definition.timeout ?? this.service.provider.timeout;
    const timer = setTimeout(() => {
      instance.stop(`Task timed out after ${seconds} seconds`);
    }, seconds * 1000);
    try {
      const line = await instance.call(event, {
        ...context,
        deadline: Date.now() + seconds * 1000,
      });
      return this.read(line);
    } finally {
      clearTimeout(timer);
      this.release(instance);
    }
  }

  read(line) {
    const { result, error } = JSON.parse(line);
    if (error) throw new Error(error);
    const size = Buffer.byteLength(line);
    if (size > PAYLOAD_LIMIT) {
      throw new Error(
        `the answer is ${size} bytes; Lambda's limit is ${PAYLOAD_LIMIT}`,
      );
    }
    return result;
  }

  stop() {
    for (const instance of this.all) instance.stop('the service ends');
    this.all.clear();
    this.origin?.stop();
  }
}

// What an authorizer would say of whoever uses the service on his own machine.
const OWNER = {
  sub: 'owner',
  scope: ['read', 'enrol', 'erase', 'watch', 'watchlist', 'admin']
    .map((scope) => `visage/${scope}`)
    .join(' '),
  'cognito:groups': 'administrator',
};

// What serverless-offline calls: one event, one answer.
export class PythonFunction {
  constructor(workers, answers, log) {
    Object.assign(this, { workers, answers, log });
  }

  // Only requests over HTTP come from someone who has signed in: a WebSocket's client
  // has shown a ticket, and schedules and queues are nobody.
  setEvent(event) {
    this.event = event;
    if (!event.httpMethod) return;
    const authorizer = { claims: OWNER };
    this.event = {
      ...event,
      requestContext: { ...event.requestContext, authorizer },
    };
  }

  setClientContext() {}

  async runHandler() {
    const { requestContext } = this.event;
    if (!requestContext) return this.invoke();
    const requestId = requestContext.requestId ?? randomUUID();
    if (Buffer.byteLength(JSON.stringify(this.event)) > PAYLOAD_LIMIT) {
      return this.answers.answer('REQUEST_TOO_LARGE', { requestId });
    }
    try {
      const result = await this.invoke();
      if (result?.statusCode) return result;
      throw new Error('the answer has no statusCode');
    } catch (error) {
      // Refusals are for the caller, who may be one of many at once.
      if (error.type !== 'THROTTLED')
        this.log.error(`${this.workers.definition.name}: ${error.message}`);
      return this.answers.answer(error.type ?? 'DEFAULT_5XX', { requestId });
    }
  }

  invoke() {
    const { definition, service } = this.workers;
    return this.workers.invoke(this.event, {
      aws_request_id: randomUUID(),
      function_name: definition.name,
      memory_limit_in_mb: definition.memorySize ?? service.provider.memorySize,
    });
  }
}
