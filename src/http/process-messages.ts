/** Messages between the processes of one server. */
import type { Person } from '../domain/index.ts';
import type { Build } from '../release/index.ts';
import type { Installation } from './settings.ts';

/** An installation as passed to a child process; each process has its own clock and log. */
export type HandedOn = Omit<Installation, 'now' | 'err'>;

/** Requests to the first process, which holds the shared state. */
export type SharedRequest =
  | { readonly of: 'rate'; readonly address: string | null; readonly kind: 'read' | 'work' }
  | { readonly of: 'start'; readonly cycle: string; readonly person: Person }
  | { readonly of: 'correct'; readonly person: Person }
  | { readonly of: 'build' };

/** The reply; `seconds` says when a client over its limit may try again. */
export type SharedReply = { readonly seconds?: number; readonly build?: Build | null };

export type ToFirst =
  | { readonly ready: string }
  | { readonly failed: { readonly code: string; readonly where: string; readonly details: object } | string }
  | { readonly request: SharedRequest; readonly number: number };

export type FromFirst =
  | { readonly serve: HandedOn; readonly draws: boolean }
  | { readonly reply: SharedReply; readonly number: number }
  | { readonly stop: true };
