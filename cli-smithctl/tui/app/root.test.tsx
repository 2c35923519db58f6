import { expect, onTestFinished, test, vi } from "vitest";
import { fakeSession } from "../testing/fake-session.ts";
import { renderTree } from "../testing/render-tree.tsx";
import { withConfig } from "../testing/with-config.ts";
import { Root } from "./root.tsx";

const contexts = `
currentContext: work
contexts:
  - { name: work, url: https://work.example.com, apiKey: dsm_work_secret }
  - { name: home, url: https://home.example.com, apiKey: dsm_home_secret }
`;
const look = { colours: false, copy: () => {}, quit: () => {} };

function sessionOf(name: string) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const app = {
    name: `app-of-${name}`,
    environments: [],
    holds: [],
    attempts: [],
    createdAt: "",
    updatedAt: "",
    etag: "",
  };
  const { session } = fakeSession(
    { appList: async () => ({ items: [app] }), environmentList: async () => ({ items: [] }) },
    leaving.signal,
  );
  return { ...session, name, close: vi.fn<() => void>() };
}

test("another context is gone on with from its overview, and the session before it ends", async () => {
  const { env } = await withConfig(contexts);
  const work = sessionOf("work");
  const open = vi.fn(async () => sessionOf("home"));
  const settings = { ...env, DEPLOYSMITH_URL: "https://elsewhere.example.com" };
  const { until, press } = renderTree(<Root env={settings} first={work} open={open} {...look} />, {});
  await until("app-of-work");
  await press("C");
  await until("home.example.com");
  await press("j", "enter");
  await until("app-of-home");
  expect(work.close).toHaveBeenCalledOnce();
  expect(open).toHaveBeenCalledExactlyOnceWith({ ...env, DEPLOYSMITH_URL: undefined });
});

test("a context that cannot be opened is said, and the session stays", async () => {
  const { env } = await withConfig(contexts);
  const work = sessionOf("work");
  const open = async () => {
    throw new Error("no key");
  };
  const { until, press } = renderTree(<Root env={env} first={work} open={open} {...look} />, {});
  await until("app-of-work");
  await press("C");
  await until("home.example.com");
  await press("j", "enter");
  await until("no key");
  await press("esc");
  await until("app-of-work");
  expect(work.close).not.toHaveBeenCalled();
});

test("without any settings it asks where smithd is, and for a key", async () => {
  const { env } = await withConfig("");
  const open = async () => sessionOf("home");
  const seen = await renderTree(<Root env={env} first={undefined} open={open} {...look} />, {}).until(
    "API key",
  );
  expect(seen).toContain("Where it is: https://…");
});

test("of two that are chosen the last one is shown, though the other took longer, and that does not go on", async () => {
  const { env } = await withConfig(contexts);
  const [work, slow, home] = [sessionOf("work"), sessionOf("slow"), sessionOf("home")];
  const opened = Promise.withResolvers<typeof slow>();
  const open = vi.fn<() => Promise<typeof work>>();
  open.mockReturnValueOnce(opened.promise).mockResolvedValueOnce(home);
  const { until, press } = renderTree(<Root env={env} first={work} open={open} {...look} />, {});
  await until("app-of-work");
  for (let times = 0; times < 2; times++) {
    await press("C");
    await until("home.example.com");
    await press("j", "enter");
    await vi.waitFor(() => expect(open).toHaveBeenCalledTimes(times + 1));
    if (times === 0) await press("esc");
  }
  await until("app-of-home");
  opened.resolve(slow);
  await vi.waitFor(() => expect(slow.close).toHaveBeenCalledOnce());
  await until("app-of-home");
  expect(work.close).toHaveBeenCalledOnce();
  expect(home.close).not.toHaveBeenCalled();
});
