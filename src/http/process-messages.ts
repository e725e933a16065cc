/** What the processes of one server say to each other. */
import type { Person } from '../domain/index.ts';
import type { Build } from '../release/index.ts';
import type { Installation } from './installation.ts';

/** An installation as it is passed on; each process has a clock and a log of its own. */
export type HandedOn = Omit<Installation, 'now' | 'err'>;

/** Asked of the first process, which has it for all. */
export type SharedRequest =
  | { readonly of: 'rate'; readonly address: string | null; readonly kind: 'read' | 'work' }
  | { readonly of: 'start'; readonly cycle: string; readonly person: Person }
  | { readonly of: 'correct'; readonly person: Person }
  | { readonly of: 'build' };

/** Of a request that is too much: when it may be made again. */
export type SharedReply = { readonly seconds?: number; readonly build?: Build | null };

export type ToFirst =
  | { readonly ready: string }
  | { readonly failed: { readonly code: string; readonly where: string; readonly details: object } | string }
  | { readonly request: SharedRequest; readonly number: number };

export type FromFirst =
  | { readonly serve: HandedOn; readonly draws: boolean }
  | { readonly reply: SharedReply; readonly number: number }
  | { readonly stop: true };
