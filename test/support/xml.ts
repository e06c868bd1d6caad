// A strict reader of the XML 1.0 that reports use: elements, attributes, text, references; no comments, no declarations.

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const NAME = /[A-Za-z_][\w.-]*/y;
/** Production 2 of XML 1.0: what a document may hold, by a reference too. */
const CHARACTER = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const REFERENCES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The root of a document; throws for whatever is not well-formed. */
export function parseXml(document: string): Element {
  if (!CHARACTER.test(document)) throw new Error("a character that XML does not allow");
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(head)) throw new Error("no XML declaration");
  const { element, end } = readElement(document, head.length);
  if (document.slice(end).trim() !== "") throw new Error(`something behind the root: ${document.slice(end)}`);
  return element;
}

function readElement(xml: string, start: number): { element: Element; end: number } {
  const { name, attributes, isEmpty, end } = readStartTag(xml, start);
  if (isEmpty) return { element: { name, attributes, children: [], text: "" }, end };
  const children: Element[] = [];
  let text = "";
  for (let at = end; ; ) {
    const next = xml.indexOf("<", at);
    if (next === -1) throw new Error(`<${name}> is not closed`);
    text += decoded(xml.slice(at, next));
    if (xml.startsWith(`</${name}>`, next))
      return { element: { name, attributes, children, text }, end: next + name.length + 3 };
    const child = readElement(xml, next);
    children.push(child.element);
    at = child.end;
  }
}

function readStartTag(xml: string, start: number) {
  const name = nameAt(xml, start + 1);
  const attributes: Record<string, string> = {};
  for (let at = start + 1 + name.length; ; ) {
    if (xml.startsWith("/>", at)) return { name, attributes, isEmpty: true, end: at + 2 };
    if (xml[at] === ">") return { name, attributes, isEmpty: false, end: at + 1 };
    if (xml[at] !== " ")
      throw new Error(`no blank before an attribute of <${name}>: ${xml.slice(at, at + 20)}`);
    const key = nameAt(xml, at + 1);
    const from = at + 1 + key.length + 2;
    const to = xml.indexOf('"', from);
    if (xml.slice(from - 2, from) !== '="' || to === -1) throw new Error(`${key} has no value in quotes`);
    if (key in attributes) throw new Error(`${key} is there twice`);
    attributes[key] = attributeValue(xml.slice(from, to));
    at = to + 1;
  }
}

function nameAt(xml: string, at: number): string {
  NAME.lastIndex = at;
  const [name] = NAME.exec(xml) ?? [];
  if (name === undefined) throw new Error(`no name at ${xml.slice(at, at + 20)}`);
  return name;
}

/** Readers turn bare line breaks and tabs of an attribute into blanks, so that none may stand there. */
function attributeValue(raw: string): string {
  if (/[<\t\r\n]/.test(raw)) throw new Error(`a bare character in an attribute: ${raw}`);
  return decoded(raw);
}

function decoded(raw: string): string {
  if (raw.includes("]]>")) throw new Error("]]> in text");
  return raw.replace(/&([^;]*;)?/g, (whole, body: string | undefined) => {
    const number = /^#([0-9]+);$/.exec(body ?? "")?.[1];
    const character = number ? String.fromCodePoint(Number(number)) : REFERENCES[(body ?? "").slice(0, -1)];
    if (character === undefined || !CHARACTER.test(character)) throw new Error(`no reference: ${whole}`);
    return character;
  });
}
