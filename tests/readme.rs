//! What README shows of an output is what the program prints.

use std::fs;

use crate::{repository, sayso};

/// The indented block of README behind the line that ends so.
fn block_behind(words: &str) -> Vec<String> {
    let text = fs::read_to_string(repository("README.md")).expect("README");
    let (_, rest) = text.split_once(words).expect("the words in README");
    let lines = rest.lines().skip_while(|line| !line.starts_with("    "));
    let block = lines.map_while(|line| line.strip_prefix("    "));
    block.map(|line| line.trim_end().to_owned()).collect()
}

fn printed(args: &[&str]) -> Vec<String> {
    let output = sayso().current_dir(repository("")).args(args).output().expect("sayso runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    printed.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(feature = "large")]
#[test]
fn table_of_the_first_page_is_what_is_printed() {
    let mut shown = block_behind("`sayso extract seeds/wire.txt --format table` prints:");
    assert_eq!(shown.pop().as_deref(), Some("…"));
    let printed = printed(&["extract", "seeds/wire.txt", "--format", "table", "--quiet"]);
    assert!(shown.len() > 10);
    assert_eq!(printed[..shown.len()], shown);
}

#[test]
fn reasons_of_the_first_page_are_what_is_printed() {
    let shown = block_behind("`sayso speakers seeds/court.txt --model rules --why`:");
    let printed = printed(&["speakers", "seeds/court.txt", "--model", "rules", "--why", "--quiet"]);
    assert!(shown.len() > 3);
    for line in shown {
        assert!(printed.contains(&line), "{line}\n{printed:#?}");
    }
}
