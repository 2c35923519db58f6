/** A server that runs. Plain data, so that it can be handed to suites. */
export interface S3Server {
  name: "versitygw" | "MinIO";
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}
