// In the single file, and in the worker that it starts: what other pages fetch is unpacked from text.

/** The files of a pack, by name; xtask/single/build.mjs says how they are packed. */
async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const all = await new Response(stream).arrayBuffer();
  let at = 4 + new DataView(all).getUint32(0);
  const sizes = JSON.parse(new TextDecoder().decode(new Uint8Array(all, 4, at - 4)));
  return new Map(sizes.map(([name, size]) => [name, new Uint8Array(all, (at += size) - size, size)]));
}

/** What the module's script calls in place of fetch. */
function fetchFrom(files) {
  return async (address) => {
    const bytes = files.get(new URL(address).pathname.slice(1));
    return new Response(bytes, { headers: { "content-type": "application/wasm" } });
  };
}
