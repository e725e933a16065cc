/** Parses a multipart form (RFC 7578) from the received body; the content of files is read on request. */
import { Problem } from '../../../problem/index.ts';
import type { Form, FormFile } from './form-fields.ts';
import { delimiterOf } from './form-scanner.ts';
import type { ReceivedBody } from './received-body.ts';

const mostHeaderBytes = 8_000;
/** Maximum number in UTF-8. */
const bytesOfCharacter = 4;
const lineBreak = Buffer.from('\r\n');
const headersEnd = Buffer.from('\r\n\r\n');
const utf8 = new TextDecoder();

/**
 * @param longestText - maximum number of characters of a field that is not a file
 * @throws Problem `form_unreadable`, `field_too_long`
 */
export async function readMultipart(contentType: string, body: ReceivedBody, longestText: number): Promise<Form> {
  const length = Buffer.byteLength(delimiterOf(contentType) ?? unreadable(), 'latin1');
  const { delimiters } = body;
  if (delimiters[0] !== 0) unreadable();
  const fields: Form['fields'][number][] = [];
  for (const [index, start] of delimiters.entries()) {
    const next = delimiters[index + 1];
    const head = Buffer.from(await body.read(start + length, Math.min(start + length + mostHeaderBytes, body.size)));
    if (head.subarray(0, 2).toString('latin1') === '--') {
      if (next !== undefined) unreadable();
      return { fields };
    }
    // The last delimiter is marked; without it the body is incomplete.
    if (next === undefined) unreadable();
    const afterLine = head.indexOf(lineBreak);
    const end = head.indexOf(headersEnd, afterLine);
    if (!/^[ \t]*$/.test(head.subarray(0, Math.max(0, afterLine)).toString('latin1')) || afterLine < 0 || end < 0)
      unreadable();
    const { name, fileName } = readDisposition(utf8.decode(head.subarray(afterLine + 2, end)));
    const content = { start: start + length + end + headersEnd.length, end: next - lineBreak.length };
    if (content.end < content.start) unreadable();
    fields.push(
      fileName === null
        ? { name, text: await readText(body, name, content, longestText) }
        : { name, file: fileOf(body, fileName, content) },
    );
  }
  return unreadable();
}

type Span = { readonly start: number; readonly end: number };

async function readText(body: ReceivedBody, field: string, { start, end }: Span, longest: number): Promise<string> {
  if (end - start > bytesOfCharacter * longest) {
    const short = field.slice(0, 100);
    throw new Problem('field_too_long', `field "${short}"`, { field: short, most: longest });
  }
  return utf8.decode(await body.read(start, end));
}

const fileOf = (body: ReceivedBody, name: string, { start, end }: Span): FormFile => ({
  name,
  size: end - start,
  bytes: () => body.read(start, end),
});

/** The names of the field and of its file, as browsers write them: quotes and line breaks are percent-encoded. */
function readDisposition(headers: string): { readonly name: string; readonly fileName: string | null } {
  const lines = headers.split('\r\n');
  const line = lines.find((one) => /^content-disposition\s*:/i.test(one)) ?? unreadable();
  const encoding = lines.find((one) => /^content-transfer-encoding\s*:/i.test(one));
  if (encoding !== undefined && !/:\s*(7bit|8bit|binary)\s*$/i.test(encoding)) unreadable();
  if (!/^content-disposition\s*:\s*form-data\s*;/i.test(line)) unreadable();
  const parameter = (name: string) => {
    const [, quoted, token] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;"\\s]+))`, 'i').exec(line) ?? [];
    return quoted ?? token;
  };
  const name = parameter('name') ?? unreadable();
  const extended = /^utf-8'[^']*'(.*)$/i.exec(parameter('filename\\*') ?? '')?.[1];
  const fileName = extended === undefined ? parameter('filename') : decodeExtended(extended);
  return { name: unescaped(name), fileName: fileName === undefined ? null : unescaped(fileName) };
}

const unescaped = (text: string): string =>
  text.replace(/%(22|0D|0A)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function decodeExtended(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return unreadable();
  }
}

function unreadable(): never {
  throw new Problem('form_unreadable', 'body', {});
}
