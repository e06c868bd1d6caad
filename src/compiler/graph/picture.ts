/**
 * A picture as data: what is shown is decided once, and each format only writes it down. Everything that colour or line
 * style tells is told by words too.
 */
export interface Picture {
  /** One line: what it is a picture of. */
  readonly title: string;
  readonly members: readonly Member[];
  readonly edges: readonly Edge[];
}

export type Member = Node | Group;

/** What a node stands for: each kind has a colour and a shape. */
export type NodeKind =
  | "service"
  | "role"
  | "policy"
  | "appliance"
  | "iotPolicy"
  | "accessPoint"
  | "bucket"
  | "secret"
  | "job"
  | "account";

/** `wide`: lets in or reaches more than it needs to. `shut`: retired, inactive or denied. */
export type Tone = "plain" | "wide" | "shut";

export interface Node {
  readonly is: "node";
  /** Letters, digits and `_`, unique in the picture: follows from names alone, so that a change moves no other id. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly tone: Tone;
  /** What stands in it; the first line names it. */
  readonly lines: readonly string[];
}

/** A frame around nodes, of which there is at least one. */
export interface Group {
  readonly is: "group";
  readonly id: string;
  readonly title: string;
  readonly members: readonly Member[];
}

/** An arrow between nodes or groups, by their ids. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
  /** What stands at it; may be empty. */
  readonly lines: readonly string[];
}

/** What a part of the picture adds to it. */
export interface Part {
  readonly members: readonly Member[];
  readonly edges: readonly Edge[];
}

/** All nodes of some members, those in groups too, in order. */
export function nodesOf(members: readonly Member[]): Node[] {
  return members.flatMap((member) => (member.is === "node" ? [member] : nodesOf(member.members)));
}

/** All groups of some members, outer ones first. */
export function groupsOf(members: readonly Member[]): Group[] {
  return members.flatMap((member) => (member.is === "node" ? [] : [member, ...groupsOf(member.members)]));
}

/** A group of what there is; nothing where there is nothing. */
export const groupOf = (id: string, title: string, members: readonly Member[]): Group[] =>
  members.length === 0 ? [] : [{ is: "group", id, title, members }];
