// Generated from schema/panorama-spec.schema.json by `npm run generate`. Edit the schema, not this file.

/**
 * The prefix of the stacks: `seattle` gives `seattle-iam` and `seattle-us-east-1`. It stands in the places of states: when it changes, a warning prints the commands that move them. Default: the file's name without its extension; needed on standard input and with several documents in a file.
 */
export type DocumentName = string
/**
 * Who may assume the appliance role, and how far an appliance's certificate reaches. Each rung adds to the one before; trust only narrows.
 * 
 * - `service`: `panorama.amazonaws.com`, unconditionally, as the console made it. A warning says that a confused deputy is possible.
 * - `account`: only on behalf of this account (`aws:SourceAccount`).
 * - `region`: only for devices of the Regions in use (`aws:SourceArn` `…:device/*`).
 * - `device`: only for exactly the appliances listed, by their device ARNs; and the role's permissions become `scoped`, and each certificate reaches only the thing that it is attached to.
 * 
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export type Strictness = ("service" | "account" | "region" | "device")
/**
 * Whether the account is in use.
 * 
 * - `active` (default).
 * - `quarantined`: the first step of taking it out of use, and one that can be taken back. Nobody may assume the appliance role, which is denied everything; every certificate that the spec names goes inactive; access points let the role do nothing. Things, secrets, buckets and jobs stay as they are. Going back to `active` brings back the former text; certificates given by `arn` stay inactive unless they say `status: active`.
 */
export type Lifecycle = ("active" | "quarantined")

/**
 * One AWS account that used AWS Panorama, declared: its two service roles, how strictly they may be assumed, its appliances, the buckets, access points, secrets and jobs around them, and where Terraform keeps its states. Only `apiVersion`, `account` and `strictness` are required. Keys that start with `x-` are ignored everywhere: a place for YAML anchors.
 */
export interface Spec {
/**
 * The version of the language that this spec is written in. Always `panorama-compile/v1`.
 */
apiVersion: "panorama-compile/v1"
name?: DocumentName
account: Account
strictness: Strictness
lifecycle?: Lifecycle
roles?: Roles
/**
 * The appliances of the account, each with its IoT thing and, if it has one, its certificate. The order does not matter: the output is sorted by name.
 * 
 * @maxItems 20000
 */
appliances?: Appliance[]
/**
 * Where thing types come from, for those whose default is wrong: a type that appliances name is adopted in a Region where an adopted thing (`source: import`) has it, and created in every other. The order does not matter.
 */
thingTypes?: ThingType[]
/**
 * Where the IoT policies `panorama-REGION-appliance` come from, one in each Region whose appliances have certificates. They are created unless this says otherwise. The order does not matter.
 */
iotPolicies?: IotPolicy[]
/**
 * S3 buckets that access points are made on. The order does not matter.
 */
buckets?: Bucket[]
/**
 * S3 access points through which the appliance role reads. The order does not matter.
 */
accessPoints?: AccessPoint[]
/**
 * Secrets in AWS Secrets Manager, such as camera credentials. Their values never stand in a spec. The order does not matter.
 */
secrets?: Secret[]
/**
 * AWS IoT jobs: a job template each and, with `run: once`, the job itself. The order does not matter.
 */
jobs?: Job[]
/**
 * Tombstones: what was taken out of the spec on purpose. An entry that the last output has and the spec has no more is an error without one. When its stack has been applied, a tombstone has done its work, which a finding says. The order does not matter.
 */
retired?: Tombstone[]
/**
 * Policies tested like code: what the appliance role's policies must allow, and what they must not. Compiling fails with the deciding statement where one does not hold. At most 500; the order does not matter.
 * 
 * @maxItems 500
 */
expect?: Expectation[]
terraform?: Terraform
tags?: Tags
}
/**
 * The AWS account that everything below belongs to. The Terraform provider refuses to work in any other (`allowed_account_ids`).
 */
export interface Account {
/**
 * The account's 12 digits, as a quoted string. An unquoted number is refused: YAML would drop leading zeros.
 */
id: string
/**
 * The default AWS Region of everything below. AWS Panorama ran in these six Regions, all in the partition `aws`; other partitions are refused.
 */
region: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
/**
 * `acknowledged` silences the notice that AWS Panorama's support ended on 2026-05-31, which stands under every compile that creates one of its two roles.
 */
endOfSupport?: "acknowledged"
}
/**
 * The two roles that AWS Panorama works through.
 */
