import { type Row, row } from "./row";

const POLICY_NAME = { constant: "panorama-REGION-appliance, of one of six Regions" };
const CERTIFICATE_ARN = {
  schema: ["appliances[].certificate.arn"],
  check: ["arn-mismatch", "duplicate"],
  constant: "of one that Terraform makes, AWS IoT's own answer",
};
const THING_NAME = {
  schema: ["appliances[].thingName", "appliances[].name"],
  check: ["thing-name-prefix", "duplicate"],
};
const THING_TYPE = { schema: ["appliances[].thingType"] };
const JOB_ID = { constant: "panorama-NAME-HASH, 64 characters at most", schema: ["jobs[].name"] };
const DESCRIPTION = { schema: ["jobs[].description"], check: ["evaluated-text"] };
const DOCUMENT = { check: ["job-document-too-large", "job-document-value", "evaluated-text"] };

/** Things, certificates and their policy. */
export const iotRows: readonly Row[] = [
  row("aws_iot_thing.name", ["iot.CreateThing.thingName", "limit:thing-prefix"], THING_NAME),
  row("aws_iot_thing.thing_type_name", ["iot.CreateThing.thingTypeName"], THING_TYPE),
  row("aws_iot_thing.attributes{key}", ["iot.CreateThing.attributePayload.attributes{key}"], {
    schema: ["appliances[].attributes{key}"],
    check: ["too-many-attributes"],
  }),
  row(
    "aws_iot_thing.attributes{value}",
    ["iot.CreateThing.attributePayload.attributes{value}", "limit:attribute-value"],
    { schema: ["appliances[].attributes{value}"] },
  ),
  row("aws_iot_thing_type.name", ["iot.CreateThingType.thingTypeName"], THING_TYPE),
  row("aws_iot_certificate.csr", ["iot.CreateCertificateFromCsr.certificateSigningRequest"], {
    check: ["csr-too-large", "csr-malformed", "csr-weak", "csr-signature"],
  }),
  row("aws_iot_certificate.active", ["iot.CreateCertificateFromCsr.setAsActive"], {
    constant: "true or false",
  }),
  row("aws_iot_policy.name", ["iot.CreatePolicy.policyName"], POLICY_NAME),
  row(
    "aws_iot_policy.policy",
    ["iot.CreatePolicy.policyDocument", "iot.CreatePolicyVersion.policyDocument", "limit:iot-policy"],
    { check: ["policy-too-large"] },
  ),
  row("aws_iot_policy_attachment.policy", ["iot.AttachPolicy.policyName"], POLICY_NAME),
  row(
    "aws_iot_policy_attachment.target",
    ["iot.AttachPolicy.target", "limit:certificate-arn"],
    CERTIFICATE_ARN,
  ),
  row("aws_iot_thing_principal_attachment.thing", ["iot.AttachThingPrincipal.thingName"], THING_NAME),
  row(
    "aws_iot_thing_principal_attachment.principal",
    ["iot.AttachThingPrincipal.principal", "limit:certificate-arn"],
    CERTIFICATE_ARN,
  ),
  row("aws iot update-certificate.certificateId", ["iot.UpdateCertificate.certificateId"], {
    schema: ["appliances[].certificate.arn"],
  }),
  row("aws iot update-certificate.newStatus", ["iot.UpdateCertificate.newStatus"], {
    schema: ["appliances[].certificate.status"],
  }),
];

/** Job templates, through CloudFormation, and jobs, through the AWS CLI. */
export const jobRows: readonly Row[] = [
  row("aws_cloudformation_stack.name", ["cloudformation.CreateStack.StackName", "limit:stack-name"], {
    schema: ["jobs[].name"],
    check: ["duplicate"],
  }),
  row(
    "aws_cloudformation_stack.template_body",
    [
      "cloudformation.CreateStack.TemplateBody",
      "cloudformation.UpdateStack.TemplateBody",
      "limit:template-body",
    ],
    { check: ["job-document-too-large"] },
  ),
  row(
    "AWS::IoT::JobTemplate.JobTemplateId",
    ["iot.CreateJobTemplate.jobTemplateId", "limit:job-prefix"],
    JOB_ID,
  ),
  row("AWS::IoT::JobTemplate.Description", ["iot.CreateJobTemplate.description"], DESCRIPTION),
  row("AWS::IoT::JobTemplate.Document", ["iot.CreateJobTemplate.document"], DOCUMENT),
  row("AWS::IoT::JobTemplate.Tags[].Key", ["iot.CreateJobTemplate.tags[].Key", "limit:tag-key"], {
    schema: ["tags{key}"],
  }),
  row(
    "AWS::IoT::JobTemplate.Tags[].Value",
    ["iot.CreateJobTemplate.tags[].Value", "limit:tag-value", "limit:job-template-tag-value"],
    { schema: ["tags{value}"], check: ["tag-value-empty"] },
  ),
  row("aws iot create-job.jobId", ["iot.CreateJob.jobId", "limit:job-prefix"], JOB_ID),
  row("aws iot create-job.description", ["iot.CreateJob.description"], DESCRIPTION),
  row("aws iot create-job.document", ["iot.CreateJob.document"], DOCUMENT),
  row("aws iot create-job.targetSelection", ["iot.CreateJob.targetSelection"], { constant: "SNAPSHOT" }),
  row("aws iot create-job.targets", ["iot.CreateJob.targets", "limit:job-targets"], {
    check: ["too-many-targets", "job-targets"],
  }),
  row("aws iot create-job.targets[]", ["iot.CreateJob.targets[]"], {
    constant: "arn:aws:iot:REGION:ACCOUNT:thing/NAME, at most 182 characters",
  }),
];
