import { createHash } from "node:crypto";
import { FAVICON_SVG } from "./assets.ts";

/** The styles inside the pictures (SVG) that stand at addresses of their own. */
export const METER_SVG_STYLE =
  "text{font:600 22px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;fill:#1c1a17;direction:ltr}.small{font-size:14px;font-weight:400;fill:#635d53}.scale{fill:#e6dfd0}.bar{fill:#0a5a55}.mark{stroke:#1c1a17;stroke-width:1.5;opacity:.45}@media(prefers-color-scheme:dark){text{fill:#ebe7df}.small{fill:#aaa397}.scale{fill:#3b3833}.bar{fill:#70c8c0}.mark{stroke:#ebe7df}}";

export const FACTS_SVG_STYLE =
  "text{font:14px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',sans-serif;fill:#1c1a17}.title{font-size:30px;font-weight:800;letter-spacing:-1px}.sum{font-size:15px}.group{font-weight:700}.small{font-size:13px;fill:#635d53}.frame{fill:#fffdf9;stroke:#1c1a17;stroke-width:2}.bar{fill:#1c1a17}path{fill:none;stroke-width:1.5}.rule{stroke:#1c1a17}.line{stroke:#ddd6c7}.named{stroke:#0a5a55}.document{stroke:#284a92}.own{stroke:#3d6416;stroke-width:3}.relayed{stroke:#8a5800;stroke-dasharray:6 3}.anonymous{stroke:#7a3a8e;stroke-width:2.5;stroke-dasharray:.1 5;stroke-linecap:round}.vague{stroke:#a8321c}.unsourced{stroke:#8d8577}@media(prefers-color-scheme:dark){text{fill:#ebe7df}.small{fill:#aaa397}.frame{fill:#161513;stroke:#ebe7df}.bar{fill:#ebe7df}.rule{stroke:#ebe7df}.line{stroke:#3a3732}.named{stroke:#70c8c0}.document{stroke:#9db6f2}.own{stroke:#a9cf74}.relayed{stroke:#e0b25c}.anonymous{stroke:#d6a5e4}.vague{stroke:#f2917b}.unsourced{stroke:#7d766b}}";

/** Their hashes for `style-src`: a picture that is opened by itself is held to the policy too, unlike one in a page. */
export function svgStyleHashes(): string[] {
  const styles = [METER_SVG_STYLE, FACTS_SVG_STYLE, /<style>([\s\S]*?)<\/style>/.exec(FAVICON_SVG)?.[1] ?? ""];
  return styles.map((style) => `sha256-${createHash("sha256").update(style).digest("base64")}`);
}
