/** Notes about a package that is accepted: written by another program, or with links to other files. */
import type { Finding } from '../../domain/index.ts';
import type { GuardedParts, PackageNotice } from '../guard/guard.ts';
import { sameName } from '../guard/part-name.ts';
import type { Book } from '../read/book.ts';
import { openParts } from '../read/parts.ts';
import { finding, wholeFile } from './place/place.ts';

const mostNamed = 8;

export function aboutPackage(notices: readonly PackageNotice[], book: Book, parts: GuardedParts): Finding[] {
  const repacked = notices.some(({ kind }) => kind === 'repacked')
    ? [finding('package_repacked', 'warning', wholeFile)]
    : [];
  const names = book.namesWithText;
  const texts = { count: names.length, names: names.slice(0, mostNamed).join(', ') };
  const named = names.length === 0 ? [] : [finding('names_unread', 'warning', wholeFile, texts)];
  return [...repacked, ...named, ...aboutLinks(notices, book, parts)];
}

/** A linked file is never opened; the finding shows where the link is, so that a person can remove it. */
function aboutLinks(notices: readonly PackageNotice[], book: Book, parts: GuardedParts): Finding[] {
  const owners = new Set(notices.flatMap((notice) => (notice.kind === 'linked' ? [ownerOf(notice.part)] : [])));
  if (owners.size === 0) return [];
  const opened = openParts(parts);
  const places = new Set<string>();
  for (const { name, part, outside } of book.sheets) {
    for (const cell of outside.cells) places.add(`${name} ${cell}`);
    const drawings = opened.relationships(part).filter(({ kind }) => /drawing/i.test(kind));
    const linked = owners.has(sameName(part)) || drawings.some(({ target }) => owners.has(sameName(target)));
    if (linked || outside.rules) places.add(name);
  }
  for (const name of book.namesOutside) places.add(name);
  const named = [...places].slice(0, mostNamed).join(', ') || 'none';
  return [finding('links_elsewhere', 'warning', wholeFile, { places: named })];
}

/** `xl/drawings/_rels/drawing7.xml.rels` belongs to `xl/drawings/drawing7.xml`. */
const ownerOf = (part: string) =>
  sameName(part)
    .replace('_rels/', '')
    .replace(/\.rels$/, '');
