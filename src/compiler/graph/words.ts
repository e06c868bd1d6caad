import { type Edge, type Group, groupsOf, type Member, type Node, nodesOf, type Picture } from "./picture";

/** What a node, a group or an arrow says, by its id, for who does not see the picture. */
export function wordsOf(picture: Picture): ReadonlyMap<string, string> {
  const nodes = nodesOf(picture.members).map((node) => [node.id, node.lines.join(", ")] as const);
  const groups = groupsOf(picture.members).map(({ id, title }) => [id, title] as const);
  return new Map([...nodes, ...groups]);
}

/** `from to role: may assume it`. */
export function arrowWords({ from, to, lines }: Edge, names: ReadonlyMap<string, string>): string {
  const ends = `${nameOf(from, names)} to ${nameOf(to, names)}`;
  return lines.length === 0 ? ends : `${ends}: ${lines.join(" ")}`;
}

/** All of a picture as sentences: first what there is, then the arrows. */
export function description(picture: Picture): string {
  const names = firstLines(picture);
  const there = picture.members.map(memberWords);
  const arrows = picture.edges.map((edge) => `${arrowWords(edge, names)}.`);
  return [...there.map((words) => `${words}.`), ...arrows].join(" ");
}

/** What nodes and groups are called in sentences about arrows. */
export const firstLines = ({ members }: Picture): ReadonlyMap<string, string> =>
  new Map([
    ...nodesOf(members).map(({ id, lines }): [string, string] => [id, lines[0] ?? ""]),
    ...groupsOf(members).map(({ id, title }): [string, string] => [id, title]),
  ]);

const nameOf = (id: string, names: ReadonlyMap<string, string>): string => names.get(id) ?? "";

const memberWords = (member: Member): string =>
  member.is === "node" ? nodeWords(member) : groupWords(member);

const nodeWords = ({ lines }: Node): string => lines.join(", ");

const groupWords = ({ title, members }: Group): string =>
  `${title}, with: ${members.map(memberWords).join("; ")}`;
