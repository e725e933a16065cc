/** Records what a draft was built from, so that changes since then can be shown before it is published. */
import type { BuiltChoices } from '../../domain/index.ts';
import type { ModelFiles } from '../../pipeline/index.ts';
import type { ReleaseInputs } from '../build/build.ts';
import type { TableHashes } from '../build/followed.ts';
import { sha256 } from '../files/manifest.ts';

export type Basis = {
  /** Hash of all input tables, independent of the order of their rows. */
  readonly inputs: string;
  /** Hash of the SQL statements and declarations, and of the version of this software. */
  readonly models: string;
  /** Accepted revision by cycle and country (`<cycle> <country>`). */
  readonly revisions: Readonly<Record<string, number>>;
  /** Publication choices that it was built with; omitted in drafts from before they were kept. */
  readonly choices?: BuiltChoices;
  /** The code that built it, exactly; omitted if it was not known. */
  readonly code?: string;
  /** Hashes of tables, with which those of a release that follows it are compared. */
  readonly tables?: TableHashes;
  /** Version number of the set of public releases when the cycle was frozen. */
  readonly place: number;
};

export function basisOf({ tables, about, choices = {} }: ReleaseInputs, sources: ModelFiles, place: number): Basis {
  const hashes = Object.entries(tables).map(([table, rows]) => [
    table,
    ...(rows as readonly object[]).map((row) => JSON.stringify(row)).sort(),
  ]);
  const statements = [...sources].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    inputs: sha256(JSON.stringify(hashes)),
    models: sha256(JSON.stringify([about.software, statements])),
    revisions: Object.fromEntries(
      tables.submissions.map(({ cycle, country, revision }) => [`${cycle} ${country}`, revision]),
    ),
    choices,
    place,
  };
}

export const readBasis = (text: string | null): Basis | null => (text === null ? null : (JSON.parse(text) as Basis));

/** What has changed since the draft was built. */
export type Stale = {
  /** Countries whose accepted answers were added, changed or removed, sorted by code. */
  readonly countries: readonly string[];
  /** Anything that figures are computed from: answers, choices, rules or reference facts. */
  readonly inputs: boolean;
  readonly models: boolean;
};

export function staleSince(before: Basis, now: Basis): Stale {
  const keys = new Set([...Object.keys(before.revisions), ...Object.keys(now.revisions)]);
  const moved = [...keys].filter((key) => before.revisions[key] !== now.revisions[key]);
  return {
    countries: [...new Set(moved.map((key) => key.split(' ')[1]!))].sort(),
    inputs: before.inputs !== now.inputs,
    models: before.models !== now.models,
  };
}
