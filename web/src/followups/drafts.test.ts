import { beforeEach, describe, expect, it } from "vitest";
import { Drafts, NOTHING, parseDraft, wishOf, type About, type FollowUpDraft } from "./drafts";

class Shelf implements Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> {
  readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key = (index: number) => [...this.kept.keys()][index] ?? null;
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
}

const CALL: About = {
  interaction: "i1",
  contact: 5,
  who: "Katharina Brandt",
  number: "+494066969101",
  queue: 2,
  queueName: "Billing DE",
};
const NOW = new Date("2026-11-12T12:00").getTime();

let shelf: Shelf;
let drafts: Drafts;
/** The page is loaded again, or the browser started anew. */
const reload = () => (drafts = new Drafts(shelf, 1));
const text = (interaction: string) => drafts.of(interaction)?.text;

beforeEach(() => {
  shelf = new Shelf();
  reload();
});

describe("what is typed into a follow-up", () => {
  it("survives a reload in the middle of a word", () => {
    drafts.open(CALL);
    drafts.change("i1", { text: "Send the contr", hand: "team:2" });
    reload();
    expect(drafts.of("i1")).toMatchObject({ open: true, text: "Send the contr", hand: "team:2" });
    expect(drafts.of("i1")?.about).toEqual(CALL);
  });

  it("survives the next call, and comes back when the desk is free", () => {
    drafts.open(CALL);
    drafts.change("i1", { text: "Send the contract" });
    expect(drafts.left("i1")).toBeNull();
    drafts.open({ ...CALL, interaction: "i2" });
    expect(text("i2")).toBe("");
    reload();
    expect(drafts.left("")?.about.interaction).toBe("i1");
  });

  it("is put out of sight without being lost; an empty form is forgotten", () => {
    drafts.open(CALL);
    drafts.change("i1", { text: "Send the contract" });
    drafts.close("i1");
    expect(drafts.of("i1")).toMatchObject({ open: false, text: "Send the contract" });
    drafts.open({ ...CALL, contact: 6 });
    expect(drafts.of("i1")).toMatchObject({
      open: true,
      text: "Send the contract",
      about: { contact: 6 },
    });
    drafts.change("i1", { text: " " });
    drafts.close("i1");
    expect(drafts.of("i1")).toBeNull();
    expect(shelf.length).toBe(0);
  });

  it("stays when it is typed while the rest is saved, and belongs to the follow-up that was made", () => {
    drafts.open(CALL);
    drafts.change("i1", { text: "Send the contract" });
    const sent = drafts.of("i1") as FollowUpDraft;
    drafts.change("i1", { text: "Send the contract by post" });
    drafts.saved(sent, 7);
    reload();
    expect(drafts.of("i1")).toMatchObject({ text: "Send the contract by post", made: 7 });
    drafts.saved(drafts.of("i1") as FollowUpDraft, 7);
    expect(drafts.of("i1")).toBeNull();
    expect(shelf.length).toBe(0);
  });

  it("is forgotten once it is saved, and told to whoever shows it", () => {
    let told = 0;
    const leave = drafts.subscribe(() => told++);
    drafts.open(CALL);
    drafts.change("i1", { text: "Send" });
    drafts.forget("i1");
    leave();
    drafts.open(CALL);
    expect(told).toBe(3);
    expect(drafts.version()).toBe(4);
  });

  it("has the caret when it is opened, and where it moves to when the call ends", () => {
    drafts.open(CALL);
    expect(drafts.takeCaret("i2")).toBeNull();
    expect(drafts.takeCaret("i1")).toEqual({ interaction: "i1", start: 0, end: 0 });
    expect(drafts.takeCaret("i1")).toBeNull();
    drafts.keepCaret({ interaction: "i1", start: 4, end: 4 });
    expect(drafts.takeCaret("i1")?.start).toBe(4);
  });

  it("comes back when it was thrown away by mistake", () => {
    drafts.open(CALL);
    drafts.change("i1", { text: "Send" });
    const draft = drafts.of("i1");
    drafts.forget("i1");
    if (draft) drafts.restore(draft);
    reload();
    expect(text("i1")).toBe("Send");
  });

  it("is nobody else's at the same computer", () => {
    drafts.open(CALL);
    drafts.change("i1", { text: "Send" });
    expect(new Drafts(shelf, 2).left("")).toBeNull();
  });

  it("is not taken from a storage that says something else", () => {
    for (const wrong of ["", "{", "[]", "null", '{"text":"a"}', '{"text":1,"own":"","hand":""}'])
      expect(parseDraft(wrong)).toBeNull();
    drafts.change("i1", { text: "nobody opened it" });
    drafts.close("i1");
    expect(drafts.of("i1")).toBeNull();
  });
});

describe("what the center is asked to keep", () => {
  const draft: FollowUpDraft = {
    about: CALL,
    open: true,
    text: " Send the contract ",
    when: "tomorrow",
    own: "",
    hand: "",
    made: null,
  };

  it("is mine, about this call, unless somebody else is named", () => {
    expect(wishOf(draft, 3, NOW)).toEqual({
      text: "Send the contract",
      due_at: new Date("2026-11-13T09:00").toISOString(),
      agent: 3,
      team: null,
      contact: 5,
      interaction: "i1",
      number: "+494066969101",
      queue: 2,
    });
    expect(wishOf({ ...draft, hand: "team:2" }, 3, NOW)).toMatchObject({ agent: null, team: 2 });
    expect(wishOf({ ...draft, hand: "queue" }, 3, NOW)).toMatchObject({ agent: null, team: null });
    expect(wishOf({ ...draft, about: NOTHING }, null, NOW)).toMatchObject({ agent: null });
  });

  it("names what is missing", () => {
    const own = (text: string) => wishOf({ ...draft, when: "own", own: text }, 3, NOW);
    expect(wishOf({ ...draft, text: " " }, 3, NOW)).toBe("text");
    expect(own("")).toBe("due");
    expect(own("2026-11-12T11:00")).toBe("past");
    expect(own("2026-11-12T14:30")).toMatchObject({
      due_at: new Date("2026-11-12T14:30").toISOString(),
    });
    const evening = new Date("2026-11-12T18:00").getTime();
    expect(wishOf({ ...draft, when: "today" }, 3, evening)).toBe("due");
  });
});
