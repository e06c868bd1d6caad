/**
 * All that is bounded, in one place; docs/limits.md says why, and what is said beyond each. Reading YAML takes about
 * 0.4 KB for each token, so that `tokens` keeps a run below Node's default heap whatever somebody writes.
 */
export const LIMITS = {
  /** Bytes of a spec. */
  bytes: 16 * 1024 * 1024,
  /** YAML tokens (words, signs, gaps and line ends) of all specs of a run. */
  tokens: 3_000_000,
  /** Levels of nesting, also through aliases, also in a job's JSON. */
  depth: 64,
  /** Values of a document once its aliases are expanded. */
  values: 2_000_000,
  /** Documents of a run: one for each account. */
  documents: 1000,
  /** Appliances of a document. */
  appliances: 20_000,
  /** Mistakes of a document that one stage tells. */
  findings: 10_000,
  /** Findings of one kind in one file that are shown to people. */
  shown: 50,
  /** Bytes of a file that a spec names; what each kind may have is less, and said by who understands it. */
  named: 1024 * 1024,
  /** Bytes of a CSR file: a request of 4096 characters with what `openssl req -text -pubkey` prints stays below 20 KiB. */
  csr: 64 * 1024,
  /** Characters of a request: https://docs.aws.amazon.com/iot/latest/apireference/API_CreateCertificateFromCsr.html */
  request: 4096,
  /** Characters of a job's document as JSON: https://docs.aws.amazon.com/iot/latest/apireference/API_CreateJobTemplate.html */
  jobDocument: 32_768,
  /** Bytes of a job's template: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
  jobTemplate: 51_200,
  /** Bytes of a plan as `terraform show -json` prints it. */
  plan: 384 * 1024 * 1024,
  /** Brackets and commas of a plan: as good as its values, which take memory whatever their length. */
  planValues: 12_000_000,
  /** Bytes of a file of the output: several times what 20,000 appliances take. */
  output: 256 * 1024 * 1024,
} as const;
