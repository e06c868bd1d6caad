import { describe, expect, it } from "vitest";
import { differ } from "../src/compiler/diff";
import { changesOf, type Json, stackJson, stackOf } from "./support/stacks";

// What a stack's JSON is read as; and what is no stack of ours, so that nothing hides there.

const read = (text: string, files?: Record<string, string>) => differ.readStack("acme", "acme", text, files);
const thing = (more: Json = {}) => ({ resource: { aws_iot_thing: { a: { name: "a", ...more } } } });

describe("a stack", () => {
  it("is what its JSON says of it", () => {
    const json = stackJson({
      terraform: { required_version: ">= 1.5" },
      variable: { v: {} },
      output: { o: { value: 1 } },
      moved: [{ from: "a.b", to: "a.c" }],
      import: [{ to: "a.i", id: "1" }],
      removed: [
        { from: "a.r", lifecycle: { destroy: false } },
        { from: "a.s", lifecycle: [{ destroy: true }] },
        { from: "a.t" },
      ],
      ...thing(),
    });
    json.provider.aws[0].default_tags = [{ tags: { a: "1" } }];
    const stack = read(JSON.stringify(json, undefined, 2));
    expect(stack).toMatchObject({
      name: "acme",
      document: "acme",
      account: "123456789012",
      region: "us-east-1",
      moved: [{ from: "a.b", to: "a.c" }],
      tags: [{ tags: { a: "1" } }],
      settings: { required_version: ">= 1.5" },
      interface: { variable: { v: {} }, output: { o: { value: 1 } } },
      strange: {},
    });
    expect([...(stack?.imported ?? [])]).toEqual(["a.i"]);
    expect([...(stack?.removed ?? [])]).toEqual([
      ["a.r", false],
      ["a.s", true],
      ["a.t", true],
    ]);
    const resource = {
      address: "aws_iot_thing.a",
      type: "aws_iot_thing",
      name: "a",
      body: { name: "a" },
    };
    expect([...(stack?.resources ?? [])]).toEqual([["aws_iot_thing.a", resource]]);
    expect(stack?.types.get("aws_iot_thing")).toEqual([resource]);
  });

  it.each<[string, string]>([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["no provider", JSON.stringify({ resource: {} })],
    ["no account", JSON.stringify({ provider: { aws: [{ region: "us-east-1" }] } })],
    ["an account that is no text", JSON.stringify(stackJson({}, "us-east-1", 1 as unknown as string))],
    ["no Region", JSON.stringify({ provider: { aws: [{ allowed_account_ids: ["1"] }] } })],
    ["a key twice", JSON.stringify(stackJson()).replace("{", '{"terraform":{},"terraform":{},')],
    ["a key twice in other words", JSON.stringify(stackJson()).replace("{", '{"a":1,"\\u0061":1,')],
    ["a number in other words", JSON.stringify(stackJson({ a: 1 })).replace('"a":1', '"a":1.0')],
    ["something behind it", `${JSON.stringify(stackJson())} {}`],
    ["a list of resources", JSON.stringify(stackJson({ resource: [] }))],
    ["a list of a type", JSON.stringify(stackJson({ resource: { a: [] } }))],
    ["a list of a name", JSON.stringify(stackJson({ resource: { a: { b: [] } } }))],
    ["null for resources", JSON.stringify(stackJson({ resource: null }))],
    ["a list of data", JSON.stringify(stackJson({ data: { a: { b: {} }, c: [] } }))],
    ["a text in data", JSON.stringify(stackJson({ data: { a: { b: "" } } }))],
  ])("is none with %s", (_, text) => {
    expect(read(text)).toBeUndefined();
  });

  it("may be written with white space, and has as much as it likes in its texts", () => {
    const text = JSON.stringify(stackJson(thing({ name: 'a  b\t"\\ \n' })), undefined, "\t");
    expect(read(`\n ${text}\r\n`)?.resources.get("aws_iot_thing.a")?.body).toEqual({
      name: 'a  b\t"\\ \n',
    });
  });

  it("is fifty levels deep at most", () => {
    const deep = (levels: number) => {
      const lists = levels - 1; // its own braces
      return JSON.stringify(stackJson({ x: 0 })).replace(
        '"x":0',
        `"x":${"[".repeat(lists)}${"]".repeat(lists)}`,
      );
    };
    expect(read(deep(50))).toBeDefined();
    expect(read(deep(51))).toBeUndefined();
  });

  it("has more than we write in what is strange, by its place", () => {
    const strange = (more: Json, edit: (json: Json) => void = () => {}, files?: Record<string, string>) => {
      const json = stackJson(more);
      edit(json);
      return read(JSON.stringify(json), files)?.strange;
    };
    expect(strange({ "//": 1, data: { aws_iam_policy_document: {} }, terraform: {}, variable: {} })).toEqual(
      {},
    );
    expect(strange({ module: { m: 1 }, locals: 2 })).toEqual({ module: { m: 1 }, locals: 2 });
    expect(strange({ data: { aws_iam_policy_document: {}, external: { a: {} } } })).toEqual({
      "data external": { a: {} },
    });
    const required = (aws: Json, more: Json = {}) => ({
      terraform: { required_providers: { aws, ...more } },
    });
    expect(strange(required({ source: "hashicorp/aws" }))).toEqual({});
    expect(strange(required({ version: "1" }))).toEqual({});
    expect(strange(required({ source: "evil/aws" }, { x: 1 }))).toEqual({
      "source of aws": "evil/aws",
      "required provider x": 1,
    });
    expect(strange({}, (json) => json.provider.aws.push({ alias: "x" }, 2))).toEqual({
      "provider aws 2": { alias: "x" },
      "provider aws 3": 2,
    });
    expect(
      strange({}, (json) => {
        json.provider.null = [{}];
      }),
    ).toEqual({ "provider null": [{}] });
    expect(strange({}, (json) => json.provider.aws[0].allowed_account_ids.push("2"))).toEqual({
      "provider aws": { accounts: ["2"] },
    });
    expect(
      strange({}, (json) => {
        json.provider.aws[0].profile = "x";
      }),
    ).toEqual({ "provider aws": { profile: "x", accounts: [] } });
    expect(strange({}, () => {}, { "file a.tf": "x" })).toEqual({ "file a.tf": "x" });
  });
});

