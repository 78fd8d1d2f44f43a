//! `sayso speakers --why`: the rule, what it took up, and who else it could have been.

use std::fs;

use crate::sayso;

/// In which "She" is Ada Obi, although a man stands nearer, and the é moves bytes from code points.
const TEXT: &str = "Café owner Ada Obi met Tom Lind on Monday. She said that rain was near. \
                    “It will flood,” Lind said.";

fn output(args: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("a.txt");
    fs::write(&file, TEXT).expect("a written file");
    let output = sayso().args(args).arg(&file).output().expect("sayso runs");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn each_row_names_its_rule_and_what_it_took_up() {
    let table = output(&["speakers", "--model", "rules", "--why"]);
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0][4..8], ["rule", "antecedent", "antecedent_start", "antecedent_end"]);
    assert_eq!(
        rows[1][1..9],
        ["S1", "Ada Obi", "She", "ranked", "Café owner Ada Obi", "0", "18", "somebody new"]
    );
    assert!(rows[1][9].parse::<f32>().is_ok_and(|margin| margin > 0.0), "{table}");
    assert_eq!(rows[2][1..6], ["S2", "Tom Lind", "Lind", "short-name", ""]);
}

#[test]
fn scores_name_the_rule_of_the_speaker_as_well() {
    let page = output(&["attribute", "--model", "rules", "--scores"]);
    let by_rule = "speaker Ada Obi by ranked: Café owner Ada Obi (0 to 18), ";
    assert!(page.contains(by_rule), "{page}");
    assert!(page.contains("before somebody new\n"), "{page}");
    assert!(page.contains("speaker Tom Lind by short-name\n"), "{page}");
}
