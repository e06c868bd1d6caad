import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { canonicalJson } from "../../src/compiler/canonical-json";
import { filesIn } from "../support/folders";
import { awsCli } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { applied, compiled, destroyed } from "./live";
import type { Workspace } from "./workspace";

/** Texts that somebody on the way might evaluate, or might not let through. */
const HOSTILE = [
  '${file("/etc/passwd")}',
  "${aws_iot_thing.dock-1.arn} $${x} $$${x}",
  "%{ for x in [1] }${x}%{ endfor } %%{ %%%{",
  "$ { % { ${ %{ $%{ %${",
  "&{aws:username} {{ other }} {{resolve ssm}} {resolve:ssm:x:1}",
  "file:///etc/passwd",
  "$(id) `id` $PANORAMA_REGION ; && | > /dev/null 2>&1 #",
  "quote \" two '' backslash \\ \\n \\u0041 \\\\",
  "line\nbreak\r\n\ttab",
  "\u0000\u0001\u001b[31m\u007f\u0085\u00a0\u2028\u2029\u202e\ufeffé日本語🎥",
  "<<EOF\nEOF </script> <!-- & &amp; ]]>",
  "(ResourceAlreadyExistsException) when calling the CreateJob operation",
  "\nAn error occurred (ResourceAlreadyExistsException) when calling the CreateJob operation",
  "//",
  " leading and trailing ",
  "-",
  "",
];
const DOCUMENT = {
  values: HOSTILE,
  keys: Object.fromEntries(HOSTILE.map((text, index) => [text, index])),
  scalars: [null, true, false, 0, -1.5, 9007199254740991, 1e-7, "1e3", "null"],
  nested: { empty: {}, list: [[], [[]]] },
};
const DESCRIPTION = 'It\'s $(id) `id` ${x} %{x} $${x} file:// "<&>" é日本語🎥';

interface Parts {
  readonly document?: string;
  readonly description?: string;
  readonly tag?: string;
  readonly targets?: string;
  readonly run?: string;
}

/** A spec with one job that tests change; JSON is YAML. */
const spec = (
  {
    document = "{ operation: reboot }",
    description = "Nightly",
    tag = "a",
    targets = "[dock-1]",
    run = "once",
  }: Parts,
  ...more: string[]
) =>
  [
    "apiVersion: panorama-compile/v1",
    "name: live",
    'account: { id: "123456789012", region: us-east-1 }',
    "strictness: account",
    "roles: { serviceLinked: omit }",
    "appliances: [{ name: dock-1 }, { name: dock-2 }]",
    "jobs:",
    `- { name: reboot, description: ${description}, document: ${document}, targets: { appliances: ${targets} }, run: ${run} }`,
    ...more,
    `tags: { owner: ${tag} }`,
  ].join("\n");

