/**
 * SHA-256 in hexadecimal, computed in a separate thread, as a large file would block all requests meanwhile.
 *
 * @param bytes - in memory that threads do not share
 */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}
