import type { AllowedFinding, LocatedFinding } from "../api";
import { type Finding, hasErrors } from "../finding";
import type { ParsedDocument, ParsedSource } from "../parse";
import { inOrder, located, locationOf } from "../report/locate";
import type { SourceText } from "../source";
import { told } from "../too-many";
import type { Tree } from "../yaml/tree";
import { askedIn, type Grant, refused } from "./grants";
import { type Allowance, allowancesIn, grantAt, isPassing, type Page, pageOf, type Use } from "./page";
import { allowableOf, unusedIn } from "./unused";

/** Where findings belong: a text, and mostly a document in it. */
export interface Subject {
  readonly source: SourceText;
  readonly tree?: Tree;
}

/** All findings of a run, with those that comments allow set aside. */
export class Ledger {
  readonly #found: LocatedFinding[] = [];
  readonly #byTree = new Map<Tree, LocatedFinding[]>();
  readonly #allowed: AllowedFinding[] = [];
  readonly #names: string[] = [];
  readonly #pages = new Map<SourceText, Page>();

  /** @param codesOfDiscover what discover says of an account, asked for only where somebody allows such a thing. */
  constructor(readonly codesOfDiscover: () => readonly string[]) {}

  /** Reads what a text's comments allow, unless it is beyond a limit; before the first finding about it is entered. */
  open({ source, isBeyond }: Pick<ParsedSource, "source" | "isBeyond">): void {
    this.#names.push(source.name);
    if (isBeyond) return;
    const { grants, findings } = askedIn(source, this.codesOfDiscover);
    if (grants.length > 0) this.#pages.set(source, pageOf(grants));
    this.enter(told(findings), { source });
  }

  enter(findings: readonly Finding[], { source, tree }: Subject): void {
    for (const finding of findings) {
      const here = located(finding, source, tree);
      const page = this.#pages.get(source);
      const grant = grantAt(page, here.start.line, here.code);
      if (page && grant) this.#judge({ finding: here, tree }, grant, page, source);
      else this.#keep(here, tree);
    }
  }

  #keep(finding: LocatedFinding, tree: Tree | undefined): void {
    this.#found.push(finding);
    if (tree === undefined) return;
    const own = this.#byTree.get(tree);
    if (own) own.push(finding);
    else this.#byTree.set(tree, [finding]);
  }

  #judge(use: Use, grant: Grant, { used }: Page, source: SourceText): void {
    const { finding } = use;
    const others = used.get(grant) ?? [];
    used.set(grant, others);
    others.push(use);
    if (finding.severity === "error") {
      this.#found.push(finding, located(refused(finding.code, grant.code.range), source));
    } else {
      const allowedAt = locationOf(source, grant.code.range);
      this.#allowed.push({ ...finding, reason: grant.reason, allowedAt });
    }
  }

  /** Enters findings about several documents, which no comment of one can allow. */
  enterLocated(findings: readonly LocatedFinding[]): void {
    this.#found.push(...findings);
  }

  get hasErrors(): boolean {
    return hasErrors(this.#found);
  }

  /** Reports comments that allowed nothing, once all else is said. `isCompared`: whether there may be a last output. */
  close(isCompared: boolean): void {
    const allowable = allowableOf(this.#found);
    for (const [source, page] of this.#pages)
      this.enter(unusedIn(page, source, { allowable, isCompared }), { source });
  }

  get findings(): LocatedFinding[] {
    return inOrder(this.#found, this.#names);
  }

  get allowed(): AllowedFinding[] {
    return inOrder(this.#allowed, this.#names);
  }

  /** The warnings of a document that follow from its spec alone, in file order. */
  lastingWarningsOf({ tree }: ParsedDocument): LocatedFinding[] {
    const own = this.#byTree.get(tree) ?? [];
    return inOrder(
      own.filter(({ code, severity }) => severity === "warning" && !isPassing(code)),
      this.#names,
    );
  }

  allowancesOf(document: ParsedDocument): Allowance[] {
    return allowancesIn(this.#pages.get(document.source), document);
  }
}