describeWithTerraform("jobs, applied for real and read back", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  const cli = (args: string, region = "us-east-1") => awsCli(emulator, region, args.split(" "));
  const jobIds = async (region?: string) => {
    const { jobs } = (await cli("iot list-jobs", region)) as { jobs: { jobId: string }[] };
    return jobs.map(({ jobId }) => jobId).sort();
  };
  const templateIds = async (region?: string) => {
    const { jobTemplates } = (await cli("iot list-job-templates", region)) as {
      jobTemplates: { jobTemplateId: string }[];
    };
    return jobTemplates.map(({ jobTemplateId }) => jobTemplateId).sort();
  };
  const idsOf = async (start: string) => (await jobIds()).filter((id) => id.startsWith(`panorama-${start}-`));

  it("documents arrive byte for byte, in templates and in jobs, inline and out of files", async () => {
    const file = JSON.stringify(DOCUMENT, null, "\t").replace(/日/g, "\\u65e5");
    const out = await compiled(
      spec(
        {},
        `- { name: hostile, run: once, targets: { all: true }, description: ${JSON.stringify(DESCRIPTION)}, document: ${JSON.stringify(DOCUMENT)} }`,
        "- { name: from-file, run: once, targets: { all: true }, document: { file: jobs/it's $(id).json } }",
      ),
      { "jobs/it's $(id).json": file },
    );
    const workspace = await applied(emulator, out);
    const text = canonicalJson(DOCUMENT);
    expect(JSON.parse(text)).toEqual(DOCUMENT);
    for (const [name, description] of [
      ["hostile", DESCRIPTION],
      ["from-file", "Job from-file"],
    ]) {
      const [template = ""] = (await templateIds()).filter((id) => id.startsWith(`panorama-${name}-`));
      expect(await cli(`iot describe-job-template --job-template-id ${template}`)).toMatchObject({
        document: text,
        description,
      });
      const [job = ""] = await idsOf(name ?? "");
      expect(await cli(`iot get-job-document --job-id ${job}`)).toEqual({ document: text });
      expect(await cli(`iot describe-job --job-id ${job}`)).toMatchObject({
        job: {
          description,
          targetSelection: "SNAPSHOT",
          targets: [
            "arn:aws:iot:us-east-1:123456789012:thing/panorama-dock-1",
            "arn:aws:iot:us-east-1:123456789012:thing/panorama-dock-2",
          ],
        },
      });
    }
    await destroyed(workspace, out);
    expect(await templateIds()).toEqual([]);
    expect(await jobIds(), "a job that was started is nobody's to delete").toHaveLength(3);
    await workspace.dispose();
  });

  it("what changes: tags and descriptions make another template, documents and targets also another run", async () => {
    const stack = "live-us-east-1";
    const workspace = await applied(emulator, await compiled(spec({})));
    const change = async (parts: Parts): Promise<string[]> => {
      await workspace.replaceOutput(await compiled(spec(parts)));
      const { actions } = await workspace.plan(stack);
      if (actions.length > 0) await workspace.apply(stack);
      return actions.map(({ address, actions: what }) => `${address} ${what.join("+")}`);
    };
    const template = "aws_cloudformation_stack.reboot update";
    const run = "terraform_data.run-reboot delete+create";
    const templates = [await templateIds()];
    const first = await jobIds();
    expect(first).toHaveLength(1);

    const weekly = { tag: "b", description: "Weekly" };
    expect(await change(weekly)).toEqual([template]);
    templates.push(await templateIds());
    expect(await jobIds()).toEqual(first);

    const look = { ...weekly, document: "{ operation: look, at: 1 }" };
    expect(await change(look)).toEqual([template, run]);
    expect(await workspace.plan(stack)).toMatchObject({ changed: false });
    templates.push(await templateIds());
    expect(await jobIds()).toHaveLength(2);
    expect(templates.map((ids) => ids.length)).toEqual([1, 1, 1]);
    expect(new Set(templates.flat()).size).toBe(3);

    const both = { ...look, targets: "[dock-2, dock-1]" };
    expect(await change(both)).toEqual([run]);
    const jobs = await jobIds();
    expect(jobs).toHaveLength(3);
    const reordered = { ...weekly, document: "{ at: 1, operation: look }", targets: "[dock-1, dock-2]" };
    expect(await change(reordered)).toEqual([]);

    // Taken back: the id has been started, and never starts again.
    expect(await change(look)).toEqual([run]);
    expect(await jobIds()).toEqual(jobs);
    // Forgotten by the state: the job is there already, which is success.
    await inStack(workspace, stack, "state rm terraform_data.run-reboot");
    await workspace.apply(stack);
    expect(await jobIds()).toEqual(jobs);

    expect(await change({ ...look, run: "never" })).toEqual(["terraform_data.run-reboot delete"]);
    expect(await workspace.plan(stack)).toMatchObject({ changed: false });
    expect(await jobIds()).toEqual(jobs);
    await workspace.dispose();
  });

  it("a call that fails, fails the apply and shows AWS's words, whatever the document says", async () => {
    const stack = "live-us-east-1";
    const document = JSON.stringify({ note: HOSTILE });
    const workspace = await applied(emulator, await compiled(spec({ document, run: "never" })));
    await cli("iot delete-thing --thing-name panorama-dock-1");
    await workspace.replaceOutput(await compiled(spec({ document })));
    const failed = inStack(workspace, stack, "apply -auto-approve -no-color -refresh=false").catch(String);
    // Terraform breaks lines where it likes.
    expect((await failed)?.replace(/\s+/g, " ")).toContain(
      "exit status 1. Output: An error occurred (ResourceNotFoundException) when calling the CreateJob operation: arn:aws:iot:us-east-1:123456789012:thing/panorama-dock-1 is not there",
    );
    expect(await jobIds()).toEqual([]);
    // The next plan sees the missing thing, and the run that failed is still to be done.
    await workspace.apply(stack);
    expect(await jobIds()).toHaveLength(1);
    expect(await workspace.plan(stack)).toMatchObject({ changed: false });
    await workspace.dispose();
  });

  it("the fixture: each site starts its own run, what belongs to no site starts in the Region's stack", async () => {
    const files = filesIn(join(import.meta.dirname, "../../fixtures/ok/jobs"));
    const out = await compiled(files["spec.yaml"] ?? "", files);
    const workspace = await applied(emulator, out);
    const review = filesIn(out)["review.md"] ?? "";
    const promised = [...review.matchAll(/^- `(\S+)` starts `(\S+)` on (\d) things?$/gm)];
    expect(promised).toHaveLength(6);
    expect([...(await jobIds()), ...(await jobIds("us-west-2"))].sort()).toEqual(
      promised.map(([, , id]) => id).sort(),
    );
    for (const [, stack = "", id, count] of promised) {
      const region = /us-[a-z]+-\d/.exec(stack)?.[0];
      const { job } = (await cli(`iot describe-job --job-id ${id}`, region)) as {
        job: { targets: string[] };
      };
      expect(job.targets).toHaveLength(Number(count));
    }
    const templates = [...review.matchAll(/^- Template `(\S+)` in (\S+)$/gm)];
    expect([...(await templateIds()), ...(await templateIds("us-west-2"))].sort()).toEqual(
      templates.map(([, id]) => id).sort(),
    );
    await destroyed(workspace, out);
    expect([...(await templateIds()), ...(await templateIds("us-west-2"))]).toEqual([]);
    await workspace.dispose();
  });
});

/** Terraform with words of one's own, in a stack that is initialised. */
const inStack = ({ folder, shell }: Workspace, stack: string, words: string): Promise<void> =>
  shell(`TF_DATA_DIR="$PWD/data/${stack}" terraform -chdir=out/stacks/${stack} ${words}`, folder);
