import { expect, it } from "vitest";
import { finalPoliciesSection } from "../src/compiler/review/final-policies";
import { storageSection } from "../src/compiler/review/storage";
import { modelOf } from "./support/model";

const HEAD = 'apiVersion: panorama-compile/v1\naccount: { id: "123456789012", region: us-east-1 }\n';
const points = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `  - { name: panorama-${101 + i}, bucket: acme-nodepackage-store-1 }`,
  );

const modelWith = (strictness: string, count: number) =>
  modelOf(
    `${HEAD}strictness: ${strictness}\nbuckets: [{ name: acme-nodepackage-store-1, source: create }]\naccessPoints:\n${points(count).join("\n")}`,
  );
const sectionOf = (strictness: string, count: number) =>
  storageSection(modelWith(strictness, count)).join("\n\n");

it("review.md shows 5 policies and 50 access points, and says how many it leaves out", () => {
  const policies = (count: number) => finalPoliciesSection(modelWith("account", count)).join("\n\n");
  const few = policies(5);
  expect(few.match(/```json/g)).toHaveLength(5);
  expect(few).not.toContain("Not shown");
  const one = policies(6);
  expect(one.match(/```json/g)).toHaveLength(5);
  expect(one).toContain("Not shown here: the policies of 1 more access point.");
  expect(policies(60)).toContain("Not shown here: the policies of 55 more access points.");
  const many = sectionOf("account", 60);
  expect(many.match(/^\| `panorama-/gm)).toHaveLength(50);
  expect(many).toContain("| and 10 more |");
  expect(many).toContain("`panorama-104`, `panorama-105` and 55 more and is denied everything else.");
});

it("review.md says who is denied on which rung", () => {
  expect(sectionOf("account", 1)).toContain("Everybody of another account is denied.");
  expect(sectionOf("service", 1)).toContain("strictness `account` adds a `Deny` for them.");
});

it("review.md has nothing about storage where there is none", () => {
  expect(storageSection(modelOf(`${HEAD}strictness: account`))).toEqual([]);
});
