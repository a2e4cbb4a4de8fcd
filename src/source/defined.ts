// Objects without the members that are undefined: models and findings are plain JSON, where a member is there or not.

type Sometimes<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
type Always<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

export function defined<T extends object>(members: T): Sometimes<T> & Always<T>;
export function defined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