export interface Roles {
/**
 * The service-linked role `AWSServiceRoleForAWSPanorama`. Its trust and permissions belong to AWS and are the same on every strictness.
 * 
 * - `create` (default): Terraform creates it. An account has at most one.
 * - `import`: Terraform adopts the one that the account has. Its description stays AWS's.
 * - `omit`: left out, for an account where something else owns it.
 */
serviceLinked?: ("create" | "import" | "omit")
appliance?: ApplianceRole
}
/**
 * The role `AWSPanoramaApplianceServiceRole`, which every appliance of the account shares: it writes logs and metrics, and reads application artifacts through S3 access points.
 */
export interface ApplianceRole {
/**
 * Where the role comes from.
 * 
 * - `create` (default): Terraform creates it.
 * - `import`: Terraform adopts the one that the console made. `path` must be its real path, or Terraform would replace the role. What is attached to it and not in this spec is taken away, which the plan shows; without `permissionsBoundary` it keeps the boundary that it has.
 */
source?: ("create" | "import")
/**
 * The role's IAM path: starts and ends with `/`. It is part of the role's ARN and can't be changed later without replacing the role. Of the characters that IAM accepts, those that mean something in a policy or a template (`*`, `?`, `$`, `{`, `&` …) are refused.
 */
path?: string
/**
 * What the role may do.
 * 
 * - `managed`: the AWS managed policy `AWSPanoramaApplianceServiceRolePolicy` (default, except on strictness `device`).
 * - `scoped`: an inline policy with the same actions on this account's names in the Regions of its appliances only, on the declared access points (and their prefixes), and on the access points that Panorama itself keeps for this account (default on strictness `device`).
 */
permissions?: ("managed" | "scoped")
/**
 * Whether an inline policy lets the role read the declared secrets (and decrypt with the keys declared for them), and no others. The AWS managed policy lets it read none. Default: `false` on strictness `service`, else `true`.
 */
readSecrets?: boolean
/**
 * ARN of the managed policy that caps what the role can ever do. A policy of this account, or one of AWS's own.
 */
permissionsBoundary?: string
/**
 * Only for strictness `device`: what happens when the appliances' ARNs do not fit into the trust policy's quota.
 * 
 * - `refuse` (default): an error that says how many fit.
 * - `region`: the trust falls back to the rung `region`, every device of the Regions in use; a warning says so.
 */
overflow?: ("refuse" | "region")
/**
 * How many characters, white space not counted, the account's quota allows in a role's trust policy. Raise it when AWS has raised the account's quota L-C07B4B0D; 8192 is the most that AWS grants.
 */
trustPolicyQuota?: number
}
/**
 * One AWS Panorama Appliance: its IoT thing and, if it has one, its certificate.
 */
export interface Appliance {
/**
 * The appliance's name in this spec, unique in the document. It becomes the Terraform address (`aws_iot_thing.NAME`): a promise to the state, so don't change it lightly.
 */
name: string
/**
 * The IoT thing's name. Must start with lower-case `panorama`: the service-linked role reaches no other. Give it where the thing has another name than the default, such as those that Panorama made (`panorama_dock_Thing_0a1b2c3d`). Default: `panorama-NAME`.
 */
thingName?: string
/**
 * Where the IoT thing comes from.
 * 
 * - `create` (default): Terraform creates it.
 * - `import`: Terraform adopts the one of this name, as AWS Panorama made it. Attributes and a thing type that this spec does not give are taken away, which the plan shows.
 */
source?: ("create" | "import")
/**
 * The name that the appliance had in this spec before. Terraform moves what it has of it in the same stack, and destroys nothing. The thing keeps its name, so `thingName` must be given. When the stack has been applied, this line has done its work.
 */
renamedFrom?: string
/**
 * What the appliance is up to.
 * 
 * - `active` (default).
 * - `reprovisioning`: it is being reset and gets a new device id. Until the day `until` the trust policy of strictness `device` lets in every device of its Region, with a warning. Write the new `deviceId` and take both lines out to narrow it again.
 * - `retired`: no trust policy names it, its certificate is inactive, and its thing is kept for the record. Jobs keep it among their targets: without it they would be other targets, for which `run: once` starts again.
 */
state?: ("active" | "reprovisioning" | "retired")
/**
 * Only with `state: reprovisioning`, which needs it: the last day (UTC) on which the appliance may be without its new device id. From the next day on the spec is refused on strictness `device`, elsewhere warned of. The day changes nothing in the output.
 */
until?: string
/**
 * The id that AWS Panorama gave the appliance (not its ARN). On strictness `device` every appliance needs one: the trust policy names the device ARN made of it.
 */
deviceId?: string
/**
 * The AWS Region that the appliance is registered in. Default: the account's.
 */
region?: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
/**
 * Where the appliance stands. Jobs are aimed at sites, and with `terraform: { split: site }` each site has a stack of its own (`NAME-REGION-SITE`): then moving an appliance to another site moves it between states.
 */
site?: string
/**
 * Attributes of the IoT thing: at most 3, or 50 when the thing has a thing type. Names: letters, digits and _.,@/:#-; values: the same and = [ ], no spaces.
 */
attributes?: {
/**
 * The attribute's value, a string. Not empty: AWS IoT takes an empty value as a request to remove the attribute.
 */
[k: string]: string
}
/**
 * The thing's type. Every type named here is created once in each Region where an appliance has it. A thing with a type may have 50 attributes instead of 3.
 */
thingType?: string
certificate?: Certificate
}
/**
 * The X.509 certificate that the appliance shows to AWS IoT: exactly one of `csr` and `arn`. There is no way to let AWS make the key: it would stay in Terraform's state.
 */
