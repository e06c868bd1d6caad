import { isMap, isScalar, type YAMLMap, type YAMLSeq } from "yaml";
import { isSecretOption } from "./assignments";
import { isReference, isSetting } from "./values";

/** The key of the private part of a JSON Web Key of each type. https://www.rfc-editor.org/rfc/rfc7518#section-6 */
const PRIVATE_PARTS: Readonly<Record<string, string>> = { EC: "d", RSA: "d", OKP: "d", oct: "k" };

/** Whether a key is that of a JSON Web Key's private part, by the type that stands beside it. */
export const isPrivatePart = (key: unknown, kty: unknown, value: unknown): boolean =>
  typeof kty === "string" &&
  Object.hasOwn(PRIVATE_PARTS, kty) &&
  PRIVATE_PARTS[kty] === key &&
  typeof value === "string" &&
  !isReference(value);

/** Whether a text is a secret by the option in front of it in its list, as in `[--password, …]`. */
export const isOfOption = (option: unknown, value: unknown): boolean =>
  isSecretOption(option) && typeof value === "string" && !value.startsWith("-") && !isSetting(value);

const textOf = (node: unknown): unknown => (isScalar(node) ? node.value : undefined);

/** The nodes right below another that are secrets by what stands beside them. */
export function secretsBesideIn(node: YAMLMap | YAMLSeq): unknown[] {
  if (!isMap(node))
    return node.items.filter((item, at) => isOfOption(textOf(node.items[at - 1]), textOf(item)));
  const kty = textOf(node.items.find(({ key }) => textOf(key) === "kty")?.value);
  if (kty === undefined) return [];
  return node.items.flatMap(({ key, value }) =>
    isPrivatePart(textOf(key), kty, textOf(value)) ? [value] : [],
  );
}
