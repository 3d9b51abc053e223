import { backoff } from '../api/backoff';
import { isAbort, needsSomebody, UnreachableError } from '../api/errors';
import { parsed } from '../api/transport';
import type { Sighting, Ticket } from '../api/watchTypes';

/** How the connection is: `refused` waits for a person, `waiting` tries by itself. */
export type LiveState =
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'waiting'; error: unknown }
  | { kind: 'refused'; error: unknown };

export interface LiveMessage {
  type: 'hello' | 'alert' | 'decision' | 'unknown' | 'more' | 'pong' | 'error';
  alert?: Sighting;
  /** Of `more`: what is asked for next. */
  after?: string;
}

interface Listener {
  onState: (state: LiveState) => void;
  onMessage: (message: LiveMessage) => void;
  /** The newest alert that is known: what came after it was missed. */
  after: () => string | null;
}

/** API Gateway closes what is silent for ten minutes. */
const PING_EVERY = 4 * 60_000;
const ANSWER_WITHIN = 20_000;

export class LiveClosedError extends Error {
  override name = 'LiveClosedError';
  constructor() {
    super('The connection was lost.');
  }
}

/** Hears what happens as it happens; comes back by itself when it is cut off. */
export class LiveConnection {
  private socket: WebSocket | null = null;
  private asking: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;

  constructor(
    private readonly ticket: (signal: AbortSignal) => Promise<Ticket>,
    private readonly listener: Listener,
    private readonly open: (address: string) => WebSocket = (address) =>
      new WebSocket(address),
  ) {}

  /** Connects now, whatever it did before. */
  start(): void {
    this.stop();
    this.listener.onState({ kind: 'connecting' });
    const asking = new AbortController();
    this.asking = asking;
    this.ticket(asking.signal).then(
      (ticket) => {
        if (!asking.signal.aborted) this.connect(ticket);
      },
      (error: unknown) => {
        if (!asking.signal.aborted && !isAbort(error)) this.fail(error);
      },
    );
  }

  /** Ends it; nothing is told any more. */
  stop(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private connect({ url, ticket }: Ticket): void {
    const address = new URL(url);
    address.searchParams.set('ticket', ticket);
    let socket: WebSocket;
    try {
      socket = this.open(address.href);
    } catch {
      // A page's policy may forbid the address.
      this.fail(new UnreachableError(address.origin));
      return;
    }
    this.socket = socket;
    socket.onopen = () => {
      if (this.socket !== socket) return;
      this.listener.onState({ kind: 'open' });
      // The first thing to say: what was missed.
      this.say(socket, { action: 'since', after: this.listener.after() });
      this.pingLater(socket);
    };
    socket.onmessage = ({ data }) => {
      if (this.socket === socket) this.hear(socket, String(data));
    };
    socket.onclose = () => {
      if (this.socket === socket) this.fail(new LiveClosedError());
    };
  }

  private hear(socket: WebSocket, text: string): void {
    this.tries = 0;
    this.pingLater(socket);
    const said = parsed(text) as (LiveMessage & { version?: number }) | null;
    if (said?.version !== 1) return;
    this.listener.onMessage(said);
    if (said.type === 'more') {
      this.say(socket, { action: 'more', after: said.after });
    }
  }

  private say(socket: WebSocket, said: object): void {
    socket.send(JSON.stringify(said));
  }

  private pingLater(socket: WebSocket): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.say(socket, { action: 'ping' });
      this.timer = setTimeout(() => {
        // A dead line closes late or never: whoever waits for it hears nothing.
        this.fail(new LiveClosedError());
      }, ANSWER_WITHIN);
    }, PING_EVERY);
  }

  private fail(error: unknown): void {
    this.stop();
    if (needsSomebody(error)) {
      this.listener.onState({ kind: 'refused', error });
      return;
    }
    this.listener.onState({ kind: 'waiting', error });
    this.tries += 1;
    this.timer = setTimeout(() => {
      this.start();
    }, backoff(this.tries));
  }
}
