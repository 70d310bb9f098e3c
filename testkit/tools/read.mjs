// Reads diagrams with the parser of their own language: `node read.mjs LANGUAGE`, a JSON list of texts on standard input. What
// comes out is a list of what each says: { entities, relations } of the same shape for all languages, or { error }.
//
// entities: [{ name, group, rows: [{ name, type, told }] }]   told: the other texts of the row
// groups: their names, where an entity does not tell its own
// relations: [{ left, right, label, marks: [left, right] }]   marks: many, optional, one

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const marks = (names) => (mark) => ["many", "optional", "one"][names.indexOf(mark)] ?? `? ${mark}`;

const readers = {
  // The structure is told by Graphviz's JSON, the texts by its SVG: in JSON, backslashes at the end of a label lose it.
  async dot() {
    const { instance } = await import("@viz-js/viz");
    const { DOMParser } = await import("@xmldom/xmldom");
    const viz = await instance();
    const mark = marks(["crowodot", "teeodot", "teetee"]);
    const plain = (name) => name.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code));
    const drawn = (text) => {
      const svg = viz.render(text, { format: "svg" }).output;
      const found = new Map();
      for (const part of new DOMParser().parseFromString(svg, "text/xml").getElementsByTagName("g")) {
        const title = [...part.childNodes].find((child) => child.nodeName === "title")?.textContent;
        const texts = [...part.getElementsByTagName("text")].map((node) => node.textContent);
        found.set(title, [...(found.get(title) ?? []), texts]);
      }
      return (name) => found.get(plain(name)).shift();
    };
    return (text) => {
      const { status, output, errors } = viz.render(text, { format: "json" });
      if (status !== "success") return { error: JSON.stringify(errors) };
      const { objects = [], edges = [] } = JSON.parse(output);
      const texts = drawn(text);
      const all = objects.map((object) => ({ ...object, texts: texts(object.name) }));
      const entities = all.filter((object) => !object.nodes).map(({ _gvid, texts: [name, ...rest] }) => {
        const group = all.find((object) => object.nodes?.includes(_gvid));
        return { name, group: group?.texts[0], texts: rest };
      });
      // The title of an edge has the side of a port, and not its name.
      const end = (node, port) => [all[node].name, port?.split(":").pop()].filter(Boolean).join(":");
      const relations = edges.map((edge) => ({
        left: all[edge.tail].texts[0],
        right: all[edge.head].texts[0],
        label: texts(`${end(edge.tail, edge.tailport)}->${end(edge.head, edge.headport)}`).join(""),
        marks: [mark(edge.arrowtail), mark(edge.arrowhead)],
      }));
      return { entities, relations };
    };
  },

  async d2() {
    const { D2 } = await import("@terrastruct/d2");
    const d2 = new D2();
    const mark = marks(["cf-many", "cf-one", "cf-one-required"]);
    const markdown = (text = "") => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
    return async (text) => {
      const { diagram } = await d2.compile(text);
      const names = new Map(diagram.shapes.map((shape) => [shape.id, shape.label]));
      const tables = diagram.shapes.filter((shape) => shape.type === "sql_table");
      const entities = tables.map((shape) => {
        const group = diagram.shapes.find((other) => other.type !== "sql_table" && shape.id.startsWith(`${other.id}.`));
        const rows = (shape.columns ?? []).map((column) => ({
          name: column.name.label,
          type: column.type.label,
          told: column.constraint ?? [],
        }));
        return { name: shape.label, group: group?.label, texts: [markdown(shape.tooltip)], rows };
      });
      const relations = diagram.connections.map((link) => ({
        left: names.get(link.src),
        right: names.get(link.dst),
        label: link.label,
        marks: [mark(link.srcArrow), mark(link.dstArrow)],
      }));
      return { entities, relations };
    };
  },

  async mermaid() {
    const { default: mermaid } = await import("mermaid");
    const mark = marks(["ZERO_OR_MORE", "ZERO_OR_ONE", "ONLY_ONE"]);
    const decoded = (text) =>
      (text ?? "").replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(code))
        .replace(/ﬂ°quot¶ß/g, '"').replace(/ﬂ°lt¶ß/g, "<").replace(/ﬂ°gt¶ß/g, ">");
    return async (text) => {
      await mermaid.parse(text);
      const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
      const ids = new Map();
      const entities = [...db.getEntities().values()].map((entity) => {
        ids.set(entity.id, decoded(entity.label));
        const rows = entity.attributes.map(({ name, type, keys = [], comment }) => ({
          name,
          type,
          told: [...keys, decoded(comment)],
        }));
        return { name: decoded(entity.label), texts: [], rows };
      });
      const relations = db.getRelationships().map(({ entityA, entityB, roleA, relSpec }) => ({
        left: ids.get(entityA),
        right: ids.get(entityB),
        label: decoded(roleA),
        // Each cardinality is named at the entity opposite to the one that it belongs to.
        marks: [mark(relSpec.cardB), mark(relSpec.cardA)],
      }));
      return { entities, relations };
    };
  },

  async plantuml() {
    const decoded = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
      .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&").replaceAll("\u00a0", " ");
    const texts = (svg) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => decoded(match[1]));
    return (text) => {
      const svg = execFileSync("plantuml", ["-tsvg", "-pipe", "-charset", "UTF-8"], { input: text, encoding: "utf8" });
      const parts = svg.split(/<!--(?:MD5=\[[0-9a-f]*\]\s*)?/).slice(1);
      const names = new Map();
      const entities = [], relations = [], groups = [];
      for (const part of parts) {
        const [, kind, of] = part.match(/^(\w+) ([^]*?)-->/) ?? [];
        if (kind === "class") {
          const [name, ...rest] = texts(part);
          names.set(of, name);
          entities.push({ name, texts: rest });
        } else if (kind === "cluster") {
          groups.push(texts(part).join(""));
        } else if (kind === "link") {
          const [left, right] = of.split(" to ");
          relations.push({ left, right, label: texts(part).join("") });
        }
      }
      for (const relation of relations) {
        relation.left = names.get(relation.left);
        relation.right = names.get(relation.right);
      }
      return { entities, relations, groups };
    };
  },

  async drawio() {
    const { DOMParser } = await import("@xmldom/xmldom");
    const mark = marks(["ERzeroToMany", "ERzeroToOne", "ERmandOne"]);
    const fail = (_, message) => { throw new Error(message); };
    return (text) => {
      const root = new DOMParser({ onError: fail }).parseFromString(text, "text/xml").getElementsByTagName("root")[0];
      const cells = new Map();
      for (const node of [...root.childNodes].filter((child) => child.nodeType === 1)) {
        const cell = node.tagName === "object" ? node.getElementsByTagName("mxCell")[0] : node;
        const id = node.getAttribute("id");
        if (cells.has(id)) fail(null, `two cells are called ${id}`);
        const style = Object.fromEntries((cell.getAttribute("style") ?? "").split(";").map((part) => part.split("=")));
        const label = node.getAttribute("label") ?? node.getAttribute("value");
        cells.set(id, { cell, style, label, tooltip: node.getAttribute("tooltip"), parent: cell.getAttribute("parent") });
      }
      const at = (id) => cells.get(id) ?? fail(null, `no cell is called ${id}`);
      const table = (id) => (at(id).style.shape === "table" ? at(id).label : table(at(id).parent));
      const inside = (id) => [...cells].filter(([, cell]) => cell.parent === id);
      const entities = [...cells].filter(([, cell]) => cell.style.shape === "table").map(([id, { label, tooltip, parent }]) => ({
        name: label,
        group: "swimlane" in at(parent).style ? at(parent).label : undefined,
        texts: [tooltip],
        rows: inside(id).map(([row]) => inside(row).map(([, cell]) => [cell.label, cell.tooltip])),
      }));
      const edges = [...cells.values()].filter(({ cell }) => cell.getAttribute("edge"));
      const relations = edges.map(({ cell, style, label }) => ({
        left: table(cell.getAttribute("source")),
        right: table(cell.getAttribute("target")),
        label,
        marks: [mark(style.startArrow), mark(style.endArrow)],
      }));
      return { entities, relations };
    };
  },

  async dbml() {
    const { Parser } = await import("@dbml/core");
    return (text) => new Parser().parse(text, "dbmlv2").export();
  },
};

const reader = await readers[process.argv[2]]();
const answers = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    answers.push(await reader(text));
  } catch (error) {
    answers.push({ error: error.diags ? JSON.stringify(error.diags) : String(error.message ?? error) });
  }
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
