import { expect, test } from "vitest";
import { readBlobsUrl } from "./blobs-config.ts";
import { SettingError } from "./settings.ts";

const aws = {
  kind: "s3",
  bucket: "versions",
  prefix: "",
  region: "eu-central-1",
  endpoint: "https://s3.eu-central-1.amazonaws.com",
  publicEndpoint: "https://s3.eu-central-1.amazonaws.com",
  pathStyle: false,
};
const own = {
  ...aws,
  endpoint: "https://s3.example.com",
  publicEndpoint: "https://s3.example.com",
  pathStyle: true,
};

test.each([
  ["AWS needs bucket and region", "s3://versions?region=eu-central-1", aws],
  ["a prefix ends in a slash", "s3://versions/team/a/?region=eu-central-1", { ...aws, prefix: "team/a/" }],
  [
    "a bucket with dots is addressed by path, because of the certificate",
    "s3://my.versions?region=eu-central-1",
    { ...aws, bucket: "my.versions", pathStyle: true },
  ],
  [
    "China has its own domain",
    "s3://versions?region=cn-north-1",
    {
      ...aws,
      region: "cn-north-1",
      endpoint: "https://s3.cn-north-1.amazonaws.com.cn",
      publicEndpoint: "https://s3.cn-north-1.amazonaws.com.cn",
    },
  ],
  [
    "a compatible store is addressed by path",
    "s3://versions?region=eu-central-1&endpoint=https://s3.example.com/",
    own,
  ],
  [
    "or by host where that is said",
    "s3://versions?region=eu-central-1&endpoint=https://s3.example.com&pathStyle=false",
    { ...own, pathStyle: false },
  ],
  [
    "uploads can go to another address",
    "s3://versions?region=eu-central-1&endpoint=http://minio:9000&publicEndpoint=https://s3.example.com",
    { ...own, endpoint: "http://minio:9000" },
  ],
])("%s", (_, url, config) => {
  expect(readBlobsUrl(url, undefined)).toEqual(config);
});

test("the authority goes with it", () => {
  expect(readBlobsUrl("s3://versions?region=eu-central-1", "PEM")).toEqual({ ...aws, ca: "PEM" });
});

test.each([
  ["versions", "must look like s3://"],
  ["https://versions?region=x", "must look like s3://"],
  ["s3://key:secret@versions?region=eu-central-1", "must hold no keys"],
  ["s3://versions", "needs the bucket's region"],
  ["s3://versions?region=EU", "needs the bucket's region"],
  ["s3://V?region=eu-central-1", "names the bucket"],
  ["s3://a..b?region=eu-central-1", "names the bucket"],
  ["s3://versions/a%2Fb?region=eu-central-1", "may have a prefix of letters"],
  ["s3://versions?region=eu-central-1&endpoint=s3.example.com", "has the endpoint"],
  ["s3://versions?region=eu-central-1&endpoint=https://k:s@s3.example.com", "has the endpoint"],
  ["s3://versions?region=eu-central-1&publicEndpoint=ftp://x", "has the publicEndpoint"],
  ["s3://versions?region=eu-central-1&pathStyle=yes", "has pathStyle=yes"],
  ["s3://versions?region=eu-central-1&endpont=https://s3.example.com", "has a parameter endpont"],
])("%s is refused with a sentence that says what is wrong", (url, words) => {
  const read = () => readBlobsUrl(url, undefined);
  expect(read).toThrow(SettingError);
  expect(read).toThrow(words);
  // It may hold a password.
  expect(read).not.toThrow("secret");
});
