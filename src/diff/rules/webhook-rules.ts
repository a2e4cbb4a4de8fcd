// Rules for webhooks, their envelope, and structures as a whole.
import type { Rule } from "../rule.ts";
import { model, object, structure, text, webhook } from "../tiny-model.ts";

const opened = webhook(object({ door: text }));
const closed = webhook(object({ door: text }), { name: "door_closed", id: "door_closed", title: "door_closed" });
const carrier = webhook(object({ door: { kind: "reference", name: "Door" } }));
const plain = webhook(object({ door: object({}) }));
const nothing = object({}, { open: true });

export const webhookRules: readonly Rule[] = [
  {
    id: "webhook/added",
    description: "a webhook that was not there before",
    matches: ({ is }) => is === "webhook-added",
    ...{ fact: "added", subject: "webhook", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: ({ label }) => `the webhook "${label}" was added`,
    why: "A receiver gets it only after it asks for it.",
    hint: "Handle it where it is of use.",
    example: { old: model([opened]), new: model([opened, closed]) },
  },
  {
    id: "webhook/removed",
    description: "a webhook that is gone",
    matches: ({ is }) => is === "webhook-removed",
    ...{ fact: "removed", subject: "webhook", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the webhook "${label}" was removed`,
    why: "What its handler does no longer happens, and its types are gone.",
    hint: "Find what replaces it, or drop the handler.",
    example: { old: model([opened, closed]), new: model([opened]) },
  },
  {
    id: "webhook/heading-renamed",
    description: "the same action under another heading",
    matches: ({ is }) => is === "heading-renamed",
    ...{ fact: "renamed", subject: "webhook", runtime: "compatible", compileTime: "breaking", semver: "major" },
    message: ({ old, new: now }) => `the webhook "${old?.text ?? ""}" is now called "${now?.text ?? ""}"`,
    why: "The same arrives on the wire, but the types are named after the heading.",
    hint: "Import the types by their new name.",
    example: { old: model([opened]), new: model([webhook(object({ door: text }), { title: "door_open" })]) },
  },
  {
    id: "webhook/action-changed",
    description: "another action arrives for the same webhook",
    matches: ({ is }) => is === "action-changed",
    ...{ fact: "renamed", subject: "action", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: ({ old, new: now }) => `the action "${old?.text ?? ""}" became "${now?.text ?? ""}"`,
    why: "A receiver that looks for the old action meets it no more.",
    hint: "Look for the new action; during the change for both.",
    example: { old: model([opened]), new: model([webhook(object({ door: text }), { name: "open_door" })]) },
  },
  {
    id: "envelope/payload-moved",
    description: "the payload stands in another member of the body",
    matches: ({ is }) => is === "payload-moved",
    ...{ fact: "incomparable", subject: "envelope", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: ({ old, new: now }) => `the payload moved: before ${old?.text ?? ""}, now ${now?.text ?? ""}`,
    why: "A receiver that looks for the payload in its old place finds nothing there.",
    hint: "Read the payload from its new place.",
    example: {
      old: model([opened]),
      new: model([{ ...opened, envelope: { ...opened.envelope, payloadPath: "data" } }]),
    },
  },
  {
    id: "structure/added",
    description: "a structure that was not there before",
    matches: ({ is }) => is === "structure-added",
    ...{ fact: "added", subject: "structure", runtime: "docs", compileTime: "compatible", semver: "minor" },
    message: ({ label }) => `the structure "${label}" was added`,
    why: "A type more to import; what arrives is told where it is used.",
    hint: "Nothing to do.",
    example: { old: model([plain]), new: model([plain], [structure("Door", object({ id: text }))]) },
  },
  {
    id: "structure/removed",
    description: "a structure that is gone",
    matches: ({ is }) => is === "structure-removed",
    ...{ fact: "removed", subject: "structure", runtime: "docs", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the structure "${label}" was removed`,
    why: "Code that imports its type no longer compiles; what arrives is told where it was used.",
    hint: "Import what stands in its place.",
    example: { old: model([plain], [structure("Door", object({ id: text }))]), new: model([plain]) },
  },
  {
    id: "structure/told",
    description: "a structure that was only named is described",
    matches: ({ is }) => is === "structure-told",
    ...{ fact: "narrowed", subject: "structure", runtime: "compatible", compileTime: "dangerous", semver: "minor" },
    message: ({ label }) => `the structure "${label}" is described now`,
    why: "The same arrives; code that named members of its own for it may not compile beside the type.",
    hint: "Replace your own type by the generated one.",
    example: {
      old: model([carrier], [structure("Door", nothing, { documented: false })]),
      new: model([carrier], [structure("Door", object({ id: text }))]),
    },
  },
  {
    id: "structure/untold",
    description: "a structure that was described is only named",
    matches: ({ is }) => is === "structure-untold",
    ...{ fact: "widened", subject: "structure", runtime: "dangerous", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the structure "${label}" is no longer described`,
    why: "Its members may still arrive, but no page promises them and the types no longer name them.",
    hint: "Check each member before use.",
    example: {
      old: model([carrier], [structure("Door", object({ id: text }))]),
      new: model([carrier], [structure("Door", nothing, { documented: false })]),
    },
  },
];
