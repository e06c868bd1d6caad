import type { Pages } from "../manual";

/** The page about a Region's job templates. */
export const jobTemplates: Pages = {
  "too-many-job-templates": {
    why: `\
Every entry of jobs is a job template of AWS IoT, also one with run: never, and an account has room for
100 in a Region. Applied, the 101st fails in CloudFormation, while others are made. The quota
can be raised, which no spec shows, so this is a warning. Templates that others made in the Region count
too, and so does a template that is replaced: the new one is made before the old one goes.

Service Quotas in the AWS console shows the quota, under AWS IoT Device Management; ask there, once for
each Region. Or take out the jobs that nobody starts any more.
`,
    sources: [
      "https://docs.aws.amazon.com/general/latest/gr/iot_device_management.html",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iot-jobtemplate.html",
    ],
  },
};
