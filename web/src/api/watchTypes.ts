import type { Box } from './types';

/** What a business knows of somebody, in the order of its own source. */
export interface Account {
  state: 'found' | 'none' | 'pending' | 'unavailable';
  id: string;
  fields: Readonly<Record<string, unknown>>;
}

export type AlertState = 'candidate' | 'confirmed' | 'rejected';
export type AlertKind = 'customer' | 'watchlist';

/** Somebody was recognised by a camera. */
export interface Sighting {
  id: string;
  kind: AlertKind;
  state: AlertState;
  camera: string;
  track: string;
  collection: string;
  person: { id: string; name: string; metadata: Readonly<Record<string, unknown>> };
  similarity: number;
  /** How likely somebody else would be named like this; a share from 0 to 1. */
  far: number;
  /** Looks at the face that agree, of all. */
  votes: number;
  looks: number;
  taken: string;
  created: string;
  visit: { first: string; last: string };
  /** Whether the camera told it late, from its buffer. */
  late: boolean;
  account: Account | null;
  case: { id: string; note: string; expires: string } | null;
  has_reference: boolean;
  decision: { by: string; at: string; note: string | null } | null;
  notice: {
    state: 'none' | 'waiting' | 'sent' | 'failed';
    tries: number;
    at: string | null;
  };
}

export interface Sightings {
  alerts: readonly Sighting[];
  /** Where the list goes on; null at its end. */
  after: string | null;
}

export interface WatchCamera {
  name: string;
  label: string | null;
  collections: readonly string[];
  visit_minutes: number;
  last: string | null;
  events: number;
}

export interface AuditEntry {
  id: string;
  at: string;
  by: string;
  action: string;
  about: string;
  camera?: string | null;
}

/** A face that the browser's camera sees; its box is in shares of the frame. */
export interface WatchedFace {
  box: Box;
  track: string;
  person: { id: string; name: string } | null;
  similarity: number | null;
}

export interface FrameAnswer {
  faces: readonly WatchedFace[];
  alerts: readonly string[];
}

/** A wanted person: on whose word, and until when. */
export interface Case {
  id: string;
  note: string;
  name: string;
  expires: string;
  state: 'active' | 'expired' | 'ended';
  by: string;
  created: string;
  pictures: number;
  alerts: number;
}

export interface UnknownFace {
  id: string;
  camera: string;
  first: string;
  last: string;
  quality: number;
}

/** Faces that look like one person, whom nobody has named. */
export interface Cluster {
  id: string;
  count: number;
  first: string;
  last: string;
  cameras: readonly string[];
  faces: readonly UnknownFace[];
}

export interface Ticket {
  ticket: string;
  /** The WebSocket's address, without the ticket. */
  url: string;
  expires: string;
}
