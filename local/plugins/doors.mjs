// What may come in beside the API: invocations of functions, WebSockets, and messages to
// those. serverless-offline lets everything in.

import { createRequire } from 'node:module';
import { Server } from 'node:http';

export const LOOPBACK = new Set(['127.0.0.1', 'localhost']);
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
const LARGEST_MESSAGE = 128 * 1024;

// Refuses, on every server but the API's, what a web page may send that is open in the
// browser by chance. A page can send requests to loopback, though it can't read the
// answers: they have an origin, and ours have none. Of a WebSocket the function checks
// the origin.
export function guardServers(apiPort) {
  const { emit } = Server.prototype;
  Server.prototype.emit = function emitAllowed(name, request, other, ...rest) {
    const comes = name === 'request' || name === 'upgrade';
    const guarded = comes && request.socket.localPort !== Number(apiPort);
    if (!guarded || isAllowed(name, request)) {
      return emit.call(this, name, request, other, ...rest);
    }
    if (name === 'request') other.writeHead(403).end();
    else other.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    return true;
  };
}

function isAllowed(name, { headers }) {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  return LOOPBACK.has(host) && (name === 'upgrade' || !headers.origin);
}

// Ends a WebSocket whose client sends more at once than API Gateway takes, or what is no
// WebSocket's. `ws` ends it by itself, but its error would end us too if nobody heard it.
export function limitMessages(offline) {
  const { WebSocketServer } = createRequire(`${offline}/`)('ws');
  const { handleUpgrade } = WebSocketServer.prototype;
  WebSocketServer.prototype.handleUpgrade = function handleLimited(
    request,
    socket,
    head,
    opened,
  ) {
    this.options.maxPayload = LARGEST_MESSAGE;
    handleUpgrade.call(this, request, socket, head, (client, ...rest) => {
      client.on('error', () => {});
      opened(client, ...rest);
    });
  };
}
