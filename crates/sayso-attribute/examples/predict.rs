//! scratch
use std::io::{BufRead, Write};
fn main() {
    let seg = sayso_segment::Segmenter::new();
    let mut sw = seg.worker();
    let at = sayso_attribute::Attributor::default();
    let mut aw = at.worker();
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    let mut bytes = 0;
    let mut t_seg = 0.0;
    let mut t_at = 0.0;
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = v["text"].as_str().unwrap();
        let t0 = std::time::Instant::now();
        let s = sw.segment(text);
        t_seg += t0.elapsed().as_secs_f64();
        let t0 = std::time::Instant::now();
        let a = aw.attribute(text, s);
        t_at += t0.elapsed().as_secs_f64();
        bytes += text.len();
        let mut chars = vec![0usize; text.len() + 1];
        let mut n = 0;
        for (i, _) in text.char_indices() {
            chars[i] = n;
            n += 1;
        }
        chars[text.len()] = n;
        let f = |s: sayso_text::Span| serde_json::json!([chars[s.start()], chars[s.end()]]);
        let attrs: Vec<_> = a.iter().map(|x| serde_json::json!({"source": x.source.iter().map(|s| f(*s)).collect::<Vec<_>>(), "cue": [f(x.cue)], "content": x.content.iter().map(|s| f(*s)).collect::<Vec<_>>(), "kind": x.kind.name(), "confidence": x.confidence, "attribution_type": x.attribution_type.name()})).collect();
        writeln!(out, "{}", serde_json::json!({"doc_id": v["doc_id"], "attributions": attrs}))
            .unwrap();
    }
    eprintln!(
        "segment {:.1} MB/s attribute {:.1} MB/s",
        bytes as f64 / t_seg / 1e6,
        bytes as f64 / t_at / 1e6
    );
}
