import { expect, test } from "vitest";
import { ruleId, stateOf, withRule } from "./expiry-rule.ts";

const rules = (...each: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${each.join("\n")}</LifecycleConfiguration>`;
const rule = (id: string, filter: string, action: string, status = "Enabled") =>
  `<Rule><ID>${id}</ID>${filter}<Status>${status}</Status>${action}</Rule>`;
const below = (prefix: string) => `<Filter><Prefix>${prefix}</Prefix></Filter>`;
const after = (days: number) => `<Expiration><Days>${days}</Days></Expiration>`;
const tagged = (prefix: string) =>
  `<Filter><And><Prefix>${prefix}</Prefix><Tag><Key>a</Key><Value>b</Value></Tag></And></Filter>`;
const sized = (prefix: string) =>
  `<Filter><And><Prefix>${prefix}</Prefix><ObjectSizeGreaterThan>500</ObjectSizeGreaterThan></And></Filter>`;
const archive = "<Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition>";

test.each([
  ["no rule", rules(), "absent"],
  ["a rule for drafts", rules(rule("any", below("team/drafts/"), after(7))), "installed"],
  ["one in the old form", rules(rule("any", "<Prefix>team/drafts/</Prefix>", after(7))), "installed"],
  ["one that expires sooner", rules(rule("any", below("team/drafts/"), after(3))), "installed"],
  ["one that expires later", rules(rule("any", below("team/drafts/"), after(90))), "absent"],
  ["one that is switched off", rules(rule("any", below("team/drafts/"), after(7), "Disabled")), "absent"],
  ["one for tagged objects only", rules(rule("any", tagged("team/drafts/"), after(7))), "absent"],
  ["one for large objects only", rules(rule("any", sized("team/drafts/"), after(7))), "absent"],
  ["one for all large objects", rules(rule("any", sized("team/"), after(365))), "published-expire"],
  ["one that archives", rules(rule("any", below("team/drafts/"), archive)), "absent"],
  ["one that archives what is published", rules(rule("any", below(""), archive)), "published-archived"],
  [
    "one that makes it cheaper only",
    rules(rule("any", below(""), archive.replace("GLACIER", "GLACIER_IR"))),
    "absent",
  ],
  ["one of another team", rules(rule("any", below("other/drafts/"), after(7))), "absent"],
  ["one for the whole bucket", rules(rule("any", below(""), after(7))), "published-expire"],
  ["one for all of the team's", rules(rule("any", below("team/"), after(365))), "published-expire"],
  [
    "one for a part of what is published",
    rules(rule("any", below("team/published/shop/"), after(365))),
    "published-expire",
  ],
  ["one without a filter", rules(rule("any", "", after(365))), "published-expire"],
  [
    "a date for the whole bucket",
    rules(rule("any", below(""), "<Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration>")),
    "published-expire",
  ],
  [
    "one for the whole bucket that is switched off",
    rules(rule("any", below(""), after(7), "Disabled")),
    "absent",
  ],
  ["one for all tagged objects", rules(rule("any", tagged("team/"), after(7))), "absent"],
  [
    "markers of what is gone already",
    rules(
      rule(
        "any",
        below(""),
        "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>",
      ),
    ),
    "absent",
  ],
])("%s: %s", (_, xml, state) => {
  expect(stateOf(xml, "team/", 7)).toBe(state);
});

test("installing leaves every other rule as it is, character for character", () => {
  const others = [rule("logs & more", below("logs/$&"), after(30)), rule("old", below("x/"), archive)];
  const xml = withRule(rules(...others), "team/", 7);
  for (const other of others) expect(xml).toContain(other);
  expect(xml.match(/<Rule>/g)).toHaveLength(3);
  expect(stateOf(xml, "team/", 7)).toBe("installed");
});

test("installing again, or over a rule of ours that was changed, gives one", () => {
  const changed = rules(rule(ruleId("team/"), below("team/drafts/"), after(90), "Disabled"));
  const xml = withRule(withRule(changed, "team/", 7), "team/", 7);
  expect(xml.match(/<Rule>/g)).toHaveLength(1);
  expect(stateOf(xml, "team/", 7)).toBe("installed");
});

test("a configuration without any rule takes ours", () => {
  expect(stateOf(withRule("<LifecycleConfiguration/>", "", 7), "", 7)).toBe("installed");
});

test("smithds that share a bucket keep each other's rules", () => {
  const xml = withRule(withRule(rules(), "staging/", 7), "production/", 7);
  for (const prefix of ["staging/", "production/"]) expect(stateOf(xml, prefix, 7)).toBe("installed");
});

test("beside rules in the old form ours is written in it, too", () => {
  const old = rule("logs", "<Prefix>logs/</Prefix>", after(30));
  const xml = withRule(rules(old), "team/", 7);
  expect(xml).toContain(old);
  expect(xml).not.toContain("<Filter>");
  expect(stateOf(xml, "team/", 7)).toBe("installed");
});
