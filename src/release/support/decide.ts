/**
 * A person decides whether two reports of support describe the same activity. The next build of a release applies the
 * decision.
 */
import { nearest } from '../../content/index.ts';
import type { Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { audit, folder, type Store, support } from '../../state/index.ts';
import { type KnownSupport, readKnownSupport } from './reports.ts';
import { demandSupport } from './right.ts';

type DecisionWorld = { readonly store: Store; readonly contentRoot: string; readonly now: () => Date };

export type DecidePair = {
  readonly report: string;
  readonly other: string;
  /** `undo` revokes the decision. */
  readonly step: 'confirm' | 'reject' | 'undo';
  readonly reason: string | null;
  readonly person: Person;
};

/** Audit actions. Their entries contain the pair and the step, never a country's answers. */
const actions = { confirm: 'support.confirm', reject: 'support.reject', undo: 'support.undo' } as const;

/**
 * @returns whether anything changed: repeating a decision, or revoking none, changes nothing
 * @throws Problem `not_allowed`, `support_report_unknown`, `support_pair_same`, `support_kinds_differ`
 */
export async function decidePair(
  world: DecisionWorld,
  { report, other, step, reason, person }: DecidePair,
): Promise<boolean> {
  demandSupport(person);
  if (report === other) throw new Problem('support_pair_same', 'support', { report });
  return world.store.transaction(async (tx) => {
    await folder.lock(tx);
    const before = (await support.decisions(tx)).find(
      (one) => [one.report, one.other].includes(report) && [one.report, one.other].includes(other),
    );
    const at = world.now().toISOString();
    if (step === 'undo') {
      if (before === undefined) return false;
      await support.undo(tx, report, other);
    } else {
      const known = await readKnownSupport(tx, { contentRoot: world.contentRoot, person });
      demandPair(known, report, other, step);
      const decision = step === 'confirm' ? 'same' : 'different';
      if (before?.decision === decision) return false;
      await support.decide(tx, { report, other, decision, reason, decidedAt: at, decidedBy: person.id });
    }
    await audit.write(tx, person, {
      at,
      action: actions[step],
      thing: `support ${report} ${other}`,
      from: before?.decision ?? null,
      to: step === 'undo' ? null : step === 'confirm' ? 'same' : 'different',
    });
    return true;
  });
}

function demandPair({ reports }: KnownSupport, report: string, other: string, step: DecidePair['step']): void {
  const byCode = new Map(reports.map((one) => [one.report, one]));
  const kinds = [report, other].map((code) => {
    const found = byCode.get(code);
    if (found === undefined) {
      throw new Problem('support_report_unknown', 'support', { report: code, near: nearest(code, [...byCode.keys()]) });
    }
    return found.kind;
  });
  if (step === 'confirm' && kinds[0] !== kinds[1])
    throw new Problem('support_kinds_differ', 'support', { report, other });
}
