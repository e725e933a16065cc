/** One YAML file of an instrument, opened for its readers. */
import { type ContentFile, openContent } from '../../content/index.ts';
import type { Faults } from './fault.ts';

/** Opens a file; null if it is missing or cannot be read. That, and what its schema refuses, is added to the faults. */
export function readYaml(contentRoot: string, name: string, faults: Faults): ContentFile | null {
  const { file, faults: found } = openContent(contentRoot, name);
  if (file === null) faults.take(found);
  else faults.takeOfSchema(found);
  return file;
}
