/** The name of an uploaded file, made safe to show and to return in a download. It is never used as a path. */

const longest = 120;

/**
 * @returns its last segment, without control, invisible and direction-changing characters; `workbook.xlsx` if nothing
 *   is left
 */
export function safeFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? '';
  const visible = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*;]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim();
  if (visible === '') return 'workbook.xlsx';
  const characters = [...visible];
  if (characters.length <= longest) return visible;
  const ending = /\.[a-z0-9]{1,5}$/i.exec(visible)?.[0] ?? '';
  return characters.slice(0, longest - ending.length).join('') + ending;
}
