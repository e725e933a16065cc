/** Collects the faults of one declaration. */
import { type ContentFile, type Fault, nearest, type Path } from '../../content/index.ts';

/** Maximum number of names listed in a fault if none is similar. */
const listed = 12;

export type Report = {
  readonly file: ContentFile;
  readonly faults: Fault[];
};

/** Reports an unknown name. @param what - such as `column of the mart "scores"` */
export function demand(
  { file, faults }: Report,
  path: Path,
  name: string,
  known: Iterable<string>,
  what: string,
): boolean {
  const names = [...known];
  if (names.includes(name)) return true;
  const near = nearest(name, names);
  const sorted = names.sort();
  const shown = `${sorted.slice(0, listed).join(', ') || 'none'}${sorted.length > listed ? ', …' : ''}`;
  const correction = near.length > 0 ? '' : `There is ${shown}.`;
  faults.push(file.fault(path, { what: `"${name}" is not a ${what}.`, near, correction }));
  return false;
}
