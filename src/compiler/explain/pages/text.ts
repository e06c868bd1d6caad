import type { Pages } from "../manual";

const STATE = "https://developer.hashicorp.com/terraform/language/manage-sensitive-data";
const NO_SECRET =
  "A rule of panorama-compile: no secret value and no private key in a spec, its files or its output";

/** Pages about texts that a spec must not hold, or that nobody reads. */
export const text: Pages = {
  "token-in-text": {
    why: `\
Tokens of GitHub, GitLab, Slack, npm, Terraform and Vault, JSON Web Tokens, AWS session tokens, and
secret keys of AWS with their name beside them or as their key, say by their form what they are. In
a tag, an attribute, a description or a job's document one would be kept in the output, in the
repository, in a state and by AWS, and every appliance would get the job's.

Take it out, and withdraw it where it was given out: whoever can read the repository knows it. Its
successor belongs into AWS Secrets Manager: declare it under secrets with value: variable. What has
no form of its own, as most passwords, can't be told from other words: it is found only by the name
that it stands under or behind, by secret-like-key.
`,
    sources: [
      "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
      "https://www.rfc-editor.org/rfc/rfc7519",
      NO_SECRET,
    ],
  },

  "evaluated-text": {
    why: `\
Somebody on the way would put another text in place of this one:

  {{resolve:ssm:…}}       CloudFormation, which makes job templates: a parameter, or a secret out of
                          Secrets Manager, would be written into a document that every appliance gets
  \${aws:iot:…}            AWS IoT, when it hands the job out: a presigned URL to an object in S3
  \${TfToken[…]}           CDKTF, the library that writes the stacks

With the rights of whoever applies, a spec could so read what its author may not. Terraform's own
\${ and %{ and those of IAM policies are escaped, and arrive as they are written; for these three
there is no escape, and CloudFormation has none for {{resolve: at all. Write the name of the
parameter or the object, and let the appliance fetch it with its own rights. Other {{ }} are
nobody's and are let through.
`,
    sources: [
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
      "https://docs.aws.amazon.com/iot/latest/developerguide/create-manage-jobs.html",
      "A rule of panorama-compile: nothing that a spec says is ever evaluated",
    ],
  },

  "ignored-key": {
    why: `\
Keys that start with x- are ignored everywhere, so that anchors have a place. Among tags, attributes
and the keys of a job's document, where keys are your own, that is easily not meant: the tag is
missing in AWS and the appliance never sees the key.

Give it a name that starts otherwise. Where it is an anchor, move it to the top level of the spec,
under x-something, and the warning goes. In a JSON file no key is ignored, so a document that needs
such a key belongs into a file: document: { file: jobs/NAME.json }.
`,
    sources: ["A rule of panorama-compile: keys that start with x- are ignored everywhere"],
  },

  "password-in-url": {
    why: `\
Cameras are often written down as rtsp://user:password@address. In an attribute, a tag, a
description or a job's document that goes into the output, into Terraform's state and to AWS, where
whoever may describe a thing or list tags reads it; none of these is made for secrets. The finding
shows •••; what was committed counts as known all the same: change the password on the camera.

Keep the address, and put user and password into a secret:

  secrets:
    - { name: panorama/dock-1-camera, value: variable }

whose value comes from the environment of the apply, here TF_VAR_panorama_dock_1_camera. It is
written by an ephemeral variable and stays out of plan and state. A user without a password is let
through.
`,
    sources: [STATE, "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1", NO_SECRET],
  },

  "private-key-in-text": {
    why: `\
A private key in a description or a job's document goes into the output, into Terraform's state, to
AWS, and with a job to every appliance that it is for. AWS IoT keeps a job for up to 730 days after
its end. Who reads any of these can be what the key stands for.

A key is told by its lines -----BEGIN … PRIVATE KEY-----; where these are missing, by how its base64
starts (PKCS #8, also encrypted, PKCS #1, SEC 1, OpenSSH); in a JSON Web Key by the private part
beside kty: d, or k where kty is oct. Public keys, certificates and requests are let through.

Take it out, and count it as known: it was in the repository. A key is made where it is used and
never travels; have the appliance make it, and send the request:

  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha256 -subj /CN=dock-1 \\
    -keyout dock-1.key -out dock-1.pem

The request goes into the spec's folder: certificate: { csr: csr/dock-1.pem }.
`,
    sources: [
      STATE,
      "https://www.rfc-editor.org/rfc/rfc7468#section-10",
      "https://www.rfc-editor.org/rfc/rfc7518#section-6",
      NO_SECRET,
    ],
  },

  "secret-like-key": {
    why: `\
A tag, an attribute or a part of a job's inline document is named like a secret. What stands there
goes into the output, the state and AWS in clear. Whether it is one the compiler can't know, hence a
warning; in findings the value is shown as •••. Names tell it in two ways:

  a key             secret, password, token, credential, apiKey and the like; pass, pw, pswd, psk
                    and creds where they are a word of their own, as in rtsp-pw or adminPass, but
                    not in bypass or pass-through; auth where its value is no way to show who one
                    is, as digest and oauth2 are
  inside of a text  --password=…, PASSWORD=…, "password": "…" and X-Auth-Token: …, curl -u user:…,
                    Authorization: Basic …, sshpass -p …; and [--password, …] in a list

Inside of a text, and under pass, pw, pswd, psk, creds and auth, $NAME, \${…}, <…>, •••, @FILE and
paths stand for a secret that is elsewhere, true and no answer a question: they are let through. A
document that lies in a JSON file is not looked through for such names.

  It is a secret    take it out and count it as known. Declare another, as the example does, and
                    let the appliance read it from Secrets Manager
  It is none        call the key after what it holds, such as login or vendor; a secret's name,
                    under secretName for instance, is no secret, and the warning may stay
`,
    sources: [STATE, NO_SECRET],
  },
};
