import { request } from "node:http";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { VersionDraft } from "../../generated/api.ts";
import { draft, filesOf, upload } from "../support/publish.ts";
import type { TestSmithd } from "../support/smithd.ts";
import { againstSmithd } from "../support/suite.ts";

type Upload = VersionDraft["uploads"][number];

let time = Date.now();

/** The problem's code, or "200". */
async function send(one: Upload, text: string): Promise<string> {
  const response = await upload(one, text);
  if (response.status === 200) return "200";
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  return `${response.status} ${((await response.json()) as { code: string }).code}`;
}

function isStored({ folder }: TestSmithd, one: Upload): boolean {
  const key = decodeURIComponent(new URL(one.url).pathname.replace("/uploads/", ""));
  return existsSync(join(folder, "blobs", key));
}

againstSmithd(
  (smithd, engine) => {
    const app = `uploads-${engine.name.toLowerCase()}`;
    const draftOne = async (version: string): Promise<{ one: Upload; text: string }> => {
      const source = { app, version };
      const { uploads } = await draft(smithd().client, source);
      const one = uploads.find(({ path }) => path === "config.yaml")!;
      return { one, text: filesOf(source)["config.yaml"]! };
    };

    test("a signed URL takes the declared bytes once", async () => {
      await smithd().client.appRegister({ body: { name: app, namespace: "shop" } });
      const { one, text } = await draftOne("once");
      expect(await send(one, text)).toBe("200");
      expect(isStored(smithd(), one)).toBe(true);
      expect(await send(one, text)).toBe("412 upload-exists");
    });

    test("of two uploads at the same moment one wins", async () => {
      const { one, text } = await draftOne("twice");
      const answers = await Promise.all([send(one, text), send(one, text), send(one, text)]);
      expect(answers.sort()).toEqual(["200", "412 upload-exists", "412 upload-exists"]);
    });

    test("other bytes than declared are refused, and nothing is stored", async () => {
      const { one, text } = await draftOne("bytes");
      expect(await send(one, text.replace("v", "w"))).toBe("400 upload-checksum-differs");
      expect(await send({ ...one, headers: {} }, `${text}more`)).toBe("400 upload-size-differs");
      expect(await send({ ...one, headers: {} }, text.slice(1))).toBe("400 upload-size-differs");
      expect(isStored(smithd(), one)).toBe(false);
      expect(await send(one, text)).toBe("200");
    });

    test("a URL that was changed is refused, whatever was changed", async () => {
      const { one, text } = await draftOne("forged");
      const changes: [string, string][] = [
        ["/uploads/drafts", "/uploads/published"],
        ["config.yaml", "other.yaml"],
        ["size=", "size=1"],
        ["expires=", "expires=9"],
        ["sha256=", "sha256=0"],
        ["signature=", "signature=0"],
        ["config.yaml?", "..%2F..%2F..%2Fescape?"],
        ["config.yaml?", "%ff?"],
      ];
      for (const [from, to] of changes) {
        const url = one.url.replace(from, to);
        expect(url).not.toBe(one.url);
        expect(await send({ ...one, url }, text), `${from} → ${to}`).toBe("403 upload-url-invalid");
      }
      expect((await fetch(one.url)).status).toBe(405);
      expect(
        (await fetch(new URL(one.url).pathname.replace(/^/, smithd().url), { method: "PUT", body: text }))
          .status,
      ).toBe(403);
    });

    test("a URL ends after five minutes, and renewing gives one that works", async () => {
      const { one, text } = await draftOne("late");
      time += 5 * 60_000 + 1;
      expect(await send(one, text)).toBe("403 upload-url-expired");
      const { uploads } = await smithd().client.versionUploadsRenew({ path: { app, version: "late" } });
      expect(
        await send(
          uploads.find(({ path }) => path === one.path)!,
          text,
        ),
      ).toBe("200");
    });

    test("a connection that breaks off leaves nothing behind, and the upload can be repeated", async () => {
      const { one, text } = await draftOne("broken");
      await new Promise<void>((resolve) => {
        const sending = request(one.url, {
          method: "PUT",
          headers: { "content-length": Buffer.byteLength(text) },
        });
        sending.on("error", () => resolve());
        sending.write(text.slice(0, 5), () => setTimeout(() => sending.destroy(), 50));
        sending.on("close", () => resolve());
      });
      expect(isStored(smithd(), one)).toBe(false);
      expect(await send(one, text)).toBe("200");
    });
  },
  { overrides: { now: () => time } },
);
