import { incomplete, refusalOf, type Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";

/** Registers an app; what is empty is left out. Returns why that was not possible. */
export async function registerApp(
  { client }: Session,
  { name = "", ...rest }: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  if (name === "") return incomplete({ name: "An app needs a name." });
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== ""));
  try {
    await client.appRegister({ body: { name, ...given }, signal });
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
}
