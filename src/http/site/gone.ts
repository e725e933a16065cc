/** An address of what was withdrawn: 410 with the reason and the replacement, whatever kind of file it was. */
import type { Context } from 'hono';
import { Problem } from '../../problem/index.ts';
import type { Releases } from './published.ts';

export type GoneAnswer = {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** Members of `application/problem+json` next to the usual ones. */
  readonly members: Readonly<Record<string, string | null>>;
  /** Id of the release to read instead. */
  readonly replacement: string | null;
};

/** @returns null if nothing that the address names was withdrawn */
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
  // The same file of the replacement, where the address is of a file.
  const file = code === 'release_withdrawn' && /^\/(data|picture|live|release|preview)\//.test(c.req.path);
  const instead = replacement === null ? null : file ? c.req.path.replace(id, replacement) : `/data/${replacement}/`;
  return {
    problem,
    headers: {
      'cache-control': 'no-store',
      ...(instead !== null && { link: `<${instead}>; rel="successor-version"` }),
    },
    members: { reason, withdrawn_at: at, replacement: instead },
    replacement,
  };
}
