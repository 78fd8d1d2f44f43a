//! Text to paragraphs, sentences, tokens and quotations.