export interface Certificate {
/**
 * Path of a certificate signing request (PEM), relative to the spec's folder and inside it. AWS IoT makes an active certificate from it. RSA with at least 2048 bits, or NIST P-256, P-384 or P-521; a file with a private key in it is refused. Another request is another certificate: Terraform replaces the old one, and the appliance is cut off until it has the new.
 */
csr?: string
/**
 * ARN of a certificate that exists in AWS IoT, in this account and Region. It is attached to the thing and gets the IoT policy; the IoT policies that it has are left on it. Whether it is active is left as it is, unless `status` says.
 */
arn?: string
/**
 * Only with `arn`: what `terraform apply` sets the certificate to with the AWS CLI, once for each new value; a later change by hand is not seen. Default: left as it is; except that `retired` and `quarantined` make it inactive whatever stands here. Destroying never activates anything. Whoever applies needs the right iot:UpdateCertificate and a POSIX shell.
 */
status?: ("active" | "inactive")
}
/**
 * Where one thing type comes from. Only for a type that appliances of the Region name.
 */
export interface ThingType {
/**
 * The type's name, as appliances give it.
 */
name: string
/**
 * The Region that it is in. Default: the account's.
 */
region?: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
/**
 * Where the type comes from.
 * 
 * - `create`: Terraform creates it.
 * - `import`: Terraform adopts the one of this name.
 */
source: ("create" | "import")
}
/**
 * Where one Region's IoT policy `panorama-REGION-appliance` comes from. Only for a Region whose appliances have certificates.
 */
export interface IotPolicy {
/**
 * The Region. Default: the account's.
 */
region?: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
/**
 * Where the policy comes from.
 * 
 * - `create`: Terraform creates it.
 * - `import`: Terraform adopts the one of this name, such as one that was forgotten before.
 */
source: ("create" | "import")
}
/**
 * One S3 bucket that access points are made on: one that is there, or one to make.
 */
export interface Bucket {
/**
 * The bucket's name. The AWS managed policy reaches only buckets named `*-nodepackage-store-*` and `*-application-payload-store-*`; a warning says where another name may be out of the appliance role's reach.
 */
name: string
/**
 * Where the bucket comes from.
 * 
 * - `existing` (default): it is there already and stays as it is; only its access points are made.
 * - `create`: made with all public access blocked, encrypted (SSE-S3), versioned, reached over TLS only, and read by the appliance role through the declared access points only. Terraform destroys it only while it is empty.
 * - `import`: Terraform adopts the one that is there. It keeps its encryption; all else is set as `create` sets it. The plan shows that all public access is blocked and versions are kept, not what was there before.
 */
source?: ("create" | "import" | "existing")
/**
 * Only with `source: import`: where the bucket's policy comes from.
 * 
 * - `import` (default): there is one; Terraform adopts it, and the plan shows what changes. Where there is none, the plan fails.
 * - `create`: there is none yet. One that is there after all would be overwritten without a word.
 */
policy?: ("create" | "import")
/**
 * The bucket's Region. Default: the account's.
 */
region?: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
}
/**
 * One S3 access point: the appliance role may read through it, and do nothing else there.
 */
