// A fleet by hand with CDKTF: for each site a stack with its things and their certificates, given by ARN, attached.
// `node bare-fleet.cjs OUT SIZE SITE`: SIZE appliances, SITE of them at each site. Deep imports and no TypeScript, as in
// bare-cdktf.cjs; nothing is checked, and what each account has once is left out.
const { App, TerraformStack } = require("cdktf");
const { IotPolicyAttachment } = require("@cdktf/provider-aws/lib/iot-policy-attachment");
const { IotThing } = require("@cdktf/provider-aws/lib/iot-thing");
const { IotThingPrincipalAttachment } = require("@cdktf/provider-aws/lib/iot-thing-principal-attachment");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");

const ACCOUNT = "123456789012";
const REGION = "us-east-1";

class SiteStack extends TerraformStack {
  constructor(scope, id, appliances) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: REGION, allowedAccountIds: [ACCOUNT] });
    for (const index of appliances) this.addAppliance(`dock-${index}`, index);
  }

  addAppliance(name, index) {
    const certificate = `arn:aws:iot:${REGION}:${ACCOUNT}:cert/${index.toString(16).padStart(64, "0")}`;
    const thing = new IotThing(this, `thing-${name}`, { name });
    new IotPolicyAttachment(this, `policy-${name}`, { policy: "panorama-appliance", target: certificate });
    new IotThingPrincipalAttachment(this, `principal-${name}`, {
      thing: thing.name,
      principal: certificate,
    });
  }
}

const [outdir, size, site] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const app = new App({ outdir });
for (let first = 0; first < size; first += site) {
  const indexes = Array.from({ length: Math.min(site, size - first) }, (_, index) => first + index);
  new SiteStack(app, `fleet-${REGION}-site-${first / site}`, indexes);
}
app.synth();
