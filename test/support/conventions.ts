// Conventions for models made by hand: a name, a secret and a payload as members of each body.
import type { Conventions } from "../../src/model/model.ts";

export const conventions: Conventions = {
  discriminator: { in: "body", path: "action", evidence: [] },
  payload: { path: "payload", evidence: [] },
  names: { from: "heading", evidence: [] },
  authentication: { scheme: "secret", path: "secret_key", evidence: [] },
};
