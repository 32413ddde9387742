// Loads the engine and asks it one scenario after another.

/** An instance of the engine from the bytes of its module. */
export async function engineOf(bytes) {
  const module = await WebAssembly.compile(bytes);
  // A drawing library believes that every WebAssembly stands in a page and asks for some of it. The engine never
  // calls that: who does gets this error.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`the engine called ${name} of ${from}`);
    };
  }
  const { exports } = await WebAssembly.instantiate(module, imports);

  /** Runs a scenario. Gives names and values; throws the sentence of a refusal. */
  function run(scenario, replications) {
    const text = new TextEncoder().encode(scenario);
    const room = exports.room(text.length);
    new Uint8Array(exports.memory.buffer, room, text.length).set(text);
    const status = exports.run(replications);
    const words = new TextDecoder().decode(
      new Uint8Array(exports.memory.buffer, exports.words(), exports.words_length()),
    );
    if (status !== 0) throw new Error(words);
    const values = new Float64Array(exports.memory.buffer, exports.values(), exports.values_length());
    return { names: JSON.parse(words), values: values.slice() };
  }

  return { run, imports: WebAssembly.Module.imports(module) };
}
