import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { IAMClient } from "@aws-sdk/client-iam";
import { IoTClient } from "@aws-sdk/client-iot";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";
import { VERSION } from "../../compiler/version";
import { credentialsOf, type Identity } from "./credentials";
import { ProxyingHandler, type Transport } from "./proxy";

/** The SDK's clients of one Region. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly iam: IAMClient;
  readonly iot: IoTClient;
  readonly s3Control: S3ControlClient;
  readonly secretsManager: SecretsManagerClient;
  readonly sts: STSClient;
}

/** The way to AWS: clients for each Region, and what closes their connections. */
export interface Connection {
  readonly clientsOf: (region: string) => Clients;
  readonly close: () => void;
}

/** The identity is asked for first, and who can't reach AWS at all should not wait for long. */
const FEW_ATTEMPTS = 3;
const MANY_ATTEMPTS = 10;

/** Throws Failure where a profile is named that is missing. */
export async function connect(identity: Identity, transport: Transport): Promise<Connection> {
  const requestHandler = new ProxyingHandler(transport);
  const credentials = await credentialsOf(identity, requestHandler);
  const common = {
    credentials,
    requestHandler,
    retryMode: "adaptive",
    customUserAgent: `panorama-compile/${VERSION}`,
    ...(identity.profile !== undefined && { profile: identity.profile }),
  };
  const most = identity.env.AWS_MAX_ATTEMPTS ? {} : { maxAttempts: MANY_ATTEMPTS };
  return {
    close: () => requestHandler.destroy(),
    clientsOf: (region) => {
      const config = { ...common, ...most, region };
      return {
        cloudFormation: new CloudFormationClient(config),
        iam: new IAMClient(config),
        iot: new IoTClient(config),
        s3Control: new S3ControlClient(config),
        secretsManager: new SecretsManagerClient(config),
        sts: new STSClient({ ...config, ...("maxAttempts" in most && { maxAttempts: FEW_ATTEMPTS }) }),
      };
    },
  };
}