export interface AccessPoint {
/**
 * The access point's name, unique in its Region. Must start with `panorama`: the managed policies reach no other. Names of access points are public in DNS: put no secret into them.
 */
name: string
/**
 * Where the access point comes from.
 * 
 * - `create` (default): Terraform creates it.
 * - `import`: Terraform adopts the one of this name. Its bucket, VPC and public access settings can't be changed: where this spec says others, Terraform would replace it.
 */
source?: ("create" | "import")
/**
 * Only with `source: import`: where the access point's policy comes from.
 * 
 * - `import` (default): there is one; Terraform adopts it, and the plan shows what changes. Where there is none, the plan fails.
 * - `create`: there is none yet. One that is there after all would be overwritten without a word.
 */
policy?: ("create" | "import")
/**
 * The name of the bucket behind it, one that `buckets` declares.
 */
bucket: string
/**
 * The access point's Region, which is its bucket's. Default: its bucket's.
 */
region?: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
/**
 * What the keys of the objects that may be read start with. End it with `/`, or `models` lets in `models-old/` too. Default: every object.
 */
prefix?: string
/**
 * The VPC that requests must come from. It can't be changed later: Terraform replaces the access point. Default: requests may come from the internet, with the role's credentials.
 */
vpcId?: string
}
/**
 * One secret in AWS Secrets Manager. No value stands here, in the output or in a state.
 */
export interface Secret {
/**
 * The secret's name, unique in its Region. Must start with `panorama` or `Panorama`: the service-linked role reaches no other.
 */
name: string
/**
 * Where the secret comes from.
 * 
 * - `create` (default): Terraform creates it.
 * - `import`: Terraform adopts the one with this `arn`. Its value stays, and so do its description and its key where this spec gives none.
 */
source?: ("create" | "import")
/**
 * Only with `source: import`, which needs it: the secret's whole ARN, with the six characters that AWS put behind its name.
 */
arn?: string
/**
 * The secret's Region. Default: the account's.
 */
region?: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
/**
 * What the secret is for, in one line. It is no place for the secret itself.
 */
description?: string
/**
 * ARN of the KMS key that encrypts the secret, of this account and the secret's Region. With `readSecrets` the appliance role may decrypt with it, through Secrets Manager only. The service-linked role can read the secret only where the key's own policy lets it. Default: the AWS managed key `aws/secretsmanager`.
 */
kmsKeyId?: string
/**
 * How many days a deleted secret can be brought back: 7 to 30, or 0 for none. The name stays taken for so long.
 */
recoveryWindowDays?: number
/**
 * Where the value comes from.
 * 
 * - `none` (default): only the secret is made; its value is written by somebody else.
 * - `variable`: an ephemeral Terraform variable (`TF_VAR_…`), written with a write-only argument: it is never in a plan or a state. Needs Terraform 1.11.
 */
value?: ("none" | "variable")
/**
 * Only with `value: variable`: raise it to have the next apply write the variable's value. Terraform does not look at the value itself.
 */
valueVersion?: number
}
/**
 * One AWS IoT job: always its template, which runs nothing; with `run: once` also the job.
 */
export interface Job {
/**
 * The job's name, unique in its Region. The template is `panorama-NAME-HASH`: a template can't be changed in place, so its id follows its content and tags.
 */
name: string
/**
 * The job's Region: it reaches the appliances of that Region. Default: the account's.
 */
region?: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
/**
 * What the job does, in one line. Default: `Job NAME`.
 */
description?: string
document: JobDocument
targets: JobTargets
/**
 * Whether the job itself is started.
 * 
 * - `never` (default): only the template.
 * - `once`: `terraform apply` starts it with the AWS CLI, which must be there, when it is new or its document or targets changed. Changed tags or another description start nothing, and the same document for the same targets never starts twice, not even when a change is taken back. With `split: site` each site's stack starts its own. Whoever applies needs the right iot:CreateJob and a POSIX shell. Terraform stops and deletes no job that was started; the job carries no tags.
 */
run?: ("never" | "once")
}
/**
 * What the job tells its appliances: a mapping of your own, which becomes JSON; or `{ file: PATH }`, a JSON file in the spec's folder. At most 32,768 characters as JSON. Its keys are sorted; else it arrives as it is written, and what JSON can't say, or what somebody on the way would evaluate, is refused.
 */
