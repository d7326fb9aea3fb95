// The page as a whole: the door, or the chat with what stands beside it.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { connection } from "../state/connection";
import { user } from "../state/session";
import { openTasks } from "../state/tasks";
import { current, currentTitle } from "../state/threads";
import { Conversation } from "./conversation";
import { Close, List, Menu, Spinner, Warn } from "./icons";
import { Sidebar } from "./sidebar";
import { SignIn } from "./sign_in";
import { Tasks } from "./tasks";

/** Which side is open where there is no room for both. */
const drawer = signal<"none" | "threads" | "tasks">("none");
const hasRoomForThreads = matching("(min-width: 52rem)");
const hasRoomForTasks = matching("(min-width: 72rem)");

function matching(query: string) {
  const media = matchMedia(query);
  const state = signal(media.matches);
  media.addEventListener("change", () => (state.value = media.matches));
  return state;
}

export function App(): JSX.Element {
  if (user.value === undefined) return <Loading />;
  return (
    <>
      <Banner />
      {user.value ? <Workspace /> : <SignIn />}
    </>
  );
}

function Workspace(): JSX.Element {
  const close = (): void => {
    drawer.value = "none";
  };
  useEffect(() => {
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape") close();
    };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  }, []);
  useEffect(() => {
    document.title = currentTitle.value ? `${currentTitle.value} · Todo Chatbot` : "Todo Chatbot";
    return () => {
      document.title = "Todo Chatbot";
    };
  }, [currentTitle.value]);
  const showsThreads = hasRoomForThreads.value || drawer.value === "threads";
  const showsTasks = hasRoomForTasks.value || drawer.value === "tasks";
  const count = openTasks.value.length;
  return (
    <div class={`workspace drawer-${drawer.value}`}>
      <aside class="side threads-side" inert={!showsThreads} aria-label="Conversations and account">
        <Sidebar onChoose={close} />
      </aside>
      <header class="top">
        {!hasRoomForThreads.value && (
          <button type="button" class="tool" aria-label="Conversations" onClick={() => (drawer.value = "threads")}>
            <Menu />
          </button>
        )}
        <h1 class="cut">{currentTitle.value ?? "New conversation"}</h1>
        {!hasRoomForTasks.value && (
          <button
            type="button"
            class="tool with-count"
            aria-label={`Tasks, ${count} open`}
            onClick={() => (drawer.value = "tasks")}
          >
            <List />
            {count > 0 && <span class="badge">{count}</span>}
          </button>
        )}
      </header>
      <Conversation conversation={current.value} />
      <aside class="side tasks-side" inert={!showsTasks} aria-label="Tasks">
        {!hasRoomForTasks.value && (
          <button type="button" class="tool close-side" aria-label="Close the tasks" onClick={close}>
            <Close />
          </button>
        )}
        <Tasks />
      </aside>
      <div class="shade" onClick={close} />
    </div>
  );
}

/** That the server is away, as long as it is. */
function Banner(): JSX.Element | null {
  if (connection.value === "there") return null;
  return (
    <div class="banner" role="alert">
      <Warn />
      {connection.value === "offline"
        ? "You are offline. What you type is kept."
        : "The server can't be reached. Trying again; what you type is kept."}
    </div>
  );
}

function Loading(): JSX.Element {
  return (
    <>
      <Banner />
      <main class="gate" aria-busy="true">
        <p class="loading">
          <Spinner />
          Todo Chatbot
        </p>
      </main>
    </>
  );
}
