// Says why a path of the register may not be used: it must stay inside the input folder and name a readable format.
import { formatOf, usualEndings } from "../formats/choose-format.ts";

/** What is wrong with the path, in words; nothing where it is fine. */
export function checkPath(path: string, names: "page" | "folder"): readonly string[] {
  const quoted = JSON.stringify(path);
  if (/[\u0000-\u001f\u007f]/.test(path)) return [`the path ${quoted} holds a control character`];
  if (path.includes("\\")) return [`the path ${quoted} holds a backslash; folders are parted by "/"`];
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) {
    return [`the path ${quoted} is absolute; it must be relative to the input folder`];
  }
  const parts = path.split("/");
  if (parts.includes("..")) return [`the path ${quoted} leads out of the input folder`];
  if (parts.includes("") || parts.includes(".")) return [`the path ${quoted} has an empty part or a "."`];
  if (names === "page" && formatOf(path) === undefined) {
    return [`the format of ${quoted} is not known by its ending; known endings are ${usualEndings().join(", ")}`];
  }
  return [];
}
