/**
 * Disables links to other files in a copy that is passed on, so that nothing is fetched and no path on someone's disk
 * is disclosed. A linked picture is replaced by an empty one; of another workbook, the cached values remain and its
 * address is removed.
 */
import { Buffer } from 'node:buffer';
import type { PackagePatch } from './links.ts';

/** A picture of one transparent pixel. */
const emptyPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgYGBgAAAABQABXvMqOgAAAABJRU5ErkJggg==',
  'base64',
);
/** A file that does not exist; its name explains to a person why a program asks for it. */
const removed = 'removed-external-workbook.xlsx';

export function leadNowhere(patch: PackagePatch): void {
  let picture: string | null = null;
  for (const name of patch.names.filter((one) => /(?:^|\/)_rels\/[^/]+\.rels$/i.test(one))) {
    const xml = patch.text(name)!;
    const linked: string[] = [];
    const changed = xml.replace(/<Relationship\b[^>]*>/g, (tag) => {
      if (!/ TargetMode\s*=\s*["']External["']/i.test(tag)) return tag;
      const kind = / Type\s*=\s*["'][^"']*\/(\w+)["']/.exec(tag)?.[1] ?? '';
      if (kind === 'hyperlink') return tag;
      if (kind !== 'image') return withTarget(tag, removed);
      picture ??= patch.free((number) => `xl/media/empty${number}.png`);
      linked.push(/ Id\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '');
      return withTarget(tag, `/${picture}`).replace(/ TargetMode\s*=\s*["'][^"']*["']/i, '');
    });
    if (changed === xml) continue;
    patch.put(name, changed);
    const owner = name.replace(/(^|\/)_rels\/([^/]+)\.rels$/i, '$1$2');
    const drawing = linked.length > 0 ? patch.plain(owner) : null;
    if (drawing !== null) patch.put(owner, embedded(drawing, new Set(linked)));
  }
  if (picture === null) return;
  patch.putBytes(picture, emptyPicture);
  patch.typeOfPictures('png');
}

const withTarget = (tag: string, target: string): string =>
  tag.replace(/ Target\s*=\s*(?:"[^"]*"|'[^']*')/, ` Target="${target}"`);

/** A linked picture becomes an embedded one; if the file has an embedded copy already, that one is kept. */
const embedded = (xml: string, linked: ReadonlySet<string>): string =>
  xml.replace(/<[\w:.-]*blip\b[^>]*>/g, (tag) => {
    const link = /\s([\w.-]+):link\s*=\s*"([^"]*)"/.exec(tag);
    if (link === null || !linked.has(link[2]!)) return tag;
    return tag.replace(link[0], /:embed\s*=\s*"[^"]+"/.test(tag) ? '' : ` ${link[1]}:embed="${link[2]}"`);
  });
