import { trunks as api, type Registration, type Trunk } from "@/api/configuration";
import type { Translate } from "@/i18n/catalogue";
import { textOf, type Flat, type FieldSpec, type SectionSpec } from "../kit/fields";
import { room, type Effect } from "../kit/room";

const CODECS = ["alaw", "ulaw", "g722", "opus"];
/** A host or IPv4 address, or an IPv6 address in brackets, with a port. */
const ADDRESS = /^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/;
const REGISTRATION = ["registration_server", "registration_username", "registration_secret"];

const text = (flat: Flat, key: string): string => textOf(flat[key]);

const registers = (flat: Flat): boolean => flat["registers"] === true;

const registrationFields = (t: Translate): FieldSpec[] => [
  { key: "registers", kind: "switch", label: t("admin.trunks.registration"), wide: true },
  {
    key: "registration_server",
    kind: "text",
    label: t("admin.trunks.server"),
    hint: t("admin.trunks.server.hint"),
    max: 200,
    when: registers,
  },
  {
    key: "registration_username",
    kind: "text",
    label: t("admin.field.username"),
    max: 80,
    when: registers,
  },
  {
    key: "registration_secret",
    kind: "secret",
    label: t("admin.field.secret"),
    hint: t("admin.agents.password.hint"),
    max: 200,
    optional: true,
    when: registers,
  },
];

const outbound = (t: Translate): SectionSpec => ({
  title: t("routing.outbound"),
  hint: t("routing.outbound.hint"),
  fields: [
    {
      key: "outbound_address",
      kind: "text",
      label: t("admin.devices.contact"),
      hint: t("routing.outbound.address.hint"),
      max: 200,
      optional: true,
      check: (value) =>
        textOf(value) === "" || ADDRESS.test(textOf(value))
          ? undefined
          : t("routing.outbound.wrong"),
    },
  ],
});

function sections(t: Translate): SectionSpec[] {
  return [
    {
      title: t("admin.section.basics"),
      fields: [{ key: "name", kind: "text", label: t("admin.field.name"), max: 60 }],
    },
    {
      title: t("admin.trunks.inbound"),
      hint: t("admin.trunks.inbound.hint"),
      fields: [
        {
          key: "source_addresses",
          kind: "lines",
          label: t("admin.trunks.addresses"),
          hint: t("admin.trunks.addresses.hint"),
        },
        {
          key: "username",
          kind: "text",
          label: t("admin.field.username"),
          hint: t("admin.trunks.username.hint"),
          max: 80,
          optional: true,
        },
        {
          key: "secret",
          kind: "secret",
          label: t("admin.field.secret"),
          hint: t("admin.trunks.secret.hint"),
          max: 200,
          optional: true,
          when: (flat) => text(flat, "username") !== "",
        },
      ],
    },
    {
      title: t("admin.trunks.registration"),
      hint: t("admin.trunks.registration.hint"),
      fields: registrationFields(t),
    },
    outbound(t),
    {
      title: t("admin.trunks.sound"),
      fields: [
        {
          key: "codecs",
          kind: "many",
          label: t("admin.trunks.codecs"),
          options: CODECS.map((codec) => ({ value: codec, label: codec })),
          none: t("admin.trunks.codecs.none"),
          wide: true,
          check: (value) =>
            Array.isArray(value) && value.length > 0 ? undefined : t("admin.kit.needed"),
        },
      ],
    },
  ];
}

/** The nested registration is sent whole or not at all, so its parts travel together once one of them changes. */
export function unflatten(flat: Flat): Partial<Trunk> {
  const { registers: wants, ...rest } = flat;
  const plain = Object.fromEntries(
    Object.entries(rest).filter(([key]) => !REGISTRATION.includes(key)),
  ) as Partial<Trunk>;
  const touched = wants !== undefined || REGISTRATION.some((key) => key in rest);
  if (!touched) return plain;
  if (wants === false) return { ...plain, registration: null };
  const secret = text(flat, "registration_secret");
  const registration: Registration = {
    server: text(flat, "registration_server"),
    username: text(flat, "registration_username"),
    ...(secret === "" ? {} : { secret }),
  };
  return { ...plain, registration };
}

function effects(t: Translate, flat: Flat): Effect[] {
  const addresses = flat["source_addresses"];
  const known =
    (Array.isArray(addresses) && addresses.length > 0) ||
    text(flat, "username") !== "" ||
    text(flat, "outbound_address") !== "" ||
    registers(flat);
  return known ? [] : [{ tone: "bad", text: t("admin.trunks.unknown") }];
}

export const trunksRoom = (t: Translate) =>
  room<Trunk>({
    resource: api,
    title: t("admin.trunks"),
    one: t("admin.trunks.one"),
    add: t("admin.trunks.add"),
    name: (trunk) => trunk.name,
    columns: [
      { key: "name", head: t("admin.field.name"), cell: (trunk) => <b>{trunk.name}</b> },
      {
        key: "addresses",
        head: t("admin.trunks.addresses"),
        cell: (trunk) => trunk.source_addresses.join(", ") || <span className="faint">–</span>,
      },
      {
        key: "username",
        head: t("admin.field.username"),
        cell: (trunk) => trunk.username || <span className="faint">–</span>,
      },
      {
        key: "registration",
        head: t("admin.trunks.registration"),
        cell: (trunk) => trunk.registration?.server ?? <span className="faint">–</span>,
      },
      {
        key: "outbound",
        head: t("routing.outbound"),
        cell: (trunk) => trunk.outbound_address || <span className="faint">–</span>,
      },
      {
        key: "codecs",
        head: t("admin.trunks.codecs"),
        cell: (trunk) => trunk.codecs.join(", "),
      },
    ],
    sections: sections(t),
    blank: {
      name: "",
      source_addresses: [],
      username: "",
      secret: "",
      registers: false,
      registration_server: "",
      registration_username: "",
      registration_secret: "",
      outbound_address: "",
      codecs: CODECS,
    },
    flatten: (trunk) => ({
      name: trunk.name,
      source_addresses: trunk.source_addresses,
      username: trunk.username,
      codecs: trunk.codecs,
      outbound_address: trunk.outbound_address,
      registers: trunk.registration !== null,
      registration_server: trunk.registration?.server ?? "",
      registration_username: trunk.registration?.username ?? "",
    }),
    groups: [["registers", ...REGISTRATION]],
    unflatten,
    teach: {
      title: t("admin.trunks.teach"),
      paragraphs: [t("admin.trunks.teach.1"), t("admin.trunks.teach.2")],
    },
    effects: (flat) => effects(t, flat),
    removeText: t("admin.trunks.remove"),
  });
