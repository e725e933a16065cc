/** The parts of a package and their relationships. */
import type { GuardedParts } from '../guard/guard.ts';
import { sameName } from '../guard/part-name.ts';
import { walkXml } from '../guard/xml.ts';

export type Part = { readonly name: string; readonly bytes: Uint8Array };

/** `kind` is the last segment of the relationship's type, the same in transitional and in strict files. */
export type Relationship = { readonly id: string; readonly kind: string; readonly target: string };

export type Parts = {
  /** A part by name, ignoring case and notation; null if the package has none. */
  readonly find: (name: string) => Part | null;
  /**
   * Relationships of a part; the empty name stands for the package itself. Targets are part names, or addresses for
   * hyperlinks.
   */
  readonly relationships: (name: string) => readonly Relationship[];
};

export function openParts(guarded: GuardedParts): Parts {
  const folded = new Map([...guarded].map(([name, bytes]) => [sameName(name), { name, bytes }]));
  const find = (name: string) => folded.get(sameName(name)) ?? null;
  return {
    find,
    relationships: (name) => {
      const folder = name.slice(0, name.lastIndexOf('/') + 1);
      const part = find(`${folder}_rels/${name.slice(folder.length)}.rels`);
      return part ? readRelationships(part, folder) : [];
    },
  };
}

function readRelationships(part: Part, folder: string): Relationship[] {
  const relationships: Relationship[] = [];
  walkXml(part.bytes, part.name, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const attribute = (key: string) => attributes.get(key) ?? '';
      const [id, type, target] = [attribute('Id'), attribute('Type'), attribute('Target')];
      const outside = attribute('TargetMode').toLowerCase() === 'external';
      const kind = type.slice(type.lastIndexOf('/') + 1);
      relationships.push({ id, kind, target: outside ? target : resolve(folder, target) });
    },
  });
  return relationships;
}

/** @returns the part name of a target, relative to a folder such as `xl/`, with the percent signs of the target */
function resolve(folder: string, target: string): string {
  const steps: string[] = target.startsWith('/') ? [] : folder.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
