/** Addresses of withdrawn releases and countries: 410 with the reason and the replacement, for every kind of file. */
import type { Context } from 'hono';
import { Problem } from '../../problem/index.ts';
import type { Releases } from './published.ts';

export type GoneAnswer = {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** Additional members of `application/problem+json`. */
  readonly members: Readonly<Record<string, string | null>>;
  /** Id of the release to read instead. */
  readonly replacement: string | null;
};

/** @returns null if nothing in the address was withdrawn */
export async function findGone({ releases }: { releases: Releases }, c: Context): Promise<GoneAnswer | null> {
  const steps = c.req.path.split('/').flatMap((step) => [step, step.replace(/\.\w+$/, '')]);
  const gone = (await releases.gone?.(steps)) ?? null;
  if (gone === null) return null;
  const { code, id, at, reason, replacement } = gone;
  const reported = { on: at.slice(0, 10), reason, replacement };
  const problem =
    code === 'release_withdrawn'
      ? new Problem(code, 'address', { id, ...reported })
      : new Problem(code, 'address', { country: id, ...reported });
  // For the address of a file, the same file of the replacement.
  const file = code === 'release_withdrawn' && /^\/(data|picture|live|release|preview)\//.test(c.req.path);
  const instead = replacement === null ? null : file ? c.req.path.replace(id, replacement) : `/data/${replacement}/`;
  return {
    problem,
    headers: { ...(instead !== null && { link: `<${instead}>; rel="successor-version"` }) },
    members: { reason, withdrawn_at: at, replacement: instead },
    replacement,
  };
}
