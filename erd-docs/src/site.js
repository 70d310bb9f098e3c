// The picture of all tables: it moves, zooms, is searched and focused. Without this file everything is there to be read.
(() => {
  const canvas = document.getElementById("canvas");
  if (!canvas) return;
  const svg = canvas.querySelector("svg");
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
  const view = { ...full };
  const cards = [...svg.querySelectorAll(".e")];
  const lines = [...svg.querySelectorAll(".r")];
  const search = document.getElementById("search");
  const said = document.getElementById("said");
  const nameOf = (card) => card.dataset.name;
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  canvas.classList.add("live");
  document.querySelector(".tools").hidden = false;

  let waiting = false;
  const draw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
    });
  };
  // Pixels of the picture per pixel of the screen.
  const scale = () => Math.max(view.w / canvas.clientWidth, view.h / canvas.clientHeight);
  const show = (box) => {
    Object.assign(view, box);
    draw();
  };
  const zoom = (by, x, y) => {
    const w = Math.min(Math.max(view.w * by, 160), full.w * 4);
    const k = w / view.w;
    show({ x: x - (x - view.x) * k, y: y - (y - view.y) * k, w, h: view.h * k });
  };
  const middle = () => [view.x + view.w / 2, view.y + view.h / 2];

  const focus = (card) => {
    const near = new Set(card ? [card.dataset.e] : []);
    for (const line of lines) {
      const { a, b } = line.dataset;
      const own = card && (a === card.dataset.e || b === card.dataset.e);
      if (own) near.add(a).add(b);
      line.classList.toggle("dim", Boolean(card) && !own);
      line.classList.toggle("shown", Boolean(own));
    }
    for (const other of cards) {
      other.classList.toggle("dim", Boolean(card) && !near.has(other.dataset.e));
      other.classList.toggle("found", other === card);
    }
    said.textContent = card ? `${nameOf(card)}: ${near.size - 1} tables beside it` : "";
    const hash = card ? `#${encodeURIComponent(nameOf(card))}` : "";
    if (location.hash !== hash) history.replaceState(null, "", hash || location.pathname + location.search);
  };
  const lead = (card) => {
    focus(card);
    const box = card.getBBox();
    const at = card.transform.baseVal[0].matrix;
    const w = Math.max(box.width * 3.2, 900);
    const h = (w * canvas.clientHeight) / canvas.clientWidth;
    show({ x: at.e + box.width / 2 - w / 2, y: at.f + Math.min(box.height / 2, h / 3) - h / 2, w, h });
  };
  const find = (text) => {
    const word = text.trim().toLowerCase();
    if (!word) return null;
    const rank = (card) => {
      const name = nameOf(card).toLowerCase();
      if (name === word) return 0;
      if (name.startsWith(word)) return 1;
      return name.includes(word) ? 2 : 3;
    };
    const best = cards.map((card) => [rank(card), card]).filter(([r]) => r < 3);
    best.sort((a, b) => a[0] - b[0]);
    return best.length ? best[0][1] : undefined;
  };

  let last = null;
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    last = [event.clientX, event.clientY];
    moved = 0;
  });
  addEventListener("pointermove", (event) => {
    if (!last) return;
    const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
    moved += Math.abs(dx) + Math.abs(dy);
    const k = scale();
    last = [event.clientX, event.clientY];
    show({ x: view.x - dx * k, y: view.y - dy * k });
  });
  addEventListener("pointerup", () => {
    last = null;
  });
  canvas.addEventListener("click", (event) => {
    if (moved > 5) return event.preventDefault();
    if (event.target.closest("a")) return;
    focus(event.target.closest(".e"));
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      zoom(Math.exp(event.deltaY * 0.0012), at.x, at.y);
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    const step = 80 * scale();
    const keys = {
      ArrowLeft: () => show({ x: view.x - step }),
      ArrowRight: () => show({ x: view.x + step }),
      ArrowUp: () => show({ y: view.y - step }),
      ArrowDown: () => show({ y: view.y + step }),
      "+": () => zoom(0.8, ...middle()),
      "=": () => zoom(0.8, ...middle()),
      "-": () => zoom(1.25, ...middle()),
      0: () => show(full),
      Escape: () => focus(null),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  // A table that is reached by the keyboard is shown.
  svg.addEventListener("focusin", (event) => {
    const card = event.target.closest(".e");
    if (card && event.target.matches(":focus-visible")) lead(card);
  });
  document.querySelector(".zoom").addEventListener("click", (event) => {
    const way = event.target.dataset.zoom;
    if (way === "in") zoom(0.75, ...middle());
    if (way === "out") zoom(1.33, ...middle());
    if (way === "fit") {
      focus(null);
      show(full);
    }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      const card = find(search.value);
      if (card) lead(card);
      if (card === undefined) said.textContent = "no such table";
    }
    if (event.key === "Escape") {
      search.value = "";
      focus(null);
      show(full);
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
  const linked = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const card = name && cards.find((card) => nameOf(card) === name);
    if (card) lead(card);
  };
  addEventListener("hashchange", linked);
  linked();
})();
