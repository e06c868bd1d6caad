import { isObject, own } from "../json/unchecked";
import { quoted } from "../text";

/** How a plan is printed as it is wanted here. */
export const SHOW = "terraform show -json plan.tfplan > plan.json";

const PRINT_PLAN = `write the plan with terraform plan -out=plan.tfplan, and print it with ${SHOW}`;

/** What a file is that is no UTF-8 text; undefined for what may be one. */
export function binaryKind(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === undefined) return `it is empty; did terraform show fail? Print the plan with ${SHOW}`;
  if (first === 0x50 && second === 0x4b)
    return `it is Terraform's binary plan file; print it as JSON: ${SHOW}`;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return 'it is UTF-16 text, as the > of Windows PowerShell writes it, which spoils letters too; in PowerShell: cmd /c "terraform show -json plan.tfplan > plan.json"';
  return undefined;
}

/** What a text is that is no JSON. */
export function textKind(text: string): string {
  const first = text.slice(0, 4096).split("\n", 1)[0] ?? "";
  if (/^\s*\{.*"@level"/.test(first))
    return `it is the log that terraform plan -json prints while it works, not a plan; ${PRINT_PLAN}`;
  if (
    /Terraform (will|used|has|planned)|OpenTofu (will|used|has|planned)|\bPlan: \d+ to add/.test(
      text.slice(0, 65_536),
    )
  )
    return `it is what Terraform prints for people; ${PRINT_PLAN}`;
  if (/^\s*[{[]/.test(text))
    return `it is JSON that is broken or ends too early; print the plan again: ${SHOW}`;
  return `it is no JSON: it starts with ${quoted(text.slice(0, 24))}; ${PRINT_PLAN}`;
}

/** What JSON is that is no plan; undefined for a plan. */
export function jsonKind(json: unknown): string | undefined {
  if (!isObject(json)) return `it is JSON, but no object; ${PRINT_PLAN}`;
  const has = (key: string) => own(json, key) !== undefined;
  if (has("format_version") && has("configuration")) return undefined;
  if (has("@level"))
    return `it is a line of the log that terraform plan -json prints, not a plan; ${PRINT_PLAN}`;
  if (has("lineage") && has("serial")) return `it is a state file, not a plan; ${PRINT_PLAN}`;
  if (has("provider_schemas")) return `it holds the schemas of providers, not a plan; ${PRINT_PLAN}`;
  if (has("format_version") && has("valid"))
    return `it is the answer of terraform validate, not a plan; ${PRINT_PLAN}`;
  if (has("format_version") && (has("values") || !has("resource_changes")))
    return `it is a state, as terraform show -json prints it without the name of a plan file; ${SHOW}`;
  if (has("terraform") || has("resource") || has("//"))
    return `it is a Terraform configuration, as panorama-compile writes it, not a plan; ${PRINT_PLAN}`;
  return `it is JSON, but no plan: "format_version" and "configuration" are not both there; ${PRINT_PLAN}`;
}

/** The formats of the major version 1 only add to each other; of another nothing is known. */
export function versionTrouble(version: unknown): string | undefined {
  if (typeof version !== "string" || !/^\d{1,9}\.\d{1,9}$/.test(version))
    return `its "format_version" is to be a text as "1.2"; print the plan again: ${SHOW}`;
  if (version.startsWith("1.")) return undefined;
  return `its "format_version" is ${version}, and this panorama-compile reads 1.x, of Terraform 1.1 and later; look for a newer panorama-compile, or plan with a Terraform that prints 1.x`;
}
