// What ends the update with a message and no trace: something outside of it can't be used.
export class Stop extends Error {}
