//! scratch
use std::io::{BufRead, Write};
fn main() {
    let seg = sayso_segment::Segmenter::new();
    let mut sw = seg.worker();
    let at = sayso_attribute::Attributor::default();
    let mut aw = at.worker();
    let model = std::env::args()
        .nth(1)
        .map(|p| sayso_tag::Tagger::new(&sayso_tag::Model::from_path(p).unwrap()).unwrap());
    let mut tw = model.as_ref().map(|m| m.worker());
    let mut words = 0;
    let mut t_tag = 0.0;
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
        let a: Vec<_> = match &mut tw {
            Some(t) => {
                let sc = t.tag(text, s);
                t_tag += t0.elapsed().as_secs_f64();
                aw.attribute_by(text, s, sc).to_vec()
            }
            None => aw.attribute(text, s).to_vec(),
        };
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
