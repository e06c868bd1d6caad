/**
 * The one place where what a spec says is made safe to stand in Terraform's JSON: every string of the model,
 * keys too, is escaped before any template sees it, so that no template can forget to.
 *
 * Terraform evaluates `${` and `%{` in every string; `$${` and `%%{` are the texts themselves.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export declare function inert<T>(value: T): T;
