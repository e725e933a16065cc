/** An installation with one cycle, open to every fictional State of the demo's newest questionnaire. */
import { fileURLToPath } from 'node:url';
import { openDesk } from '../../src/collection/index.ts';
import { planDemo } from '../../src/demo/plan.ts';
import { secretariat } from '../../src/domain/index.ts';
import { cycleOf } from '../../src/questionnaire/index.ts';
import { openStore } from '../../src/state/index.ts';
import { openChecker } from '../../src/workbook/index.ts';

const contentRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The day on which it is open. */
export const now = () => new Date('2026-06-01T12:00:00Z');

/** @param folder - the data folder */
export async function openOneCycle(folder: string): Promise<void> {
  const plan = planDemo(contentRoot, null);
  const { instrument, states } = plan.findLast((one) => one.instrument.id === plan[0]!.instrument.id)!;
  const store = await openStore({ databaseUrl: null, folder });
  const checker = openChecker({ contentRoot });
  try {
    await openDesk({ store, contentRoot, checker, now }).openCycle({
      cycle: cycleOf(instrument),
      person: secretariat,
      kind: 'illustrative',
      countries: states,
    });
  } finally {
    await checker.close();
    await store.close();
  }
}
