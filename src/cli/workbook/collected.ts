/** What the data folder knows of a country before it fills its workbook. */

import type { CurrentAnswers } from '../../collection/index.ts';
import { Problem } from '../../problem/index.ts';
import { type Prefill, shortSource } from '../../workbook/index.ts';
import { secretariat, withDesk } from '../desk.ts';
import type { World } from '../world.ts';

export type Collected = {
  /** The last accepted answers and the treaty facts of the folder. */
  readonly prefills: readonly Prefill[];
  /** What the country has answered in the cycle so far. */
  readonly current: CurrentAnswers;
  /** ISO date until which answers are awaited; null where none is set. */
  readonly closesOn: string | null;
};

/** What the folder holds for a country; nothing where the cycle is not open in it. */
export async function collectedFor(world: World, cycle: string, country: string): Promise<Collected> {
  try {
    return await withDesk(world, async (desk) => {
      const prefills = await desk.prefillsFor({ cycle, country, person: secretariat });
      const { cycles } = await desk.listSubmissions({ person: secretariat, cycle });
      return {
        prefills: prefills.map((prefill) => ({ ...prefill, source: shortSource(prefill.source) })),
        current: await desk.currentAnswers({ cycle, country, person: secretariat }),
        closesOn: cycles.find(({ id }) => id === cycle)?.closesOn ?? null,
      };
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'cycle_unknown') return nothingCollected;
    throw error;
  }
}

const nothingCollected: Collected = { prefills: [], current: { revision: 0, answers: [] }, closesOn: null };
