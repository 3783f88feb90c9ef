"""Fetch the front end's third-party files from npm and write them down in vendor.json.

Run by a developer who changes a version (`python scripts/vendor.py`); needs npm and Chromium. Nothing here runs at set-up,
in a request or in the tests: those only compare the files with the hashes of the list.
"""

import base64
import hashlib
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "college/static/college/vendor"
TESTS = ROOT / "tests/vendor"
LIST = STATIC / "vendor.json"
ESBUILD = "esbuild@0.25.12"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

# One file for the player: its elements, its menus and the Chinese words that the package ships.
PLAYER = """
import "media-chrome";
import "media-chrome/menu";
import "media-chrome/lang/zh-CN.js";
export { setLanguage } from "media-chrome/utils/i18n.js";
"""

# Of the charts only the treemap, on a canvas: the whole library is three times as large.
TREEMAP = """
import { init, use } from "echarts/core";
import { TreemapChart } from "echarts/charts";
import { TooltipComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";
use([TreemapChart, TooltipComponent, CanvasRenderer]);
export { init };
"""
BUNDLES = {"media-chrome": (PLAYER, "media-chrome, its menu and lang/zh-CN.js"), "echarts": (TREEMAP, "echarts: its treemap, tooltip and canvas")}
BUNDLED = {"echarts": ("zrender/LICENSE", "tslib/LICENSE.txt", "echarts/licenses/LICENSE-d3")}  # licences of what a bundle holds besides


@dataclass(frozen=True)
class Package:
    """One npm package: `source` is a path inside it, or "" when it is bundled as BUNDLES says; `licence_file` is kept beside."""

    name: str
    version: str
    licence: str
    source: str
    file: str
    licence_file: str
    folder: Path = STATIC


PACKAGES = (
    Package("htmx.org", "4.0.1", "0BSD", "dist/htmx.min.js", "htmx.min.js", "LICENSE"),
    Package("hls.js", "1.7.4", "Apache-2.0", "dist/hls.min.js", "hls.min.js", "LICENSE"),
    Package("media-chrome", "4.19.4", "MIT", "", "media-chrome.js", "LICENSE"),
    Package("echarts", "6.1.0", "Apache-2.0", "", "echarts-treemap.js", "LICENSE"),
    Package("tus-js-client", "4.3.1", "MIT", "dist/tus.min.js", "tus.min.js", "LICENSE"),
    Package("axe-core", "4.14.1", "MPL-2.0", "axe.min.js", "axe.min.js", "LICENSE", TESTS),
)


def run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)


def install(work: Path) -> None:
    (work / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
    run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *(f"{p.name}@{p.version}" for p in PACKAGES), ESBUILD, cwd=work)


def bundle(name: str, work: Path) -> Path:
    entry, out = work / f"{name}.entry.js", work / f"{name}.out.js"
    entry.write_text(BUNDLES[name][0], encoding="utf-8")
    run("npx", "esbuild", entry.name, "--bundle", "--minify", "--format=esm", "--target=es2020", f"--outfile={out.name}", cwd=work)
    return out


def licence_of(package: Package, work: Path) -> str:
    """The package's own, its notice where it has one, and those of what is bundled with it."""
    modules = work / "node_modules"
    own = [modules / package.name / package.licence_file, modules / package.name / "NOTICE"]
    texts = [file.read_text(encoding="utf-8").rstrip() for file in own if file.exists()]
    texts += [f"==== {name}\n\n{(modules / name).read_text(encoding='utf-8').rstrip()}" for name in BUNDLED.get(package.name, ())]
    return "\n\n".join(texts) + "\n"


def place(package: Package, work: Path) -> dict[str, str]:
    """Copy the file and its licence; answer the package's line of the list."""
    home = work / "node_modules" / package.name
    source = home / package.source if package.source else bundle(package.name, work)
    target = package.folder / package.file
    text = source.read_text(encoding="utf-8")
    target.write_text("\n".join(line for line in text.splitlines() if not line.startswith("//# sourceMappingURL=")) + "\n", encoding="utf-8")
    licence = package.folder / f"{package.name}.LICENSE"
    licence.write_text(licence_of(package, work), encoding="utf-8")
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "source": f"{package.name}/{package.source}" if package.source else f"bundled by {ESBUILD} from {BUNDLES[package.name][1]}",
        "file": target.relative_to(ROOT).as_posix(),
        "licence_file": licence.relative_to(ROOT).as_posix(),
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
    }


COLLECT = """async () => {
  const names = (await (await fetch("/names.json")).json()).filter((name) => customElements.get(name));
  const styles = new Set();
  const look = (root) => {
    for (const style of root.querySelectorAll("style")) styles.add(style.textContent);
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) look(element.shadowRoot);
  };
  for (const name of names) { const box = document.createElement("div"); document.body.append(box); box.innerHTML = `<${name}></${name}>`; }
  await new Promise((done) => setTimeout(done, 500));
  look(document);
  return [...styles];
}"""


def element_names(work: Path) -> list[str]:
    """Every element that the package can define, by the names of its modules."""
    home = work / "node_modules/media-chrome/dist"
    return sorted({path.stem for folder in (home, home / "menu") for path in folder.glob("media-*.js")})


def style_hashes(work: Path) -> list[str]:
    """CSP hashes of the styles that media-chrome writes into its shadow roots, as Chromium sees them."""
    files = {"/": "<!doctype html><title>player</title><body><script type=module src=/player.js></script>", "/names.json": json.dumps(element_names(work))}
    files["/player.js"] = (STATIC / "media-chrome.js").read_text(encoding="utf-8")
    kinds = {"/": "text/html", "/names.json": "application/json", "/player.js": "text/javascript"}
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_page()
        page.route("**/*", lambda route: route.fulfill(body=files[path_of(route.request.url)], content_type=kinds[path_of(route.request.url)]))
        page.goto("http://player.test/", wait_until="load")
        styles = page.evaluate(COLLECT)
    return sorted("sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def main() -> None:
    TESTS.mkdir(parents=True, exist_ok=True)
    STATIC.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        install(work)
        lines: list[dict[str, object]] = [dict(place(package, work)) for package in PACKAGES]
        for line in lines:
            if line["name"] == "media-chrome":
                line["style_hashes"] = style_hashes(work)
    LIST.write_text(json.dumps(lines, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