export interface JobDocument {
/**
 * The path of a JSON file in the spec's folder, where it is the only key here. Beside others it is a key of the document like them.
 */
file?: unknown
[k: string]: unknown
}
/**
 * The appliances that the job is for: exactly one of `sites`, `appliances` and `all`. Of the job's Region, and at most 100 in one stack when the job runs.
 */
export interface JobTargets {
/**
 * Every appliance of these sites.
 * 
 * @minItems 1
 * 
 * Items: One of them, by its name in this spec.
 */
sites?: [string, ...(string)[]]
/**
 * These appliances.
 * 
 * @minItems 1
 * 
 * Items: One of them, by its name in this spec.
 */
appliances?: [string, ...(string)[]]
/**
 * Every appliance of the job's Region.
 */
all?: true
}
/**
 * One entry that was taken out of this spec on purpose. Its kind is the key: exactly one of `appliance`, `thingType`, `bucket`, `accessPoint`, `secret` and `job`, with the name that it had.
 */
export interface Tombstone {
/**
 * An appliance's name in this spec: its thing, its certificate where Terraform made it, and what was attached.
 */
appliance?: string
/**
 * A thing type's name. AWS IoT deletes one only when no thing has it and five minutes after it was deprecated, which Terraform does.
 */
thingType?: string
/**
 * The name of a bucket that Terraform made or adopted. S3 deletes one only while it is empty.
 */
bucket?: string
/**
 * An access point's name.
 */
accessPoint?: string
/**
 * A secret's name. Destroyed, it can be brought back for as long as the last applied `recoveryWindowDays` says.
 */
secret?: string
/**
 * A job's name: its template. Jobs that were started are left to AWS IoT.
 */
job?: string
/**
 * The Region that it was in. Default: the account's.
 */
region?: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
/**
 * Only for an appliance: the site where it stood, whose stack holds it with `split: site`.
 */
site?: string
/**
 * What becomes of it.
 * 
 * - `destroy`: Terraform destroys it with the next apply.
 * - `forget`: Terraform lets go of it, and AWS keeps it as it is (a `removed` block, Terraform 1.7).
 */
disposition: ("destroy" | "forget")
}
/**
 * One request, and the answer that it must get: exactly one of `allow` and `deny`.
 */
export interface Expectation {
allow?: ExpectedRequest
deny?: ExpectedRequest
}
/**
 * A request: with `principal` one to assume the role, which the trust policy answers; with `action` one of the role itself, which its own policies answer (a permissions boundary and the policies of buckets, access points and keys are not asked).
 */
export interface ExpectedRequest {
/**
 * The role whose policies are asked. The service-linked role's belong to AWS.
 */
role: "appliance"
/**
 * Who asks to assume the role: the principal of a service of AWS, or the ARN of a user or role.
 */
principal?: string
/**
 * What the role asks to do, whole: `s3:GetObject`.
 */
action?: string
/**
 * Only with `action`: the ARN that it asks to do it with, whole. Without it `*`, as of actions that know no resource.
 */
resource?: string
/**
 * The condition keys that the request has, and their values. A key that is not named is missing from the request.
 */
context?: {
/**
 * The key's value, a string.
 */
[k: string]: string
}
}
/**
 * How Terraform works on the stacks: where their states are kept, and which provider versions are accepted.
 */
export interface Terraform {
backend?: Backend
/**
 * How the things, certificates and running jobs are divided into stacks.
 * 
 * - `region` (default): they are in the stack of their Region, `NAME-REGION`.
 * - `site`: each site has a stack `NAME-REGION-SITE` with its own state; what belongs to no site stays in `NAME-REGION`.
 * 
 * Changing it moves resources between states; a warning prints the commands.
 */
split?: ("region" | "site")
/**
 * Version constraint for the provider hashicorp/aws. It must leave room within >= 5.100.0, < 7.0.0: what is emitted needs that range.
 */
provider?: string
}
/**
 * Where the states are kept: exactly one of `local` (default), `s3`, `http`, `remote` and `cloud`. Every stack has a state of its own. Credentials have no place here: Terraform takes them from its environment.
 */
