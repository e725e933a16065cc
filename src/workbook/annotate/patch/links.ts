/** The lists by which a package knows its parts: their types, and where each leads. */
import { head, plainText, replaceOnce } from './xml-text.ts';

const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const typesPart = '[Content_Types].xml';

/** Parts of a package that change; the rest stays as it is. */
export class PackagePatch {
  readonly changed = new Map<string, Uint8Array>();
  readonly #parts: ReadonlyMap<string, Uint8Array>;

  constructor(parts: ReadonlyMap<string, Uint8Array>) {
    this.#parts = parts;
  }

  text(name: string): string | null {
    const bytes = this.changed.get(name) ?? this.#parts.get(name);
    if (!bytes) return null;
    return plainText(bytes, name.toLowerCase() === typesPart.toLowerCase() ? types : packaged);
  }

  /** A part of any kind as it is. */
  plain(name: string): string | null {
    const bytes = this.changed.get(name) ?? this.#parts.get(name);
    return bytes ? new TextDecoder().decode(bytes) : null;
  }

  put(name: string, text: string): void {
    this.changed.set(name, new TextEncoder().encode(text));
  }

  putBytes(name: string, bytes: Uint8Array): void {
    this.changed.set(name, bytes);
  }

  /** Names of parts, as they came. */
  get names(): readonly string[] {
    return [...this.#parts.keys()];
  }

  /** A name such as `xl/comments3.xml` that no part has, whatever its letters. */
  free(name: (number: number) => string): string {
    const taken = new Set([...this.#parts.keys(), ...this.changed.keys()].map((one) => one.toLowerCase()));
    let number = 1;
    while (taken.has(name(number).toLowerCase())) number += 1;
    return name(number);
  }

  /** @returns the id by which the part leads to the target */
  lead(part: string, kind: string, target: string): string {
    const folder = part.slice(0, part.lastIndexOf('/') + 1);
    const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
    const known = [...this.#parts.keys()].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
    const xml = this.text(known) ?? `${head}<Relationships xmlns="${packaged}"></Relationships>`;
    const opened = xml.replace(/<Relationships\b([^>]*)\/>/, '<Relationships$1></Relationships>');
    let number = 1;
    while (opened.includes(`"gap${number}"`)) number += 1;
    const id = `gap${number}`;
    const line = `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
    this.put(
      known,
      replaceOnce(opened, '</Relationships>', (close) => `${line}${close}`),
    );
    return id;
  }

  /** Names the type of a new part. */
  type(part: string, type: string): void {
    this.#addType(
      `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/>`,
    );
  }

  /** Names the type of all parts of an ending, where none is named yet. */
  typeOfEnding(ending: string, type: string): void {
    if (new RegExp(`<Default\\b[^>]*Extension="${ending}"`, 'i').test(this.text(typesPart)!)) return;
    this.#addType(
      `<Default Extension="${ending}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/>`,
      true,
    );
  }

  typeOfPictures(ending: string): void {
    if (new RegExp(`<Default\\b[^>]*Extension="${ending}"`, 'i').test(this.text(typesPart)!)) return;
    this.#addType(`<Default Extension="${ending}" ContentType="image/${ending}"/>`, true);
  }

  #addType(line: string, first = false): void {
    const xml = this.text(typesPart)!;
    const added = first
      ? replaceOnce(xml, /<Types\b[^>]*>/, (open) => `${open}${line}`)
      : replaceOnce(xml, '</Types>', (close) => `${line}${close}`);
    this.put(typesPart, added);
  }
}
