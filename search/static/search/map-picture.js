// The picture of one level: fields as large as the demand, as green as the score. Drawn on a canvas, so that the strict policy for styles holds.
import { init } from "../college/vendor/echarts-treemap.js";

const GAP = 3;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const size = (name) => parseFloat(token(name)) * parseFloat(getComputedStyle(document.documentElement).fontSize);

export function mapPicture(figure, { level, go, ahead, say }) {
  const box = figure.querySelector("[data-picture]");
  const chart = init(box, null, { renderer: "canvas" });
  let chosen = -1;

  const rows = () => [...level().querySelectorAll("tr[data-part]")];

  const fill = (tone) => (tone === "none" ? { color: token("--map-none"), decal: hatch() } : { color: token(`--map-${tone}`) });
  const hatch = () => ({ color: token("--map-hatch"), dashArrayX: [1, 0], dashArrayY: [1, 7], rotation: -Math.PI / 4, symbolSize: 1 });

  const field = (row, index) => {
    const { part, name, size: area, tone, code, line, inside } = row.dataset;
    const within = inside ? JSON.parse(inside).map(([called, value]) => ({ name: called, value: value + 1, at: part, itemStyle: { ...fill(tone), borderWidth: 0 }, label: { overflow: "truncate", ellipsis: "…" } })) : null;
    const edge = index === chosen ? { borderColor: token("--focus-ink"), borderWidth: 5 } : { borderColor: token(code ? `--cover-${code}` : "--line-strong") };
    const plain = "leaf" in row.dataset ? { color: token("--map-none") } : fill(tone); // a lesson has no score, so it lacks none
    const style = within ? { ...edge, borderWidth: index === chosen ? 5 : 2, gapWidth: 1 } : { ...plain, ...(index === chosen ? edge : { borderColor: token("--surface"), borderWidth: 1 }) };
    return { name, at: part, line, value: Number(area) + 1, leaf: "leaf" in row.dataset, itemStyle: style, ...(within ? { children: within } : {}) };
  };

  // A line break counts only at the beginning of a piece where lines may break by themselves.
  const words = ({ name, data }) => (data?.line ? `{name|${name}}{line|\n${data.line}}` : `{small|${name}}`);

  // The ground between the fields has no data; the pointer may stand on it, as after a press that led to another level.
  const option = () => {
    const ink = token("--ink");
    const display = token("--font-display");
    const text = token("--font-text");
    const narrow = innerWidth < 640; // a band is one line: on a phone it holds the name and nothing else
    const head = size(narrow ? "--fs-2" : "--fs-4");
    const rich = {
      name: { fontFamily: display, fontSize: size("--fs-4"), fontWeight: 700, color: ink, lineHeight: size("--fs-4") * 1.35 },
      line: { fontFamily: text, fontSize: size("--fs-1"), color: ink, lineHeight: size("--fs-1") * 1.6 },
      small: { fontFamily: text, fontSize: size("--fs-1"), color: ink, lineHeight: size("--fs-1") * 1.4 },
    };
    return {
      animation: false,
      tooltip: { renderMode: "richText", backgroundColor: token("--surface"), borderColor: token("--line-strong"), textStyle: { color: ink, fontFamily: text, fontSize: size("--fs-2") }, formatter: ({ name, data }) => (data?.line ? `${name}\n${data.line}` : name) },
      series: [
        {
          type: "treemap",
          left: 0,
          right: 0,
          top: 0,
          bottom: 0,
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          sort: false,
          visibleMin: 0,
          label: { formatter: words, rich, padding: [6, 8], position: "insideTopLeft", overflow: "break" },
          upperLabel: { show: true, height: head * 2, formatter: ({ name, data }) => (data?.line && !narrow ? `{name|${name}}  {line|${data.line}}` : `{name|${name}}`), rich: { name: { ...rich.name, color: "#fff", fontSize: head, lineHeight: head * 1.35, verticalAlign: "middle" }, line: { ...rich.line, color: "#fff", lineHeight: head * 1.35, verticalAlign: "middle" } }, padding: [head * 0.325, 8] },
          emphasis: { itemStyle: { borderColor: ink }, upperLabel: { show: true } },
          levels: [{ itemStyle: { gapWidth: GAP, borderWidth: 0 }, upperLabel: { show: false } }, { upperLabel: { show: true } }, { upperLabel: { show: false } }],
          data: rows().map(field),
        },
      ],
    };
  };

  const draw = ({ keep = false } = {}) => {
    if (!keep) chosen = -1;
    figure.hidden = !rows().length; // nothing to see, no frame around it
    chart.clear(); // a treemap that is changed does not ask whether there is animation: its fields would fly for a second, and a press meet the wrong one
    chart.setOption(option());
    chart.getZr().flush(); // at once: a press before the next frame would meet the fields of the level before
    figure.dataset.drawn = level().dataset.at;
  };

  const open = (at, leaf) => {
    if (!leaf) go(at);
  };

  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    chosen = Math.max(0, Math.min(all.length - 1, chosen + by));
    const { name, line } = all[chosen].dataset;
    say(`${name}, ${line}`);
    draw({ keep: true });
  };

  const keys = {
    ArrowRight: () => step(1),
    ArrowDown: () => step(1),
    ArrowLeft: () => step(chosen < 0 ? 1 : -1),
    ArrowUp: () => step(chosen < 0 ? 1 : -1),
    Home: () => step(-Infinity),
    End: () => step(Infinity),
    Enter: () => chosen >= 0 && open(rows()[chosen].dataset.part, "leaf" in rows()[chosen].dataset),
    Escape: () => up(),
    Backspace: () => up(),
  };

  const up = () => {
    if (level().dataset.up !== undefined) go(level().dataset.up);
  };

  box.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  chart.on("mousedown", ({ data }) => data?.at && !data.leaf && ahead(data.at));
  chart.on("click", ({ data }) => data?.at && open(data.at, data.leaf));
  new ResizeObserver(() => chart.resize()).observe(box);
  new MutationObserver(() => draw({ keep: true })).observe(document.documentElement, { attributeFilter: ["data-theme", "data-size"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw({ keep: true }));
  return { draw };
}
