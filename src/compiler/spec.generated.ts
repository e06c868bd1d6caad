// Generated from schema/panorama-spec.schema.json by `npm run generate`. Edit the schema, not this file.

/**
 * The prefix of the stacks: `seattle` gives `seattle-iam` and `seattle-us-east-1`. Also part of the names of the policies. It stands in addresses of states: rename it only with care. Default: the file's name without its extension; needed on standard input and with several documents in a file.
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
 * One AWS account that used AWS Panorama, declared: its two service roles, how strictly they may be assumed, its appliances, and where Terraform keeps its states. Only `apiVersion`, `account` and `strictness` are required. Keys that start with `x-` are ignored everywhere: a place for YAML anchors.
 */
export interface Spec {
/**
 * The version of the language that this spec is written in. Always `panorama-compile/v1`.
 */
apiVersion: "panorama-compile/v1"
name?: DocumentName
account: Account
strictness: Strictness
roles?: Roles
/**
 * The appliances of the account, each with its IoT thing and, if it has one, its certificate. The order does not matter: the output is sorted by name.
 */
appliances?: Appliance[]
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
 * The AWS Region of everything below. AWS Panorama ran in these six Regions, all in the partition `aws`; other partitions are refused.
 */
region: ("ap-southeast-1" | "ap-southeast-2" | "ca-central-1" | "eu-west-1" | "us-east-1" | "us-west-2")
}
/**
 * The two roles that AWS Panorama works through.
 */
export interface Roles {
/**
 * The service-linked role `AWSServiceRoleForAWSPanorama`. Its trust and permissions belong to AWS and are the same on every strictness.
 * 
 * - `create` (default): Terraform creates it. An account has at most one.
 * - `omit`: left out, for an account where something else owns it.
 */
serviceLinked?: ("create" | "omit")
appliance?: ApplianceRole
}
/**
 * The role `AWSPanoramaApplianceServiceRole`, which every appliance of the account shares: it writes logs and metrics, and reads application artifacts through S3 access points.
 */
export interface ApplianceRole {
/**
 * Where the role comes from. `create` (default): Terraform creates it.
 */
source?: "create"
/**
 * The role's IAM path: starts and ends with `/`. It is part of the role's ARN and can't be changed later without replacing the role. Of the characters that IAM accepts, those that mean something in a policy or a template (`*`, `?`, `$`, `{`, `&` …) are refused.
 */
path?: string
/**
 * What the role may do.
 * 
 * - `managed`: the AWS managed policy `AWSPanoramaApplianceServiceRolePolicy` (default, except on strictness `device`).
 * - `scoped`: an inline policy with the same actions on this account and these Regions only, and on the access points that Panorama itself keeps for this account (default on strictness `device`).
 */
permissions?: ("managed" | "scoped")
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
 * The id that AWS Panorama gave the appliance (not its ARN). On strictness `device` every appliance needs one: the trust policy names the device ARN made of it.
 */
deviceId?: string
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
 * The thing's type. Every type named here is created in the document's Region, once. A thing with a type may have 50 attributes instead of 3.
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
 * ARN of a certificate that exists in AWS IoT, in this account and Region. It is attached to the thing and gets the IoT policy; whether it is active is left as it is.
 */
arn?: string
}
/**
 * How Terraform works on the stacks: where their states are kept, and which provider versions are accepted.
 */
export interface Terraform {
backend?: Backend
/**
 * Version constraint for the provider hashicorp/aws. It must leave room within >= 5.100.0, < 7.0.0: what is emitted needs that range.
 */
provider?: string
}
/**
 * Where the states are kept: exactly one of `local` (default) and `s3`. Every stack has a state of its own. Credentials have no place here: Terraform takes them from its environment.
 */
export interface Backend {
/**
 * Files `terraform.STACK.tfstate` beside the output folder (not in it: people delete that). For trials; a team needs `s3`.
 */
local?: {

}
/**
 * Objects in an S3 bucket, encrypted at rest (`encrypt`) and locked by a file beside the state (`use_lockfile`, Terraform 1.10 and newer).
 */
s3?: {
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
}
}
/**
 * Tags on everything that takes tags (`default_tags` of the provider), beside `managed-by: panorama-compile`, which is added unless you set it yourself. At most 49; keys are told apart without regard to case, as IAM does.
 */
export interface Tags {
/**
 * The tag's value, a string.
 */
[k: string]: string
}
