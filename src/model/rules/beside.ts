// Words beside a field's name in its cell: "optional", "string, nullable", "(deprecated)".
import { readDataType, type ReadDataType } from "./data-types.ts";
import { readPresence, readPresenceCell, type ReadPresence } from "./presence.ts";

export interface ReadBeside {
  readonly presence?: ReadPresence;
  readonly nullable: boolean;
  readonly deprecated: boolean;
  readonly dataType?: ReadDataType;
  /** What was not read. */
  readonly rest: string;
}

const WORDS =
  /\b(?:not required|optional(?:ly)?|required|mandatory|deprecated|non-null|nullable|opt\.|req\.)(?=$|[^\w])/gi;

function readPresenceWords(text: string): ReadPresence | undefined {
  return /^(?:only )?(?:if|when|for)\b/i.test(text) ? readPresenceCell(text) : readPresence(text);
}

export function readBeside(text: string): ReadBeside {
  const found = [...new Set([...text.matchAll(WORDS)].map(([word]) => word.toLowerCase()))];
  const presences = found.filter((word) => !word.includes("null")).flatMap((word) => readPresenceCell(word) ?? []);
  const plain = text
    .replace(WORDS, " ")
    .split(/\s+/)
    .map((word) => word.replace(/(?<![()[\],;:·•–—-])[()[\],;:·•–—-]+$|^[([,;:·•–—-]+/g, ""))
    .filter((word) => word !== "")
    .join(" ");
  const dataType = plain === "" ? undefined : readDataType(plain);
  const said = plain === "" || dataType !== undefined ? undefined : readPresenceWords(plain);
  const presence = [...presences, ...(said === undefined ? [] : [said])].sort((one, other) =>
    one.effect === other.effect ? 0 : one.effect === "optional" ? -1 : 1,
  )[0];
  return {
    ...(presence === undefined ? {} : { presence }),
    nullable: found.includes("nullable") || dataType?.type.nullable === true,
    deprecated: found.includes("deprecated"),
    ...(dataType === undefined ? {} : { dataType }),
    rest: dataType === undefined && said === undefined ? plain : "",
  };
}
