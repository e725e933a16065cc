/** Names of the sheets as people see them, and as formulas write them. */
import type { Layout } from '../../layout.ts';
import { backstage } from '../../layout.ts';
import type { Wording } from '../../wording.ts';

export type SheetNames = {
  readonly cover: string;
  readonly lists: string;
  readonly identity: string;
  readonly section: (code: string) => string;
};

/** @returns names that every program takes: 31 characters, no forbidden sign, no two alike */
export function sheetNames(layout: Layout, wording: Wording, say: (key: string) => string): SheetNames {
  const taken = new Set<string>([backstage.lists, backstage.identity]);
  const take = (wish: string) => {
    const plain = tidy(wish);
    let name = plain;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${plain.slice(0, 28)} ${number}`;
    taken.add(name.toLowerCase());
    return name;
  };
  const cover = take(say('cover.sheet'));
  const sections = new Map(layout.sections.map(({ section }) => [section, take(wording.section(section).sheet)]));
  return { cover, lists: backstage.lists, identity: backstage.identity, section: (code) => sections.get(code)! };
}

/** An apostrophe is legal in a name but is doubled in formulas, which exceljs forgets: the curved one says the same. */
function tidy(name: string): string {
  return name
    .replaceAll("'", '’')
    .replace(/[[\]:*?/\\]/g, '-')
    .trim()
    .slice(0, 31);
}

/** A cell or range of a sheet as formulas and names write it, such as `'C Offences'!$G$6`. */
export function addressIn(sheet: string, address: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${address}`;
}
