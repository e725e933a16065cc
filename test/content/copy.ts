/** A copy of the content, to introduce mistakes into. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

export type Copy = {
  readonly root: string;
  /** Replaces the first occurrence of a text, or each match of a global pattern. Throws an error if there is none. */
  readonly edit: (file: string, find: string | RegExp, to: string) => void;
  readonly write: (file: string, text: string) => void;
  readonly remove: (file: string) => void;
};

export function copyContent(): Copy {
  const root = mkdtempSync(join(tmpdir(), 'gap-content-'));
  for (const folder of ['questionnaires', 'pipelines', 'dashboards', 'texts'])
    cpSync(join(project, folder), join(root, folder), { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  return {
    root,
    write,
    edit: (file, find, to) => {
      const text = readFileSync(join(root, file), 'utf8');
      const edited = typeof find === 'string' ? text.replace(find, () => to) : text.replace(find, to);
      if (edited === text) throw new Error(`nothing to replace in ${file}`);
      write(file, edited);
    },
    remove: (file) => rmSync(join(root, file), { recursive: true }),
  };
}
