/** What the data folder knows of a country before it fills its workbook. */
import { Problem } from '../problem/index.ts';
import { type Prefill, shortSource } from '../workbook/index.ts';
import { withDesk } from './desk.ts';
import type { World } from './world.ts';

/** The last accepted answers and the treaty facts of the folder; nothing where the cycle is not open in it. */
export async function collectedPrefills(world: World, cycle: string, country: string): Promise<Prefill[]> {
  try {
    const prefills = await withDesk(world, (desk) => desk.prefillsFor({ cycle, country }));
    return prefills.map((prefill) => ({ ...prefill, source: shortSource(prefill.source) }));
  } catch (error) {
    if (error instanceof Problem && error.code === 'cycle_unknown') return [];
    throw error;
  }
}
