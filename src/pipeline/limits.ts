// What a task of the pool may take.

/** Seconds. */
export const DEFAULT_TIME_LIMIT = 30;
/** Megabytes of heap. Of a gigabyte the rest is for the main thread and for what V8 needs beside the heap. */
export const MEMORY_LIMIT = 640;