describe("a stack's references", () => {
  const body = (value: unknown, more: Json = {}): unknown => {
    const stack = stackOf({
      resource: {
        aws_iam_role: { r: { name: "R", path: "/" } },
        aws_s3_bucket: { b: { bucket: "B", other: "${aws_iam_role.r.name}", list: ["x"] } },
        aws_iot_thing: { a: { v: value } },
      },
      data: { aws_iam_policy_document: { "d-1": { statement: [1] } } },
      ...more,
    });
    return stack.resources.get("aws_iot_thing.a")?.body.v;
  };

  it.each<[string, string]>([
    ["${aws_iam_role.r.name}", "R"],
    ["${aws_iam_role.r.id}", "R"],
    ["${aws_s3_bucket.b.id}", "B"],
    ["${aws_iam_role.r.path}", "/"],
    ["a$${b}%%{c}", "a${b}%{c}"],
    ["$${aws_iam_role.r.name}", "${aws_iam_role.r.name}"],
    ["x${aws_iam_role.r.name}", "x${aws_iam_role.r.name}"],
    ["${aws_iam_role.r.name} ", "${aws_iam_role.r.name} "],
    ["${upper(aws_iam_role.r.name)}", "${upper(aws_iam_role.r.name)}"],
  ])("%s is %s", (text, value) => {
    expect(body(text)).toBe(value);
    expect(body([{ x: text }, 1, null, true])).toEqual([{ x: value }, 1, null, true]);
  });

  it.each([
    "aws_iam_role.r.arn",
    "aws_iot_thing.a.id",
    "aws_s3_bucket.b.other",
    "aws_s3_bucket.b.list",
    "aws_iam_role.none.name",
    "var.x",
    "data.aws_iam_policy_document.none.json",
    "data.aws_iam_policy_document.d-1.id",
    "data.aws_iam_policy_document.toString.json",
  ])("${%s} is not known before Terraform applies", (reference) => {
    expect(body(`\${${reference}}`)).toEqual({ reference });
  });

  it.each(["json", "minified_json"])("of a policy's data source are its statements: %s", (argument) => {
    expect(body(`\${data.aws_iam_policy_document.d-1.${argument}}`)).toEqual({ data: { statement: [1] } });
  });

  it("that a name needs no resource for are no change", () => {
    const point = (bucket: string) =>
      stackOf({
        resource: {
          aws_s3_bucket: { b: { bucket: "B" } },
          aws_s3_access_point: { p: { name: "p", bucket } },
        },
      });
    expect(changesOf([point("B")], [point("${aws_s3_bucket.b.id}")])).toEqual([]);
    expect(changesOf([point("B")], [point("${aws_s3_bucket.b.arn}")])).toHaveLength(1);
  });
});
