// Makes serverless-offline treat requests and answers as API Gateway does with this
// service: every body arrives as base64 (binaryMediaTypes */*), preflights and the
// gateway's own answers are those of serverless.yml, and functions run in workers.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import GatewayAnswers from './answers.mjs';
import { guardServers, LOOPBACK, limitMessages } from './doors.mjs';
import { PythonFunction, Workers } from './workers.mjs';

const OFFLINE = dirname(createRequire(import.meta.url).resolve('serverless-offline'));

// Of serverless-offline, where no other is named.
const API_PORT = 3000;

async function internal(path) {
  const module = await import(pathToFileURL(join(OFFLINE, path)));
  return module.default;
}

export default class Gateway {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.options = options;
    this.log = log;
    this.hooks = { 'before:offline:start': () => this.prepare() };
  }

  async prepare() {
    const { service } = this.serverless;
    this.answers = new GatewayAnswers(service.resources.Resources);
    this.preflights = this.takePreflights();
    this.letEveryoneIn();
    await this.replaceFunctions();
    await this.completeServer();
    guardServers(this.options.httpPort ?? API_PORT);
    limitMessages(OFFLINE);
    if (process.env.VISAGE_SUPERVISED) endWithStandardInput();
  }

  // Takes `cors` out of the routes, so that only this file answers preflights.
  takePreflights() {
    const preflights = new Map();
    for (const { events } of Object.values(this.serverless.service.functions)) {
      for (const { http } of events) {
        if (!http?.cors) continue;
        const path = `/${http.path.replace(/^\//, '')}`;
        const methods = preflights.get(path)?.methods ?? ['OPTIONS'];
        methods.push(http.method.toUpperCase());
        preflights.set(path, { ...http.cors, methods });
        delete http.cors;
      }
    }
    return preflights;
  }

  // On loopback nobody has to sign in: there is no user pool, and nobody else can call.
  // Workers give functions the claims of an administrator instead.
  letEveryoneIn() {
    for (const { events } of Object.values(this.serverless.service.functions)) {
      for (const { http } of events) delete http?.authorizer;
    }
  }

  async replaceFunctions() {
    const { service, serviceDir } = this.serverless;
    const { provider } = service;
    const about = { provider, region: provider.region, serviceDir };
    const workers = new Map(
      Object.entries(service.functions).map(([key, definition]) => [
        key,
        new Workers(definition, about),
      ]),
    );
    const pool = (await internal('lambda/LambdaFunctionPool.js')).prototype;
    // One after the other, so that the first function soon answers.
    pool.start = async () => {
      for (const each of workers.values()) await each.warm();
    };
    pool.get = (key) => new PythonFunction(workers.get(key), this.answers, this.log);
    pool.cleanup = async () => workers.forEach((each) => each.stop());
  }

  async completeServer() {
    const gateway = this;
    const server = (await internal('events/http/HttpServer.js')).prototype;
    server.create404Route = () => {};
    const createServer = server.createServer;
    server.createServer = async function createServerLikeGateway() {
      await createServer.call(this);
      const hapi = this.getServer();
      hapi.ext('onRequest', (request, h) => gateway.guard(request, h));
      hapi.ext('onRequest', (request, h) => forgetOrigin(request, h));
      hapi.ext('onRequest', (request, h) => gateway.preflight(request, h));
      hapi.ext('onPreHandler', (request, h) => keepBytes(request, h));
      hapi.ext('onPreResponse', (request, h) => gateway.complete(request, h));
    };
  }

  // A web page may let its own name resolve to loopback (DNS rebinding) and so read what
  // is served here; its requests carry that name.
  guard(request, h) {
    if (LOOPBACK.has(request.info.hostname)) return h.continue;
    const message = `This service is for ${[...LOOPBACK].join(' and ')} only.`;
    return this.own(h, 'DEFAULT_4XX', { message, status: 403 }).takeover();
  }

  preflight(request, h) {
    const cors = request.method === 'options' && this.corsOf(request.path);
    if (!cors) return h.continue;
    return h
      .response('')
      .header('Access-Control-Allow-Origin', cors.origin)
      .header('Access-Control-Allow-Headers', cors.headers.join(','))
      .header('Access-Control-Allow-Methods', cors.methods.join(','))
      .header('Access-Control-Max-Age', String(cors.maxAge))
      .takeover();
  }

  // The preflight of a path, in which a parameter such as {id} stands for a segment.
  corsOf(path) {
    const segments = path.split('/');
    const fits = (pattern) => {
      const wanted = pattern.split('/');
      return (
        wanted.length === segments.length &&
        wanted.every((one, at) => one === segments[at] || /^\{\w+\}$/.test(one))
      );
    };
    const parameters = (pattern) => pattern.split('{').length;
    // As API Gateway does: a path without parameters goes before one with them.
    const [found] = [...this.preflights.keys()]
      .filter(fits)
      .sort((a, b) => parameters(a) - parameters(b));
    return this.preflights.get(found);
  }

  complete(request, h) {
    const { response } = request;
    if (response.isBoom) return this.refusal(response.output.payload, h);
    return h.continue;
  }

  refusal({ statusCode: status, message }, h) {
    if (status === 404) return this.own(h, 'MISSING_AUTHENTICATION_TOKEN');
    if (status === 413) return this.own(h, 'REQUEST_TOO_LARGE');
    const type = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    return this.own(h, type, { message, status });
  }

  own(h, type, details) {
    const answer = this.answers.answer(type, { requestId: randomUUID(), ...details });
    const response = h.response(answer.body).code(answer.statusCode);
    for (const [name, value] of Object.entries(answer.headers)) {
      response.header(name, value);
    }
    return response;
  }
}

// serverless-offline keeps a body's bytes for two media types, and reads any other as
// text, which breaks pictures. The event's own headers come from the untouched request.
function keepBytes(request, h) {
  if (request.payload?.length > 0) {
    request.headers['content-type'] = 'application/octet-stream';
    request.mime = 'application/octet-stream';
  }
  return h.continue;
}

// serverless-offline lets every origin in with credentials, whatever a function says,
// wherever it sees an origin. The event's own headers come from the untouched request.
function forgetOrigin(request, h) {
  delete request.headers.origin;
  return h.continue;
}

// Whoever started this holds the other end of standard input, and closes it by ending.
function endWithStandardInput() {
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume();
}
