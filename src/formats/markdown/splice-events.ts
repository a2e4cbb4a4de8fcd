// Keeps micromark linear: at every end of a list or a quote it copies all events that it has read so far, only to change the last few.
import { EditMap } from "micromark-util-edit-map";

const consume = EditMap.prototype.consume;

/** The same edits, made to the events from the first edit on; those before it stay where they are. */
EditMap.prototype.consume = function (this: EditMap, events: Parameters<EditMap["consume"]>[0]): undefined {
  const first = this.map.reduce((least, [at]) => Math.min(least, at), events.length);
  const tail = events.splice(first);
  for (const change of this.map) change[0] -= first;
  consume.call(this, tail);
  for (const event of tail) events.push(event);
};
