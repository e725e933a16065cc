/** The uploaded workbook with its findings marked: cells coloured and commented, and a sheet that lists them all. */
import type { Inspected } from '../check/check.ts';
import type { CheckContent } from '../check/content.ts';
import { patchCopy } from './patch/patch.ts';

/**
 * The file is changed in place, so that whatever a person put there stays; what leads to other files leads nowhere in the
 * copy. One that was refused comes back as its findings alone, and one that no text can be put into as those and its answers.
 */
export async function annotate(inspected: Inspected, content: CheckContent): Promise<Uint8Array> {
  const patched = inspected.opened ? patchCopy(inspected, content) : null;
  if (patched) return patched;
  // The writer is loaded by those alone who need it: it takes longer to load than a file to check.
  const { listAlone } = await import('./list-alone.ts');
  return await listAlone(inspected, content);
}
