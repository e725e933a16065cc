/** The uploaded workbook with its findings marked: cells coloured and commented, and a sheet that lists them all. */
import type { Inspected } from '../check/check.ts';
import type { CheckContent } from '../check/content.ts';
import { patchCopy } from './patch/patch.ts';

/**
 * The file is changed in place, so that whatever a person put there stays; what leads to other files leads nowhere in the
 * copy. One that is written in a way that cannot be changed so is written again from its cells; one that was refused comes back
 * as its findings alone.
 */
export async function annotate(inspected: Inspected, content: CheckContent): Promise<Uint8Array> {
  if (inspected.opened) {
    const patched = patchCopy(inspected, content);
    if (patched) return patched;
  }
  // The writer is loaded by those alone who need it: it takes longer to load than a file to check.
  const { annotateAgain, rewriteCopy } = await import('./rewrite.ts');
  try {
    if (inspected.opened) return await rewriteCopy(inspected, content);
  } catch {
    // A legal file may still be more than the writer understands; the findings come back all the same.
  }
  return await annotateAgain(inspected, content);
}
