// In the single file, in the place of www/load.js: what that fetches is unpacked from the page.

const files = unpack(document.getElementById("files").textContent);
const text = async (name) => new TextDecoder().decode((await files).get(name));
let workerUrl;

globalThis.aolo = {
  // No module: Chromium starts none from a file.
  worker: () => new Worker(workerUrl),
  text,
  bytes: async (name) => (await files).get(name).slice().buffer,
  // They are in the page.
  styles: async () => {},
  scripts: async () => {},
  isOld: async () => false,
  keepForOffline() {},
  async openPage() {
    workerUrl = URL.createObjectURL(new Blob([await text(WORKER)], { type: "text/javascript" }));
    const { start, openPage } = startModule(fetchFrom(await files));
    await start();
    await openPage();
  },
};