export interface Backend {
/**
 * Files `terraform.STACK.tfstate` beside the output folder (not in it: people delete that). For trials; a team needs `s3`.
 */
local?: {

}
s3?: S3Backend
http?: HTTPBackend
remote?: RemoteBackend
cloud?: HCPTerraform
}
/**
 * Objects in an S3 bucket, encrypted at rest (`encrypt`; with `kmsKeyId` by that key) and locked by an object `KEY.tflock` beside the state (`use_lockfile`, Terraform 1.10 and newer; who runs Terraform needs `s3:GetObject`, `s3:PutObject` and `s3:DeleteObject` on it). Credentials come from the environment.
 */
export interface S3Backend {
/**
 * The bucket's name. It must exist; it may belong to another account.
 */
bucket: string
/**
 * The bucket's Region. Any Region of AWS: the states may lie elsewhere than the appliances.
 */
region: string
/**
 * What stands before the stack's name in the object's key: words that each end with `/`. `panorama/` gives `panorama/seattle-iam`. Default: none.
 */
prefix?: string
/**
 * ARN of the KMS key that encrypts the states and their locks, of the bucket's Region; it may belong to another account, whose key policy then has to let in who runs Terraform (`kms:GenerateDataKey`, `kms:Decrypt`). Default: SSE-S3.
 */
kmsKeyId?: string
}
/**
 * A server that keeps states over HTTP, such as GitLab (see the second example). Credentials come from the environment: `TF_HTTP_USERNAME`, `TF_HTTP_PASSWORD`. How often and how long a failed request is repeated is Terraform's default; `TF_HTTP_RETRY_MAX` and its companions change it.
 */
export interface HTTPBackend {
/**
 * The address that a stack's name is put behind: `https://state.example.com/panorama/` gives `https://state.example.com/panorama/seattle-iam`. Over TLS (plain HTTP only to this machine), without user, password and query.
 */
address: string
/**
 * The HTTP method that writes a state.
 */
updateMethod?: ("POST" | "PUT")
/**
 * How a state is locked; `{}` takes the defaults. Without it states are not locked, of which a warning tells. GitLab's form is `{ suffix: /lock, method: POST, unlockMethod: DELETE }`.
 */
lock?: {
/**
 * What stands behind a state's address in its lock's: `/lock` for GitLab. Default: nothing.
 */
suffix?: string
/**
 * The HTTP method that locks: `POST` for GitLab.
 */
method?: ("LOCK" | "POST" | "PUT")
/**
 * The HTTP method that unlocks: `DELETE` for GitLab.
 */
unlockMethod?: ("UNLOCK" | "DELETE" | "POST" | "PUT")
}
}
/**
 * Workspaces of HCP Terraform or Terraform Enterprise by the backend `remote`; `cloud` is its successor. The token comes from `terraform login` or `TF_TOKEN_…`. Where runs are remote, `run: once` needs the AWS CLI there.
 */
export interface RemoteBackend {
/**
 * The organization's name.
 */
organization: string
/**
 * The host, where it is not HCP Terraform itself. The token comes from `terraform login` or `TF_TOKEN_…`.
 */
hostname?: string
/**
 * What stands before the stack's name in the workspace's name: `panorama-` gives `panorama-seattle-iam`. HashiCorp recommends names of at most 90 characters. Default: none.
 */
prefix?: string
}
/**
 * Workspaces of HCP Terraform or Terraform Enterprise. The token comes from `terraform login` or `TF_TOKEN_…`. Where runs are remote, `run: once` needs the AWS CLI there.
 */
export interface HCPTerraform {
/**
 * The organization's name.
 */
organization: string
/**
 * The host, where it is not HCP Terraform itself. The token comes from `terraform login` or `TF_TOKEN_…`.
 */
hostname?: string
/**
 * The project that new workspaces are made in (Terraform 1.6 and newer; one that is missing is created). Default: the organization's default project.
 */
project?: string
/**
 * What stands before the stack's name in the workspace's name: `panorama-` gives `panorama-seattle-iam`. HashiCorp recommends names of at most 90 characters. Default: none.
 */
prefix?: string
}
/**
 * Tags on everything that takes tags (`default_tags` of the provider), beside `managed-by: panorama-compile`, which is added unless you set it yourself. At most 49; keys are told apart without regard to case, as IAM does.
 */
export interface Tags {
/**
 * The tag's value, a string that does not start with `aws:`, which AWS keeps for itself.
 */
[k: string]: string
}
