/** Changes the comments of one sheet as text, including the legacy drawings (VML) in which older programs show them. */
import { readPlace } from '../../read/place.ts';
import { type Dialect, encode, head, NotPatchable, plainText, replaceOnce } from './xml-text.ts';

/** Comments to write, by cell; null for a comment to remove. */
export type CommentChanges = ReadonlyMap<string, string | null>;

const commentPattern = /<comment\b[^>]*>.*?<\/comment>/gs;

/** @param author - author of the new comments */
export function patchComments(
  bytes: Uint8Array | null,
  changes: CommentChanges,
  author: string,
  { main }: Dialect,
): string {
  const xml = bytes
    ? plainText(bytes)
    : `${head}<comments xmlns="${main}"><authors></authors><commentList></commentList></comments>`;
  const opened = xml
    .replace(/<authors\s*\/>/, '<authors></authors>')
    .replace(/<commentList\s*\/>/, '<commentList></commentList>');
  const place = opened.match(/<author\b/g)?.length ?? 0;
  const kept = opened.replace(commentPattern, (comment) => {
    const cell = /^<comment\b[^>]*? ref="([^"]*)"/.exec(comment)?.[1]?.replaceAll('$', '').toUpperCase() ?? '';
    return changes.has(cell) ? '' : comment;
  });
  const added = [...changes].flatMap(([cell, text]) =>
    text === null
      ? []
      : [
          `<comment ref="${cell}" authorId="${place}"><text><r><t xml:space="preserve">${encode(text)}</t></r></text></comment>`,
        ],
  );
  const signed = replaceOnce(kept, '</authors>', (close) => `<author>${encode(author)}</author>${close}`);
  return replaceOnce(signed, '</commentList>', (close) => `${added.join('')}${close}`);
}

const empty =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>';
const frameType =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';
const widthOfFrame = 4;
const heightOfFrame = 8;

/**
 * Each comment has one shape; a removed comment is removed with its shape, and other drawings remain.
 *
 * @throws NotPatchable if it is not the XML that programs usually write
 */
export function patchFrames(bytes: Uint8Array | null, changes: CommentChanges): string {
  const source = bytes ? new TextDecoder().decode(bytes) : empty;
  if (!/<\/xml>\s*$/.test(source) || !/xmlns:v=/.test(source) || !/xmlns:x=/.test(source)) throw new NotPatchable();
  const framed = new Set<string>();
  const kept = source.replace(/<v:shape\b.*?<\/v:shape>/gs, (shape) => {
    if (!/ObjectType\s*=\s*"Note"/.test(shape)) return shape;
    const [row, column] = ['Row', 'Column'].map((name) =>
      Number(new RegExp(`<x:${name}>\\s*(\\d+)`).exec(shape)?.[1] ?? -1),
    );
    const own = [...changes].find(([cell]) => {
      const place = readPlace(cell);
      return place?.row === row! + 1 && place.column === column! + 1;
    });
    if (own) framed.add(own[0]);
    return own?.[1] === null ? '' : shape;
  });
  let last = 1_024;
  for (const [, number] of kept.matchAll(/_x0000_s(\d{1,9})/g)) last = Math.max(last, Number(number));
  const fresh = [...changes].filter(([cell, text]) => text !== null && !framed.has(cell));
  if (fresh.length === 0) return kept;
  const type = kept.includes('id="_x0000_t202"') ? '' : frameType;
  const frames = fresh.map(([cell], place) => frameOf(cell, last + place + 1));
  return kept.replace(/<\/xml>\s*$/, `${type}${frames.join('')}</xml>`);
}

function frameOf(cell: string, number: number): string {
  const { row, column } = readPlace(cell)!;
  const [top, left] = [Math.max(0, row - 2), column];
  const anchor = [left, 15, top, 2, left + widthOfFrame, 31, top + heightOfFrame, 1].join(', ');
  return (
    `<v:shape id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" xmlns:o="urn:schemas-microsoft-com:office:office" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>` +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`
  );
}
