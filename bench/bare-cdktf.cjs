// What a user would write by hand with CDKTF for two appliances: fixtures/ok/seattle without panorama-compile.
// As quick as plain CDKTF gets: JavaScript, so no TypeScript at run time, and deep imports, since provider-aws's
// front door costs seconds. Nothing is checked here: not the names, not the ARNs, not the CSRs.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { App, TerraformOutput, TerraformStack } = require("cdktf");
const { DataAwsIamPolicyDocument } = require("@cdktf/provider-aws/lib/data-aws-iam-policy-document");
const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
const { IamRolePoliciesExclusive } = require("@cdktf/provider-aws/lib/iam-role-policies-exclusive");
const { IamRolePolicy } = require("@cdktf/provider-aws/lib/iam-role-policy");
const {
  IamRolePolicyAttachmentsExclusive,
} = require("@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive");
const { IamServiceLinkedRole } = require("@cdktf/provider-aws/lib/iam-service-linked-role");
const { IotCertificate } = require("@cdktf/provider-aws/lib/iot-certificate");
const { IotPolicy } = require("@cdktf/provider-aws/lib/iot-policy");
const { IotPolicyAttachment } = require("@cdktf/provider-aws/lib/iot-policy-attachment");
const { IotThing } = require("@cdktf/provider-aws/lib/iot-thing");
const { IotThingPrincipalAttachment } = require("@cdktf/provider-aws/lib/iot-thing-principal-attachment");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { ACCOUNT, DEVICES, permissions, REGION, thingPolicy, trust } = require("./bare-policies.cjs");

const CSRS = join(__dirname, "../fixtures/ok/seattle/csr");

class SeattleStack extends TerraformStack {
  constructor(scope, id) {
    super(scope, id);
    new AwsProvider(this, "aws", {
      region: REGION,
      allowedAccountIds: [ACCOUNT],
      defaultTags: [{ tags: { "managed-by": "panorama-compile", owner: "seattle-it" } }],
    });
  }

  policy(id, statement) {
    return new DataAwsIamPolicyDocument(this, id, { statement }).minifiedJson;
  }
}

class IamStack extends SeattleStack {
  constructor(scope, id) {
    super(scope, id);
    const linked = new IamServiceLinkedRole(this, "panorama", { awsServiceName: "panorama.amazonaws.com" });
    const role = new IamRole(this, "appliance", {
      name: "AWSPanoramaApplianceServiceRole",
      path: "/service-role/",
      description: "AWS Panorama appliances",
      assumeRolePolicy: this.policy("appliance-role-trust", trust()),
    });
    const inline = new IamRolePolicy(this, "appliance-permissions", {
      name: "panorama-appliance",
      role: role.name,
      policy: this.policy("appliance-role-permissions", permissions()),
    });
    new IamRolePoliciesExclusive(this, "only-inline", { roleName: role.name, policyNames: [inline.name] });
    new IamRolePolicyAttachmentsExclusive(this, "only-attached", { roleName: role.name, policyArns: [] });
    new TerraformOutput(this, "appliance_role_arn", { value: role.arn });
    new TerraformOutput(this, "service_linked_role_arn", { value: linked.arn });
  }
}

class RegionStack extends SeattleStack {
  constructor(scope, id) {
    super(scope, id);
    const policy = new IotPolicy(this, "policy", {
      name: `panorama-${REGION}-appliance`,
      policy: this.policy("thing-policy", thingPolicy()),
    });
    const things = {};
    const certificates = {};
    for (const name of Object.keys(DEVICES)) {
      const thing = new IotThing(this, `thing-${name}`, {
        name: `panorama-${name}`,
        attributes: { floor: "2" },
      });
      const csr = readFileSync(join(CSRS, `${name}.pem`), "utf8");
      const certificate = new IotCertificate(this, `certificate-${name}`, { csr, active: true });
      new IotPolicyAttachment(this, `policy-${name}`, { policy: policy.name, target: certificate.arn });
      new IotThingPrincipalAttachment(this, `principal-${name}`, {
        thing: thing.name,
        principal: certificate.arn,
      });
      things[name] = thing.arn;
      certificates[name] = certificate.arn;
    }
    new TerraformOutput(this, "thing_arns", { value: things });
    new TerraformOutput(this, "certificate_arns", { value: certificates });
  }
}

// The output folder is `cdktf synth`'s to choose; by itself the bench names one.
const app = new App(process.argv[2] ? { outdir: process.argv[2] } : {});
const iam = new IamStack(app, "seattle-iam");
new RegionStack(app, `seattle-${REGION}`).addDependency(iam);
app.synth();
