/** What the data folder knows of a country before it fills its workbook. */
import { Problem } from '../problem/index.ts';
import { type Prefill, shortSource } from '../workbook/index.ts';
import { secretariat, withDesk } from './desk.ts';
import type { World } from './world.ts';

export type Collected = {
  /** The last accepted answers and the treaty facts of the folder. */
  readonly prefills: readonly Prefill[];
  /** ISO date until which answers are awaited; null where none is set. */
  readonly closesOn: string | null;
};

/** What the folder holds for a country; nothing where the cycle is not open in it. */
export async function collectedFor(world: World, cycle: string, country: string): Promise<Collected> {
  try {
    return await withDesk(world, async (desk) => {
      const prefills = await desk.prefillsFor({ cycle, country });
      const { cycles } = await desk.listSubmissions({ person: secretariat, cycle });
      return {
        prefills: prefills.map((prefill) => ({ ...prefill, source: shortSource(prefill.source) })),
        closesOn: cycles.find(({ id }) => id === cycle)?.closesOn ?? null,
      };
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'cycle_unknown') return { prefills: [], closesOn: null };
    throw error;
  }
}
