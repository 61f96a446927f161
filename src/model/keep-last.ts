/**
 * Makes a function that remembers its last result, and gives it again for as long as it is called with
 * the same arguments (by identity).
 */
export function keepLast<Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
): (...args: Args) => Result {
  let last: { readonly args: Args; readonly result: Result } | null = null;
  return (...args) => {
    const isSame = last?.args.every((arg, index) => Object.is(arg, args[index])) ?? false;
    if (!last || !isSame) last = { args, result: compute(...args) };
    return last.result;
  };
}
