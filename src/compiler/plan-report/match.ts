import { listOf, own } from "../json/unchecked";
import { counted, listed } from "../text";
import type { CompiledStack } from "./compiled";
import { type Difference, differences } from "./configuration";
import type { Plan } from "./plan";

/** A stack of the spec, and how a plan differs from it. */
export interface Fit {
  readonly stack: CompiledStack;
  readonly differences: readonly Difference[];
  /** From 0, nothing in common, to 1. */
  readonly likeness: number;
  /** How many of the plan's changes are at addresses that the stack's `removed` blocks let go of. */
  readonly released: number;
}

/** Looks for the stack that a plan is of: takes the stacks one by one, and keeps the best alone. */
export class Search {
  private best: Fit | undefined;
  private alike: string[] = [];
  private readonly looked: string[] = [];
  private named = false;

  /** `wanted`: the stack that the command line names, whatever the plan looks like. */
  constructor(
    private readonly plan: Plan,
    private readonly wanted?: string,
  ) {}

  look(stack: CompiledStack): void {
    const { name } = stack.artifact;
    if (this.wanted !== undefined) {
      if (name === this.wanted) this.best = fitOf(this.plan, stack);
      this.named ||= name === this.wanted;
      return;
    }
    const elsewhere = otherPlace(this.plan, stack);
    if (elsewhere !== undefined) {
      this.looked.push(`${name}: ${elsewhere}`);
      return;
    }
    const fit = fitOf(this.plan, stack);
    this.looked.push(`${name}: ${unlikeness(fit)}`);
    if (fit.likeness === 0) return;
    const order = this.best === undefined ? 1 : compare(fit, this.best);
    if (order > 0) {
      this.best = fit;
      this.alike = [];
    } else if (order === 0) this.alike.push(name);
  }

  /** The stack, or why there is none to take: a sentence. */
  answer(): { readonly fit: Fit } | { readonly trouble: string } {
    if (this.best === undefined) return { trouble: `fits no stack of the spec (${this.compared()})` };
    if (this.alike.length === 0 || this.plan.changes.every(({ actions }) => actions.join() === "no-op"))
      return { fit: this.best };
    const names = [this.best.stack.artifact.name, ...this.alike];
    return { trouble: `fits ${counted(names.length, "stack")} equally well (${listed(names)})` };
  }

  /** Whether the spec has the stack that the command line names. */
  get isKnown(): boolean {
    return this.wanted === undefined || this.named;
  }

  private compared(): string {
    const shown = this.looked.slice(0, MOST_COMPARED);
    const more = this.looked.length - shown.length;
    return [...shown, ...(more > 0 ? [`and ${counted(more, "more stack")}`] : [])].join("; ");
  }
}

const MOST_COMPARED = 8;

const compare = (a: Fit, b: Fit): number => a.likeness - b.likeness || a.released - b.released;

/** What keeps a plan from being one of a stack at all: another account or Region. */
function otherPlace({ configuration }: Plan, { account, artifact }: CompiledStack): string | undefined {
  const provider = configuration.providers.find(({ key }) => key === "aws");
  const [itsAccount] = listOf(own(own(provider?.expressions, "allowed_account_ids"), "constant_value"));
  const region = own(own(provider?.expressions, "region"), "constant_value");
  if (typeof itsAccount !== "string" || typeof region !== "string")
    return "the plan's provider names no account and Region, as ours do";
  if (itsAccount !== account) return `another account, ${account} and not ${inForm(itsAccount, /^\d{12}$/)}`;
  if (region !== artifact.region)
    return `another Region, ${artifact.region} and not ${inForm(region, /^[a-z]{2}(-[a-z]{1,10}){1,3}-\d$/)}`;
  return undefined;
}

/** A value of the provider, where it is what it is to be: anything may stand there. */
const inForm = (text: string, form: RegExp): string => (form.test(text) ? text : "what the plan has there");

function fitOf(plan: Plan, stack: CompiledStack): Fit {
  const planned = plan.configuration.resources;
  const common = [...planned.keys()].filter((address) => stack.blocks.has(address)).length;
  const all = planned.size + stack.blocks.size - common;
  return {
    stack,
    differences: differences(plan, stack),
    likeness: all === 0 ? 1 : common / all,
    released: plan.changes.filter(({ address }) => stack.removed.has(address)).length,
  };
}

/** How a stack of the right account and Region differs. */
function unlikeness({ differences: all, stack }: Fit): string {
  const count = (kind: Difference["kind"]) =>
    all.filter((one) => one.what === "resource" && one.kind === kind).length;
  const [foreign, missing] = [count("foreign"), count("missing")];
  return `${missing} of its ${counted(stack.blocks.size, "block")} missing in the plan, ${foreign} of the plan's unknown to it`;
}
