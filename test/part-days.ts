/** The day that a ZIP file states for each of its parts. */
export function partDays(zip: Uint8Array): Set<string> {
  const bytes = Buffer.from(zip);
  const days = new Set<string>();
  const central = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = bytes.indexOf(central); at >= 0; at = bytes.indexOf(central, at + 1)) {
    const day = bytes.readUInt16LE(at + 14);
    days.add([1980 + (day >> 9), (day >> 5) & 15, day & 31].map((part) => String(part).padStart(2, '0')).join('-'));
  }
  return days;
}
