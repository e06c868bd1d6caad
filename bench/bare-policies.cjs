// The policies of bare-cdktf.cjs as statements of aws_iam_policy_document, and what both files name.
const REGION = "us-east-1";
const ACCOUNT = "123456789012";
const DEVICES = {
  "dock-1": "device-lk7exmplpvcr3heqwjmesw76ky",
  "dock-2": "device-q5rexmplw4tn7heqwjmesd23za",
};
const LOGS = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws`;
const ACCESS_POINT = `arn:aws:s3:${REGION}:*:accesspoint/panorama-${ACCOUNT}-*`;

const when = (test, variable, ...values) => ({ test, variable, values });
const allow = (sid, actions, resources, ...condition) => ({
  sid,
  effect: "Allow",
  actions,
  resources,
  ...(condition.length > 0 && { condition }),
});

function trust() {
  const devices = Object.values(DEVICES).map((id) => `arn:aws:panorama:${REGION}:${ACCOUNT}:device/${id}`);
  return [
    {
      effect: "Allow",
      principals: [{ type: "Service", identifiers: ["panorama.amazonaws.com"] }],
      actions: ["sts:AssumeRole"],
      condition: [
        when("StringEquals", "aws:SourceAccount", ACCOUNT),
        when("ArnLike", "aws:SourceArn", ...devices),
      ],
    },
  ];
}

function permissions() {
  const groups = [`${LOGS}/panorama/devices/*`, `${LOGS}/panorama_device*`];
  const streams = [`${LOGS}/panorama/devices/*`, `${LOGS}/panorama_device*:log-stream:*`];
  const stores = ["arn:aws:s3:::*-application-payload-store-*", "arn:aws:s3:::*-nodepackage-store-*"];
  const streamActions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
  const readObjects = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"];
  const metrics = when("StringEquals", "cloudwatch:namespace", "PanoramaDeviceMetrics");
  const panorama = when("ArnLike", "s3:DataAccessPointArn", ACCESS_POINT);
  return [
    allow("DeviceLogGroups", ["logs:CreateLogGroup"], groups),
    allow("DeviceLogStreams", streamActions, streams),
    allow("DeviceMetrics", ["cloudwatch:PutMetricData"], ["*"], metrics),
    allow("PanoramaArtifacts", readObjects, [...stores, ACCESS_POINT], panorama),
  ];
}

function thingPolicy() {
  const iot = `arn:aws:iot:${REGION}:${ACCOUNT}`;
  const own = "$aws/things/$${iot:Connection.Thing.ThingName}/*";
  const attached = when("Bool", "iot:Connection.Thing.IsAttached", "true");
  const client = `${iot}:client/$\${iot:Connection.Thing.ThingName}`;
  return [
    allow("ConnectAsAttachedThing", ["iot:Connect"], [client], attached),
    allow("OwnJobsAndShadow", ["iot:Publish", "iot:Receive"], [`${iot}:topic/${own}`]),
    allow("OwnSubscriptions", ["iot:Subscribe"], [`${iot}:topicfilter/${own}`]),
  ];
}

module.exports = { ACCOUNT, DEVICES, permissions, REGION, thingPolicy, trust };
