const ELK = require("elkjs");
const lines = require("fs").readFileSync(process.argv[2], "utf8").trim().split("\n");
const graph = {
  id: "all",
  children: [],
  edges: [],
  layoutOptions: {
    "elk.algorithm": "layered",
    "elk.direction": "RIGHT",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.aspectRatio": "1.5",
    "elk.layered.spacing.nodeNodeBetweenLayers": "60",
    "elk.spacing.nodeNode": "36",
  },
};
const port = (node, y, side, id) => {
  const box = graph.children[node];
  const x = side === "EAST" ? box.width : 0;
  box.ports.push({ id, width: 0, height: 0, x, y, layoutOptions: { "elk.port.side": side } });
  return id;
};
for (const line of lines) {
  const [word, ...numbers] = line.split(" ");
  const n = numbers.map(Number);
  if (word === "box") {
    const id = `n${graph.children.length}`;
    const layoutOptions = { "elk.portConstraints": "FIXED_POS" };
    graph.children.push({ id, width: n[0], height: n[1], ports: [], layoutOptions });
  } else {
    const id = `e${graph.edges.length}`;
    const sources = [port(n[2], n[3], "EAST", `${id}s`)];
    const targets = [port(n[0], n[1], "WEST", `${id}t`)];
    graph.edges.push({ id, sources, targets });
  }
}
(async () => {
  const elk = new ELK();
  await elk.layout(JSON.parse(JSON.stringify(graph)));
  const start = performance.now();
  const out = await elk.layout(graph);
  console.log(`ms ${performance.now() - start}`);
  console.log(`size ${out.width} ${out.height}`);
  for (const box of out.children) console.log(`box ${box.x} ${box.y}`);
  for (const edge of out.edges) {
    const { startPoint, bendPoints = [], endPoint } = edge.sections[0];
    const points = [startPoint, ...bendPoints, endPoint].reverse();
    console.log("line " + points.map((p) => `${p.x} ${p.y}`).join(" "));
  }
})();
