/** Files for download: never shown within a page, never cached. */

export type Attachment = { readonly fileName: string; readonly type: string; readonly bytes: Uint8Array | string };

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A response to be saved under its name. Security headers are added as to every response. */
export function attach({ fileName, type, bytes }: Attachment): Response {
  const body = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : new Uint8Array(bytes);
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-length': String(body.length),
      'content-disposition': disposition(fileName),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

/**
 * The header that names a file (RFC 6266): ASCII for old programs, the real name in UTF-8 for others.
 *
 * No character of the name can end the header or the quoted string.
 */
export function disposition(fileName: string): string {
  const plain =
    fileName
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9._ -]/g, '_')
      .replace(/_+/g, '_')
      .trim() || 'file';
  const exact = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
