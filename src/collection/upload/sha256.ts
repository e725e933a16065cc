/**
 * In hexadecimal digits; made in a separate thread, since a large file would keep every reader waiting meanwhile.
 *
 * @param bytes - in memory that is not shared between threads
 */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}
