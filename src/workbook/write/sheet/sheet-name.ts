/** Names of the sheets as displayed, and as written in formulas. */
import type { Layout } from '../../layout.ts';
import { backstage } from '../../layout.ts';
import type { Wording } from '../../wording.ts';

export type SheetNames = {
  readonly cover: string;
  readonly lists: string;
  readonly identity: string;
  readonly section: (code: string) => string;
};

/** @returns names that every program accepts: at most 31 characters, no forbidden character, no duplicates */
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

/**
 * An apostrophe is legal in a name but must be doubled in formulas, which exceljs does not do: a typographic one
 * replaces it.
 */
function tidy(name: string): string {
  return name
    .replaceAll("'", '’')
    .replace(/[[\]:*?/\\]/g, '-')
    .trim()
    .slice(0, 31);
}

/** A cell or range of a sheet as written in formulas and names, such as `'C Offences'!$G$6`. */
export function addressIn(sheet: string, address: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${address}`;
}
