/** The project's own source, read as text: files, what they import, and their strings without the comments. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export type SourceFile = {
  /** Path below src/, with forward slashes */
  readonly path: string;
  /** First folder below src/, or the file name without extension for files in src/ itself */
  readonly folder: string;
  readonly text: string;
  /** Module specifiers as written in import and export statements and in import() */
  readonly imports: readonly string[];
  /** Text of each string and template outside comments */
  readonly strings: readonly string[];
};

/** Every TypeScript file below src/, in order of path. */
export function sourceFiles(): SourceFile[] {
  const src = join(root, 'src');
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => {
      const path = relative(src, join(src, file)).replaceAll('\\', '/');
      const text = readFileSync(join(src, file), 'utf8');
      const { strings, bare } = splitStrings(text);
      const imports = [...bare.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)§(\d+)§/g)].map(
        (found) => strings[Number(found[1])]!,
      );
      return { path, folder: path.split('/')[0]!.replace(/\.ts$/, ''), text, imports, strings };
    });
}

/**
 * Every identifier in the code: constants, functions, parameters, properties and types, but not in strings or comments.
 */
export function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=[(,=:[!&|?{};\n]\s*|\breturn )\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*|[\w$]+|[`{}]/g;
  const inTemplate = /(?:\\[\s\S]|[^`\\$]|\$(?!\{))*(`|\$\{)/y;
  /** Whether each open brace belongs to a template */
  const open: boolean[] = [];
  const readTemplate = () => {
    inTemplate.lastIndex = token.lastIndex;
    if (inTemplate.exec(text)?.[1] === '${') open.push(true);
    token.lastIndex = inTemplate.lastIndex || text.length;
  };
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [part] = found;
    if (part === '{') open.push(false);
    else if (part === '`' || (part === '}' && open.pop())) readTemplate();
    else if (/^[A-Za-z_$]/.test(part)) names.add(part);
  }
  return names;
}

/** Removes comments and extracts strings: `bare` has §n§ in place of string n. */
function splitStrings(text: string): { strings: string[]; bare: string } {
  const strings: string[] = [];
  const token = /\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  const bare = text.replace(token, (found) => {
    if (found.startsWith('/')) return '';
    strings.push(found.slice(1, -1));
    return `§${strings.length - 1}§`;
  });
  return { strings, bare };
}
