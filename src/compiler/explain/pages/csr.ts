import type { Pages } from "../manual";

const CREATE_FROM_CSR =
  "https://docs.aws.amazon.com/iot/latest/apireference/API_CreateCertificateFromCsr.html";
const INSIDE = "A rule of panorama-compile: a spec reads no file outside its folder";

/** Pages about files with certificate signing requests. */
export const csr: Pages = {
  "csr-key-reused": {
    why: `\
AWS IoT makes a certificate from each request, and who has the key of a certificate is the appliance
that it was made for. Two appliances with one key can each sign in as the other, whatever the
policies say, and when one is stolen both have to be replaced. Two requests may hold one key without
looking alike:

  openssl req -in dock-1.pem -noout -pubkey | openssl sha256

prints the same for both. Make a new key where the second appliance is; it never leaves it:

  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha256 -subj /CN=dock-2 \\
    -keyout dock-2.key -out dock-2.pem
`,
    sources: [
      "https://docs.aws.amazon.com/iot/latest/developerguide/x509-client-certs.html",
      CREATE_FROM_CSR,
    ],
  },

  "csr-malformed": {
    why: `\
AWS IoT would refuse it at apply, when other resources are made already. Needed is one request
(PKCS#10) in PEM, the text that starts with -----BEGIN CERTIFICATE REQUEST-----. This shows what a
file holds:

  openssl req -in FILE -noout -text -verify

  BEGIN CERTIFICATE        the finished certificate; the request was made before it. Where it is
                           in AWS IoT already, name it: certificate: { arn: … }
  bytes, no text           DER: openssl req -inform DER -in FILE -out FILE
  spaces between letters   UTF-16, as PowerShell's > writes it: save it as UTF-8
  several requests         a file for each appliance

What is written out is one canonical encoding of the request, so text around it changes no plan.
`,
    sources: [
      "https://www.rfc-editor.org/rfc/rfc7468#section-7",
      "https://www.rfc-editor.org/rfc/rfc2986",
      CREATE_FROM_CSR,
    ],
  },

  "csr-missing": {
    why: `\
The path is taken from the folder of the spec, wherever the command is started; of a spec on
standard input, from the current one. Letters' case counts, on Linux in CI where it did not on a
Mac. A request is no secret and belongs beside the spec in the repository; often an ignore rule for
*.pem kept it out:

  git check-ignore -v csr/dock-1.pem

Of an appliance that has a certificate in AWS IoT, no request is needed: certificate: { arn: … }.
`,
    sources: ["A rule of panorama-compile: the files of a spec lie in its folder"],
  },

  "csr-outside-folder": {
    why: `\
A spec may come with a pull request from a stranger, and is compiled where there are keys and
credentials. So it can name no file outside its own folder: not by .., not from a root, a home or a
drive, and not through a symbolic link that leads outside. Without that, a finding about such a file
would tell whether it is there and what kind of file it is.

Copy the request into the spec's folder. Where several specs share requests, put the specs into one
folder.
`,
    sources: ["https://owasp.org/www-community/attacks/Path_Traversal", INSIDE],
  },

  "csr-private-key": {
    why: `\
Who has the private key can sign in to AWS IoT as the appliance. Beside a spec it is in a
repository, in its history, in every clone and in CI. The compiler reads no further and repeats
nothing of it.

The request alone, out of a file that holds both:

  openssl req -in dock-1.pem -out dock-1-request.pem

That is enough only where the file was never committed or sent. Else the key counts as known: make a
new one on the appliance, and turn off a certificate that was made for the old one:

  aws iot update-certificate --certificate-id ID --new-status REVOKED
`,
    sources: [
      "https://docs.aws.amazon.com/iot/latest/apireference/API_UpdateCertificate.html",
      "A rule of panorama-compile: no secret value and no private key in a spec, its files or its output",
    ],
  },

  "csr-secret": {
    why: `\
openssl asks for "A challenge password" when it makes a request, and puts the answer into it in
clear: an attribute by which a certification authority would know its customer at a revocation. AWS
IoT documents no use of it. The request goes into the output and into Terraform's state, where
everybody can read the password; it may be one that is used elsewhere too.

Make the request again. With -subj openssl asks for nothing:

  openssl req -new -key dock-1.key -sha256 -subj /CN=dock-1 -out dock-1.pem
`,
    sources: [
      "https://www.rfc-editor.org/rfc/rfc2985#section-5.4.1",
      "A rule of panorama-compile: no secret value and no private key in a spec, its files or its output",
    ],
  },

  "csr-signature": {
    why: `\
A request is signed with the key that it is for: that proves that its maker has the key. This
signature does not fit, so the request was altered after it was signed, or a file was damaged, or
somebody put another's public key into it: the certificate would be for a key that the appliance
does not have.

  openssl req -in dock-1.pem -noout -verify

says the same. Make it again where the key is:

  openssl req -new -key dock-1.key -sha256 -subj /CN=dock-1 -out dock-1.pem
`,
    sources: ["https://www.rfc-editor.org/rfc/rfc2986#section-4.2", CREATE_FROM_CSR],
  },

  "csr-too-large": {
    why: `\
AWS IoT takes a request of at most 4,096 characters, and would refuse it at apply. With an EC key a
request has about 350, with RSA 4096 about 1,600; what makes it longer is names and extensions, of
which AWS IoT needs none: which thing a certificate is for is said by the attachment, not by the
subject.

  openssl req -in dock-1.pem -noout -text
  openssl req -new -key dock-1.key -sha256 -subj /CN=dock-1 -out dock-1.pem
`,
    sources: [CREATE_FROM_CSR],
  },

  "csr-unreadable": {
    why: `\
Only plain files are read. A folder has no request in it, and a named pipe or a device may have no
end: the compiler would wait for as long as somebody likes. Where the message gives a code such as
EACCES, it is the operating system that refuses: look who may read the file.

  ls -l csr/
`,
    sources: [INSIDE, "A rule of panorama-compile: of a spec's files only regular ones are opened"],
  },

  "csr-weak": {
    why: `\
AWS IoT takes RSA keys of at least 2,048 bits and EC keys on NIST P-256, P-384 or P-521. Of other
keys it makes no certificate, and says so only at apply. A request signed with MD5 or SHA-1 is
refused here too: those signatures can be forged. Ed25519 and secp256k1 are good keys that AWS IoT
does not take.

  openssl req -in dock-1.pem -noout -text | grep -E 'Public-Key|ASN1 OID|Signature Algorithm'

A key can't be lengthened: make another where the appliance is, and its request with it:

  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha256 -subj /CN=dock-1 \\
    -keyout dock-1.key -out dock-1.pem
`,
    sources: [
      CREATE_FROM_CSR,
      "https://docs.aws.amazon.com/iot/latest/developerguide/x509-client-certs.html#x509-cert-algorithms",
    ],
  },
};
