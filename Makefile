# Everything that one does with this repository: make help

SHARED ?= ../shared
SAYSO := target/release/sayso
IN ?= seeds
OUT ?= out/statements.csv

.DEFAULT_GOAL := help
.PHONY: run corpus dist test eval bench lint doc help $(SAYSO)

run: $(SAYSO) ## Who said what in the articles of seeds/: a table here, and out/statements.csv
	@$(SAYSO) extract seeds --format table --quiet
	@$(SAYSO) extract seeds -o out/statements.csv
	@echo "The same as a table for a spreadsheet: out/statements.csv"

corpus: $(SAYSO) ## The same for your articles: make corpus IN=folder-or-file OUT=statements.csv
	$(SAYSO) extract "$(IN)" -o "$(OUT)"

dist: $(SAYSO) ## The program with man pages and shell completions, in out/dist
	$(SAYSO) dist out/dist
	cp $(SAYSO) LICENSE-* out/dist

test: ## All tests; BLESS=1 rewrites the golden files
	cargo test --workspace

eval: $(SAYSO) ## Accuracy against gold, where the corpora are at hand (SHARED=folder)
	@test -d "$(SHARED)/data" || echo "no corpora in $(SHARED); set SHARED to where they are"
	@for gold in seeds/article.gold.jsonl data/polnear-dev.jsonl.gz data/wikinews-dev.jsonl.gz; do \
	  test ! -f "$(SHARED)/$$gold" || { echo "== $$gold"; $(SAYSO) eval "$(SHARED)/$$gold" \
	    $$(case $$gold in *article*) echo --that drop;; *polnear*) echo --speakers "$(SHARED)/data/speakers-dev.jsonl.gz" \
	      --types "$(SHARED)/data/types-dev.jsonl.gz";; esac); }; done

bench: ## Speed of each stage and of the whole, on one thread and on two (SHARED=folder)
	SHARED="$(SHARED)" cargo bench -p sayso-cli --bench speed

lint: ## Formatting and lints, warnings are errors
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

doc: ## The documentation of all crates, in target/doc
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(SAYSO):
	@cargo build --release --quiet -p sayso-cli
