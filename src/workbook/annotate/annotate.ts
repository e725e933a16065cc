/** Annotates the uploaded workbook with its findings: cells are coloured and commented, and a sheet lists them all. */
import type { Inspected } from '../check/check.ts';
import type { CheckContent } from '../check/content.ts';
import { patchCopy } from './patch/patch.ts';

/**
 * Returns the annotated copy. It contains everything that a person put there, but links to other files are disabled.
 * A file that was refused gives a workbook of its findings alone; a file that cannot be changed as text gives one of
 * its findings and answers.
 */
export async function annotate(inspected: Inspected, content: CheckContent): Promise<Uint8Array> {
  const patched = inspected.opened ? patchCopy(inspected, content) : null;
  if (patched) return patched;
  // The writer is loaded only if needed: loading it takes longer than checking a file.
  const { listAlone } = await import('./list-alone.ts');
  return await listAlone(inspected, content);
}
