// A header may list the names of several webhooks, and the docs may leave steps of a name open.
import { expect, test } from "vitest";
import { createReceiverFor } from "../../src/runtime/index.ts";

const names = ["rooms.*.opened", "rooms.*.doors.*.opened", "rooms.shut", "odd,name"];

test.each<[string, string | undefined, string]>([
  ["a name as it is", "rooms.shut", "rooms.shut"],
  ["a documented name with a comma in it", "odd,name", "odd,name"],
  ["the one documented name of several", "rooms.r1.shut, rooms.shut, rooms", "rooms.shut"],
  ["a name of which the docs leave a step open", "rooms.r1.opened", "rooms.*.opened"],
  ["the name that says most", "rooms.*.opened,rooms.r1.doors.d1.opened", "rooms.*.doors.*.opened"],
  ["nothing where no name is documented", "rooms.r1.painted,rooms", "unknown: rooms.r1.painted,rooms"],
  ["nothing where steps are missing", "rooms.opened", "unknown: rooms.opened"],
  ["nothing without the header", undefined, "unknown: undefined"],
])("%s is handled as that", async (_, value, want) => {
  const handled: string[] = [];
  const handler = (_webhook: object, { name }: { readonly name: string }): void => void handled.push(name);
  const own = createReceiverFor({
    ...{ version: "1", names, validate: () => undefined, authentication: { scheme: "none" } },
    discriminator: { header: "x-rooms-events" },
  })({
    authentication: "none",
    handlers: Object.fromEntries(names.map((name) => [name, handler])),
    onUnknown: (_webhook, { name }) => void handled.push(`unknown: ${String(name)}`),
    ...{ onMismatch: () => undefined, onResult: () => undefined },
  });
  await own.receive("{}", { header: (name) => (name === "x-rooms-events" ? value : undefined) });
  expect(handled).toEqual([want]);
});
