/** Recognises a file that is not a zip package by its first bytes. */
import { Buffer } from 'node:buffer';
import type { RefusalCode } from '../finding-codes.ts';
import { isCompound, topNames } from './compound.ts';

const zipEntry = Buffer.from('PK\x03\x04', 'latin1');
const zipEnd = Buffer.from('PK\x05\x06', 'latin1');
const endLength = 22;

const begins: readonly (readonly [code: RefusalCode, bytes: string])[] = [
  ['file_pdf', '%PDF'],
  ['file_word', '{\\rtf'],
  ['file_picture', '\x89PNG'],
  ['file_picture', '\xff\xd8\xff'],
  ['file_picture', 'GIF8'],
  ['file_picture', 'II*\x00'],
  ['file_picture', 'MM\x00*'],
  // What macOS writes beside a file on a disk of another system, and in each folder.
  ['file_beside', '\x00\x05\x16\x07'],
  ['file_beside', '\x00\x00\x00\x01Bud1'],
  ['file_shortcut', 'L\x00\x00\x00\x01\x14\x02\x00'],
  ['file_archive', '\x1f\x8b'],
  ['file_archive', '7z\xbc\xaf\x27\x1c'],
  ['file_archive', 'Rar!'],
  ['file_archive', 'BZh'],
  ['file_archive', '\xfd7zXZ'],
  ['file_archive', 'PK\x07\x08'],
  ['file_archive', 'PK00PK\x03\x04'],
  // Excel 2 to 4, before the compound file format.
  ['file_old_excel', '\x09\x00\x04\x00'],
  ['file_old_excel', '\x09\x02\x06\x00'],
  ['file_old_excel', '\x09\x04\x06\x00'],
  ['file_old_excel', '\x09\x08'],
];

/** @returns the refusal code, or null for a file that starts like a zip package */
export function refusalBySignature(file: Buffer): RefusalCode | null {
  if (file.length === 0) return 'file_empty';
  const head = file.subarray(0, 8).toString('latin1');
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return null;
  if (isLockFile(file)) return 'file_lock';
  if (isZeros(file)) return 'file_zeros';
  if (endsAsZip(file)) return 'zip_bytes_before';
  if (isCompound(file)) return compoundKind(file);
  const known = begins.find(([, bytes]) => head.startsWith(bytes.slice(0, 8)));
  if (known) return known[0];
  const box = file.subarray(4, 12).toString('latin1');
  if (/^ftyp(heic|heix|mif1|avif)/.test(box) || (head.startsWith('RIFF') && box.endsWith('WEBP')))
    return 'file_picture';
  return textKind(file) ?? (head.startsWith('BM') ? 'file_picture' : 'file_unknown');
}

/** @returns the refusal code for names that programs give to unfinished files, whatever their content */
export function refusalByName(name: string | null): RefusalCode | null {
  const last = name?.split(/[\\/]/).at(-1) ?? '';
  if (/^~\$|^\.~lock\./.test(last)) return 'file_lock';
  return /\.(crdownload|part|partial|download|opdownload|tmp)$/i.test(last) ? 'file_unfinished' : null;
}

/**
 * The lock file that Excel and Word keep next to an open file: the owner's name with its length, in a field of zeros
 * or spaces.
 */
function isLockFile(file: Buffer): boolean {
  if (ownerLine.test(asText(file.subarray(0, 1024)) ?? '')) return true;
  const length = file[0] ?? 0;
  if (file.length < 50 || file.length > 170 || length === 0 || length > 54 || file[1]! <= 0x20) return false;
  const isEmpty = (byte: number) => byte === 0 || byte === 0x20;
  return file.filter(isEmpty).length > file.length / 2 && file.subarray(1 + length, 54).every(isEmpty);
}

/** The lock file of LibreOffice has one line: name, machine, date and profile. */
const ownerLine = /^,[^\n]*,[^\n]*,\d\d\.\d\d\.\d{4} \d\d:\d\d,file:[^\n]*;\s*$/;

const isZeros = (file: Buffer) => file.length >= 8 && file.every((byte) => byte === 0);

function endsAsZip(file: Buffer): boolean {
  const end = file.lastIndexOf(zipEnd);
  if (end < 0 || end + endLength > file.length) return false;
  return end + endLength + file.readUInt16LE(end + 20) === file.length && file.indexOf(zipEntry) >= 0;
}

/** The streams of a Microsoft compound file by which its kind is known, those first that imply it whatever else there is. */
const streams: readonly (readonly [code: RefusalCode, names: readonly string[]])[] = [
  ['file_encrypted', ['EncryptedPackage', 'EncryptionInfo']],
  ['file_mail', ['__properties_version1.0']],
  ['file_old_excel', ['Workbook', 'Book']],
  ['file_word', ['WordDocument']],
  ['file_presentation', ['PowerPoint Document']],
];

function compoundKind(file: Buffer): RefusalCode {
  const top = topNames(file);
  if (top) {
    const known = streams.find(([, names]) => names.some((name) => top.has(name.toLowerCase())));
    return known?.[0] ?? 'file_unknown';
  }
  // Its directory is damaged: any name that is in the file is better than none.
  const holds = (name: string) => file.includes(Buffer.from(name, 'utf16le'));
  const documents = streams.filter(([code]) => code !== 'file_old_excel');
  return documents.find(([, names]) => names.some(holds))?.[0] ?? 'file_old_excel';
}

function textKind(file: Buffer): RefusalCode | null {
  const head = asText(file.subarray(0, 4096));
  if (head === null) return null;
  const start = head.trimStart().toLowerCase();
  if (start === '') return 'file_empty';
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'file_xml';
  if (start.includes('urn:oasis:names:tc:opendocument')) return 'file_opendocument';
  if (/^(<!doctype html|<html|<head|<body|<table|<meta|<div|<\?xml[^>]*>\s*<(!doctype )?html)/.test(start)) {
    return 'file_html';
  }
  if (/^<svg|^<\?xml[^>]*>\s*<svg/.test(start)) return 'file_picture';
  if (isShortcut(start)) return 'file_shortcut';
  if (/^mime-version:/m.test(start) && /multipart\/related/.test(start) && /text\/html/.test(start)) return 'file_html';
  if (isMail(start)) return 'file_mail';
  return start.startsWith('<') ? 'file_xml' : 'file_text';
}

/** A shortcut that cloud storage leaves in place of a document: its address. */
const isShortcut = (start: string) =>
  start.startsWith('[internetshortcut]') ||
  (start.startsWith('{') && /"(doc_id|resource_id|url)"\s*:/.test(start) && /https?:\/\/|doc_id/.test(start)) ||
  (start.includes('<plist') && start.includes('<key>url</key>'));

const isMail = (start: string) =>
  /^(return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|x-[a-z-]+|dkim-signature|arc-[a-z-]+):/.test(
    start,
  ) && /^(mime-version|content-type|message-id|received):/m.test(start);

/** The bytes as text, or null if they contain control characters. */
function asText(bytes: Buffer): string | null {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const wideReversed = bytes[0] === 0xfe && bytes[1] === 0xff;
  const encoding = wide ? 'utf-16le' : wideReversed ? 'utf-16be' : 'latin1';
  const text = new TextDecoder(encoding).decode(bytes).replace(/^(\ufeff|ï»¿)/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for control characters
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
}
