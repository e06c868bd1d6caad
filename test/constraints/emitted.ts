import { parse } from "yaml";
import { policyText, type StatementJson } from "./policy-text";

/** One argument of the output and its value, as Terraform has it after it has undone its escapes. */
export interface Emitted {
  readonly argument: string;
  readonly value: unknown;
  /** Whether it is a list, whose items come as well. */
  readonly isList?: boolean;
}

/** A value that is known only at apply. */
export class AtApply {
  constructor(readonly reference: string) {}
}

type Json = { readonly [key: string]: unknown };
type Elements = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Mappings whose keys are somebody's words and no arguments. */
const MAPS =
  /^(aws_iot_thing\.attributes|provider\.aws\[\]\.default_tags\[\]\.tags|.*\.local-exec\.environment)$/;
/** Blocks whose names and content no service sees. */
const OWN = ["output", "variable"];
/** What Terraform knows at every resource. */
const META = ["depends_on", "lifecycle"];

/** Every argument of a stack's cdk.tf.json, also within the texts that are requests and templates. */
export function* emittedBy(stack: Json): Generator<Emitted> {
  const resolve = resolver(stack);
  for (const [block, content] of Object.entries(stack)) {
    if (OWN.includes(block)) yield* mapEntries(content, block, resolve);
    else if (block === "resource" || block === "data")
      for (const [type, elements] of Object.entries(content as Elements))
        for (const element of Object.values(elements))
          yield* ofElement(element, block === "data" ? `data.${type}` : type, resolve);
    else yield* below(content, block, resolve);
  }
}

type Resolve = (text: string) => unknown;

function* ofElement(element: Json, type: string, resolve: Resolve): Generator<Emitted> {
  for (const [argument, value] of Object.entries(element))
    yield* below(value, META.includes(argument) ? argument : `${type}.${argument}`, resolve);
}

function* below(value: unknown, argument: string, resolve: Resolve): Generator<Emitted> {
  if (Array.isArray(value)) {
    yield { argument, value, isList: true };
    for (const item of value) yield* below(item, `${argument}[]`, resolve);
  } else if (typeof value === "object" && value !== null) {
    if (MAPS.test(argument)) yield* mapEntries(value, argument, resolve);
    else for (const [key, inner] of Object.entries(value)) yield* below(inner, `${argument}.${key}`, resolve);
  } else {
    const resolved = typeof value === "string" ? resolve(value) : value;
    yield { argument, value: resolved };
    yield* within(argument, resolved, resolve);
  }
}

function* mapEntries(content: unknown, argument: string, resolve: Resolve): Generator<Emitted> {
  for (const [key, value] of Object.entries(content as Json)) {
    yield { argument: `${argument}{key}`, value: unescaped(key) };
    const resolved = typeof value === "string" ? resolve(value) : value;
    yield { argument: `${argument}{value}`, value: resolved };
    yield* within(`${argument}.${key}`, resolved, resolve);
  }
}

/** Requests and templates are texts to Terraform, and arguments to AWS. */
function* within(argument: string, text: unknown, resolve: Resolve): Generator<Emitted> {
  if (typeof text !== "string") return;
  if (argument.endsWith(".PANORAMA_JOB")) yield* below(JSON.parse(text), "aws iot create-job", asIs);
  if (argument.endsWith(".PANORAMA_CERTIFICATE"))
    yield* below(JSON.parse(text), "aws iot update-certificate", asIs);
  if (argument === "aws_cloudformation_stack.template_body") yield* ofTemplate(parse(text), resolve);
}

const asIs: Resolve = (text) => text;

function* ofTemplate({ Resources }: { Resources: Elements }, _resolve: Resolve): Generator<Emitted> {
  for (const { Type, Properties } of Object.values(Resources)) yield* below(Properties, String(Type), asIs);
}

/** What references stand for, where another argument of the stack says so. */
function resolver({ resource = {}, data = {} }: Json): Resolve {
  const resources = resource as Elements;
  const documents = data as Elements;
  const resolve: Resolve = (text) => {
    const [, source, type = "", address = "", attribute = ""] =
      /^\$\{(data\.)?([a-z0-9_]+)\.([\w-]+)(?:\.([a-z_]+))?\}$/.exec(text) ?? [];
    if (type === "") return unescaped(text);
    const element = (source ? documents : resources)[type]?.[address];
    if (attribute === "minified_json")
      return policyText(element?.statement as readonly StatementJson[], unescaped);
    const value = element?.[attribute] ?? (attribute === "id" ? element?.bucket : undefined);
    return typeof value === "string" ? resolve(value) : new AtApply(text);
  };
  return resolve;
}

/** https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
const unescaped = (text: string): string => text.replace(/([$%])\1(?=\{)/g, "$1");
