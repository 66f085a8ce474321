import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { createQueryClient } from "./ipc/queries";
import { loadTheRest } from "./later";
import { createPageRouter } from "./router";
import { openingPlace } from "./shell/openingPlace";
import "./styles/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");

const queryClient = createQueryClient();
const router = createPageRouter();
const place = await openingPlace(queryClient, window.location.hash);
if (place) router.history.replace(place);
// With its places known, the window is drawn once, not empty first.
await router.load();

createRoot(root).render(
  <StrictMode>
    <App queryClient={queryClient} router={router} />
  </StrictMode>,
);

// Once the first screen stands there. A window that nobody sees draws none, and is read all the same.
const stop = router.subscribe("onRendered", () => {
  stop();
  requestAnimationFrame(() => setTimeout(loadTheRest));
});
setTimeout(loadTheRest, 1000);
