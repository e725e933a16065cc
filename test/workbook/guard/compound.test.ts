import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topNames } from '../../../src/workbook/guard/compound.ts';
import { refusalBySignature } from '../../../src/workbook/guard/signature.ts';

const none = 0xffffffff;
const endOfChain = 0xfffffffe;

/**
 * A Microsoft compound file: its header, the table of sectors, then the directory. Streams at its top are siblings of
 * each other, those of an embedded document are below a storage.
 */
function compound(top: readonly string[], embedded: readonly string[] = []): Buffer {
  const names = ['Root Entry', ...top, ...(embedded.length > 0 ? ['MBD0018D4CE', ...embedded] : [])];
  const storage = embedded.length > 0 ? top.length + 1 : none;
  const siblings = (from: number, to: number, at: number) => (at >= from && at < to ? at + 1 : none);
  const entries = names.map((name, at) => {
    const entry = Buffer.alloc(128);
    entry.write(name, 'utf16le');
    entry.writeUInt16LE(2 * name.length + 2, 64);
    entry.writeUInt32LE(none, 68);
    const last = storage === none ? top.length : storage;
    entry.writeUInt32LE(Math.min(siblings(1, last, at), siblings(storage + 1, names.length - 1, at)), 72);
    entry.writeUInt32LE(at === 0 && names.length > 1 ? 1 : at === storage ? storage + 1 : none, 76);
    return entry;
  });
  const sectors = Math.ceil(entries.length / 4);
  const head = Buffer.alloc(512, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head);
  head.writeUInt16LE(9, 30);
  head.writeUInt32LE(1, 48);
  head.writeUInt32LE(0, 76);
  const table = Buffer.alloc(512, 0xff);
  for (let sector = 1; sector <= sectors; sector += 1) {
    table.writeUInt32LE(sector === sectors ? endOfChain : sector + 1, 4 * sector);
  }
  return Buffer.concat([head, table, ...entries, Buffer.alloc((sectors * 4 - entries.length) * 128)]);
}

describe('the kind of a Microsoft compound file', () => {
  it.each<[string, string, Buffer]>([
    ['a workbook', 'file_old_excel', compound(['Workbook', '\x05SummaryInformation'])],
    ['a workbook of Excel 5', 'file_old_excel', compound(['Book'])],
    ['a workbook in other letters', 'file_old_excel', compound(['WORKBOOK'])],
    ['a workbook with a document in it', 'file_old_excel', compound(['Workbook'], ['WordDocument', '1Table'])],
    ['a workbook with slides in it', 'file_old_excel', compound(['Workbook'], ['PowerPoint Document'])],
    ['a workbook with a protected document in it', 'file_old_excel', compound(['Workbook'], ['EncryptedPackage'])],
    ['a document', 'file_word', compound(['1Table', 'WordDocument'])],
    ['a document with a workbook in it', 'file_word', compound(['WordDocument'], ['Workbook'])],
    ['slides with a workbook in them', 'file_presentation', compound(['PowerPoint Document'], ['Workbook'])],
    ['a mail with a workbook in it', 'file_mail', compound(['__properties_version1.0'], ['Workbook'])],
    ['a protected file', 'file_encrypted', compound(['EncryptionInfo', 'EncryptedPackage'], ['Version'])],
    ['one of another program', 'file_unknown', compound(['NativeContent_MAIN'])],
  ])('is that of %s by the names at its top', (_, expected, file) => {
    expect(refusalBySignature(file)).toBe(expected);
  });

  it('is found by any name if the directory is damaged', () => {
    const file = compound(['WordDocument']);
    file.writeUInt32LE(4_000, 48);
    expect(topNames(file)).toBeNull();
    expect(refusalBySignature(file)).toBe('file_word');
  });

  it('whose directory leads back to itself is still found', () => {
    const file = compound(['Workbook', 'a', 'b', 'c', 'd']);
    file.writeUInt32LE(1, 512 + 4 * 2);
    expect(topNames(file)).toBeNull();
    const twins = compound(['Workbook', 'a']);
    twins.writeUInt32LE(1, 1024 + 2 * 128 + 72);
    expect(topNames(twins)).toBeNull();
    expect(refusalBySignature(twins)).toBe('file_old_excel');
  });

  it('needs no byte outside the file, whatever is in it', () => {
    const sound = compound(['Workbook', 'a', 'b', 'c'], ['WordDocument']);
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), fc.nat(sound.length), (changes, length) => {
        const file = Buffer.from(sound.subarray(0, length));
        for (const [at, byte] of changes) if (at >= 8 && at < length) file[at] = byte;
        topNames(file);
        expect(refusalBySignature(file)).not.toBeNull();
      }),
    );
  });
});
