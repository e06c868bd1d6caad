import { describe, expect, it } from "vitest";
import { driftIn } from "../src/compiler/plan-report/drift";
import type { Change } from "../src/compiler/plan-report/plan";
import { changeOf, stackOf } from "./support/plans";

// What was changed outside of Terraform, and counts.

describe("drift", () => {
  const STACK = stackOf({
    resource: {
      aws_iot_thing: { a: { name: "N", attributes: { k: "1" }, lifecycle: { ignore_changes: ["left"] } } },
      aws_s3_bucket: { b: { bucket: "B" } },
      aws_secretsmanager_secret: { s: { name: "S" } },
    },
  });
  const drifted = (more: Partial<Change>) =>
    changeOf({ address: "aws_iot_thing.a", type: "aws_iot_thing", ...more });
  /** `undone: …; kept: …` for each resource that drifted. */
  const found = (drift: Partial<Change>, planned?: Partial<Change>) => {
    const change = drifted(drift);
    const changes = new Map(planned ? [[change.address, drifted({ ...drift, ...planned })]] : []);
    return [...driftIn([change], changes, STACK)].map(
      ([address, { isGone, undone, kept }]) =>
        `${address}${isGone ? " is gone" : ""} undone: ${undone.join()}; kept: ${kept.join()}`,
    );
  };
  const kept = (names: string) => [`aws_iot_thing.a undone: ; kept: ${names}`];

  it("counts where the new value is not what the spec says", () => {
    expect(found({ before: { name: "N" }, after: { name: "M" } })).toEqual(kept("name"));
    expect(found({ before: { name: "M" }, after: { name: "N" } })).toEqual([]);
    expect(found({ before: { name: "N" }, after: { name: "N" } })).toEqual([]);
    expect(found({ before: { attributes: {} }, after: { attributes: { k: "1", l: "2" } } })).toEqual([]);
  });

  it("counts where there was a value, though the spec says none", () => {
    expect(found({ before: { x: "1" }, after: {} })).toEqual(kept("x"));
    expect(found({ before: { x: [] }, after: { x: ["1"] } })).toEqual([]);
    expect(found({ before: {}, after: { x: "1" } })).toEqual([]);
    expect(found({ before: { left: "1" }, after: { left: "2" } })).toEqual([]);
    expect(found({ address: "aws_iot_thing.other", before: { x: "1" }, after: {} })).toEqual([]);
  });

  it("counts what the plan changes, and tells it from what it leaves", () => {
    const drift = { before: { x: "1" }, after: { x: "2", y: "1", z: "1" } };
    const update = (names: string[]) => ({
      actions: ["update"],
      before: drift.after,
      after: Object.fromEntries(names.map((name) => [name, "9"])),
    });
    expect(found(drift, update(["x", "y", "z"]))).toEqual(["aws_iot_thing.a undone: x,y,z; kept: "]);
    const some = { actions: ["update"], before: { y: "1" }, after: {} };
    expect(found(drift, some)).toEqual(["aws_iot_thing.a undone: y; kept: x"]);
    for (const actions of [["no-op"], ["delete", "create"], ["create"]])
      expect(found(drift, { ...some, actions })).toEqual(kept("x"));
  });

  it("does not count what other resources of ours set, or AWS does", () => {
    const of = (type: string, address: string, name: string) =>
      found({ type, address, before: { [name]: "1" }, after: { [name]: "2" } }).length;
    expect(of("aws_s3_bucket", "aws_s3_bucket.b", "policy")).toBe(0);
    expect(of("aws_s3_bucket", "aws_s3_bucket.b", "versioning")).toBe(0);
    expect(of("aws_s3_bucket", "aws_s3_bucket.b", "acl")).toBe(1);
    expect(of("aws_iot_thing", "aws_iot_thing.a", "policy")).toBe(1);
    expect(of("toString", "aws_iot_thing.a", "length")).toBe(1);
  });

  it("counts a policy of a secret, which had none", () => {
    const of = (type: string, address: string) =>
      found({ type, address, before: {}, after: { policy: "{}" } });
    expect(of("aws_secretsmanager_secret", "aws_secretsmanager_secret.s")).toHaveLength(1);
    expect(of("aws_iot_thing", "aws_iot_thing.a")).toEqual([]);
  });

  it("tells what is gone, where the spec or the plan has it", () => {
    const gone = { actions: ["delete"], before: { name: "N" }, after: null };
    const line = (address: string) => [`${address} is gone undone: ; kept: `];
    expect(found(gone)).toEqual(line("aws_iot_thing.a"));
    const other = { ...gone, address: "aws_iot_thing.other" };
    expect(found(other)).toEqual([]);
    expect(found(other, { actions: ["create"] })).toEqual(line("aws_iot_thing.other"));
  });
});
