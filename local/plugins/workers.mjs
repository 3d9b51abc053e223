// Runs the service's Python functions as Lambda would: each instance is a process that
// stays warm and takes one event at a time, with Lambda's limits on time and size.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The most bytes that a synchronous call may take or give.
export const PAYLOAD_LIMIT = 6_291_556;
const WORKER = fileURLToPath(new URL('../worker.py', import.meta.url));

function python() {
  const { VIRTUAL_ENV } = process.env;
  return VIRTUAL_ENV ? join(VIRTUAL_ENV, 'bin', 'python3') : 'python3';
}

class Worker {
  constructor(definition, { provider, region, serviceDir }) {
    this.settle = null;
    this.process = spawn(python(), ['-u', WORKER, definition.handler], {
      cwd: serviceDir,
      stdio: ['pipe', 'inherit', 'inherit', 'pipe'],
      env: {
        AWS_DEFAULT_REGION: region,
        AWS_REGION: region,
        AWS_LAMBDA_FUNCTION_NAME: definition.name,
        ...provider.environment,
        ...definition.environment,
        ...process.env,
        PYTHONPATH: serviceDir,
      },
    });
    const answers = createInterface({ input: this.process.stdio[3] });
    this.started = new Promise((resolve) => {
      answers.once('line', () => {
        resolve();
        answers.on('line', (line) => this.finish(line));
      });
      this.process.on('exit', resolve);
    });
    this.process.on('error', (error) => this.fail(error.message));
    this.process.on('exit', (code, signal) => {
      this.gone = true;
      this.fail(`the function's process ended (${signal ?? `exit status ${code}`})`);
    });
    // Writing to a process that has just ended fails; its exit is reported already.
    this.process.stdin.on('error', () => {});
  }

  call(event, context) {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      if (this.gone) this.fail("the function's process had ended");
      else this.process.stdin.write(`${JSON.stringify({ event, context })}\n`);
    });
  }

  finish(line) {
    this.settle?.resolve(line);
    this.settle = null;
  }

  fail(reason) {
    this.settle?.reject(new Error(reason));
    this.settle = null;
  }

  stop() {
    this.process.kill('SIGKILL');
  }
}

// The instances of one function: as many as this machine can run at once; other
// requests wait for their turn.
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
    const worker = this.start();
    this.idle.push(worker);
    await worker.started;
  }

  start() {
    const worker = new Worker(this.definition, this.service);
    this.all.add(worker);
    return worker;
  }

  acquire() {
    while (this.idle.length > 0) {
      const worker = this.idle.pop();
      if (!worker.gone) return Promise.resolve(worker);
      this.all.delete(worker);
    }
    if (this.all.size < this.most) return Promise.resolve(this.start());
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  release(worker) {
    let next = worker;
    if (worker.gone) {
      this.all.delete(worker);
      if (this.waiting.length === 0) return;
      next = this.start();
    }
    if (this.waiting.length > 0) this.waiting.shift()(next);
    else this.idle.push(next);
  }

  // The function's answer to one event. Rejects with what Lambda would log.
  async invoke(event, context) {
    const worker = await this.acquire();
    const seconds = this.definition.timeout ?? this.service.provider.timeout;
    const timer = setTimeout(() => {
      worker.gone = true;
      worker.stop();
      worker.fail(`Task timed out after ${seconds} seconds`);
    }, seconds * 1000);
    try {
      const line = await worker.call(event, {
        ...context,
        deadline: Date.now() + seconds * 1000,
      });
      return this.read(line);
    } finally {
      clearTimeout(timer);
      this.release(worker);
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
    for (const worker of this.all) worker.stop();
    this.all.clear();
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

  setEvent(event) {
    const authorizer = { claims: OWNER };
    this.event = {
      ...event,
      requestContext: { ...event.requestContext, authorizer },
    };
  }

  setClientContext() {}

  async runHandler() {
    const { definition, service } = this.workers;
    const requestId = this.event.requestContext?.requestId ?? randomUUID();
    if (Buffer.byteLength(JSON.stringify(this.event)) > PAYLOAD_LIMIT) {
      return this.answers.answer('REQUEST_TOO_LARGE', { requestId });
    }
    const context = {
      aws_request_id: randomUUID(),
      function_name: definition.name,
      memory_limit_in_mb: definition.memorySize ?? service.provider.memorySize,
    };
    try {
      const result = await this.workers.invoke(this.event, context);
      if (result?.statusCode) return result;
      throw new Error('the answer has no statusCode');
    } catch (error) {
      this.log.error(`${definition.name}: ${error.message}`);
      return this.answers.answer('DEFAULT_5XX', { requestId });
    }
  }
}
