import type { Pages } from "../manual";

const CREATE_JOB = "https://docs.aws.amazon.com/iot/latest/apireference/API_CreateJob.html";
const CREATE_TEMPLATE = "https://docs.aws.amazon.com/iot/latest/apireference/API_CreateJobTemplate.html";
const INSIDE = "A rule of panorama-compile: a spec reads no file outside its folder";

/** Pages about jobs and their documents. */
export const jobs: Pages = {
  "job-document-malformed": {
    why: `\
A job's document is JSON: AWS IoT hands it to the appliances as it is, and what is no JSON their
agent can't read. Comments, trailing commas, single quotes and keys without quotes belong to
JavaScript, JSON5 or YAML. Two equal keys in one object are refused: readers differ in which one
they keep. Numbers that programs read differently are refused too (see explain job-document-value).

A document in the spec itself is YAML, where comments, trailing commas and keys without quotes are
right:

  document: { operation: reboot, delay: 30 }
`,
    sources: ["https://www.rfc-editor.org/rfc/rfc8259", CREATE_TEMPLATE],
  },

  "job-document-missing": {
    why: `\
The path is taken from the folder of the spec, wherever the command is started; of a spec on
standard input, from the current one. Letters' case counts, on Linux in CI where it did not on a
Mac. The file must be in the repository too:

  git check-ignore -v jobs/reboot.json
  git ls-files jobs

A short document needs no file: document: { operation: reboot }.
`,
    sources: ["A rule of panorama-compile: the files of a spec lie in its folder"],
  },

  "job-document-outside-folder": {
    why: `\
A document goes to AWS and to every appliance, and stands in the output. A spec from a stranger's
pull request that could name any file would publish the machine's own: credentials, keys, other
customers' specs. So a path stays in the spec's folder: no .., no root, home or drive, and no
symbolic link outside.

Copy the file into the spec's folder, or write the document into the spec.
`,
    sources: ["https://owasp.org/www-community/attacks/Path_Traversal", INSIDE],
  },

  "job-document-too-large": {
    why: `\
AWS IoT takes documents of at most 32,768 characters. A job template is made by CloudFormation,
whose own template may have 51,200 bytes: quotes take two there, and characters beyond ASCII six.
Counted is the document as compact JSON, so that spaces and line breaks of the file cost nothing.

A document says what to do; what is needed for it is fetched. Put firmware and scripts where the
appliances can read, for instance behind an access point, and write address and checksum into the
document. AWS IoT takes more from S3 for an account whose quota was raised; the language has no
field for that.
`,
    sources: [
      CREATE_TEMPLATE,
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html",
      "https://docs.aws.amazon.com/general/latest/gr/iot_device_management.html",
    ],
  },

  "job-document-unreadable": {
    why: `\
Only plain files are read. A folder holds no document, and a named pipe or a device may have no end:
the compiler would wait for as long as somebody likes. Where the message gives a code such as
EACCES, it is the operating system that refuses: look who may read the file.

  ls -l jobs/
`,
    sources: [INSIDE, "A rule of panorama-compile: of a spec's files only regular ones are opened"],
  },

  "job-document-value": {
    why: `\
The document is sent as JSON, and must say there what it says here. JSON has no NaN and no infinity.
Most programs read numbers as 64-bit floating point: beyond 9007199254740991 two different integers
become one, and more than about 17 digits are lost. A number with leading zeros is one without them:
pin: 0123 arrives as 123. Half a surrogate pair is no character, and every reader puts another in
its place.

Where it is a name, a code or a serial number, it is text: quote it, "0123". A quantity that needs
more digits goes as a string too, and the appliance reads it with what it has for large numbers.

A key such as File or path with the name of a JSON file, or file beside other keys, would be sent as
it stands, while mostly the file is meant: document: { file: jobs/NAME.json }, and nothing else in it.
`,
    sources: [
      "https://www.rfc-editor.org/rfc/rfc8259#section-6",
      "https://www.rfc-editor.org/rfc/rfc7493#section-2",
    ],
  },

  "job-runs-remotely": {
    why: `\
The provider has no resource for a job, since a job is an event. run: once makes a terraform_data
whose creation calls aws iot create-job, in a POSIX shell. With a workspace of HCP Terraform or
Terraform Enterprise in remote execution, Terraform runs on their worker, for which HashiCorp
documents no AWS CLI; where there is none, the apply stops with "The AWS CLI is needed for run:
once; it was not found on the PATH." Nothing else is lost, and the next apply goes on from there.

Ways out: set the workspace to local execution or to an agent that has the AWS CLI, after which this
notice may be left as it is, for the setting stands in no spec; or take run: once out and start the
job of the template by hand:

  aws iot list-job-templates --region REGION
  aws iot create-job --region REGION --job-id panorama-reboot-1 \\
    --job-template-arn ARN --targets THING_ARN
`,
    sources: [
      "https://developer.hashicorp.com/terraform/cloud-docs/run/run-environment",
      "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings#execution-mode",
      CREATE_JOB,
    ],
  },

  "job-targets": {
    why: `\
A job belongs to one Region, and so do things: AWS IoT knows no thing of another Region. A job that
names such an appliance would either fail at apply or, aimed at all, be for nobody.

The job's region is the account's unless it says its own. For appliances in two Regions write two
jobs; names need differ only within a Region. A site may have appliances in several Regions: a job
takes those of its own. Named twice, an appliance is still one target, so the second is taken for a
slip.
`,
    sources: [CREATE_JOB],
  },

  "too-many-targets": {
    why: `\
AWS IoT takes at most 100 targets for a job, and refuses more at apply. A job that runs is started
in each stack that holds things of its targets, so it is each stack that counts. A job without run:
once is a template only, which has no targets: those may be as many as there are.

terraform: { split: site } gives each site a stack and with it a run of its own. It moves things
between states of stacks that exist; a warning then prints the commands. Several jobs for some of
the sites or appliances each change no stack.
`,
    sources: [CREATE_JOB, "https://docs.aws.amazon.com/general/latest/gr/iot_device_management.html"],
  },
};
