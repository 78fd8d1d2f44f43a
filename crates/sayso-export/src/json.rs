//! Objects in JSON, written field by field in a fixed order.

use crate::Cell;
use crate::row::confidence;

/// An object that is being written to the end of a buffer.
pub(crate) struct Object<'b> {
    buffer: &'b mut Vec<u8>,
    is_empty: bool,
}

impl<'b> Object<'b> {
    pub(crate) fn new(buffer: &'b mut Vec<u8>) -> Self {
        buffer.push(b'{');
        Self { buffer, is_empty: true }
    }

    /// Begins a field and gives the buffer for its value.
    pub(crate) fn field(&mut self, name: &str) -> &mut Vec<u8> {
        if !self.is_empty {
            self.buffer.extend_from_slice(b", ");
        }
        self.is_empty = false;
        string(self.buffer, name);
        self.buffer.extend_from_slice(b": ");
        self.buffer
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        string(self.field(name), text);
    }

    pub(crate) fn cell(&mut self, name: &str, cell: &Cell<'_>) {
        let buffer = self.field(name);
        match cell {
            Cell::Number(number) => buffer.extend_from_slice(number.to_string().as_bytes()),
            Cell::Confidence(share) => buffer.extend_from_slice(confidence(*share).as_bytes()),
            Cell::Absent => buffer.extend_from_slice(b"null"),
            Cell::Text(_) | Cell::Date(_) => string(buffer, &cell.text()),
        }
    }

    pub(crate) fn end(self) {
        self.buffer.push(b'}');
    }
}

/// Appends a list, each item by the function.
pub(crate) fn list<T>(
    buffer: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    buffer.push(b'[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            buffer.extend_from_slice(b", ");
        }
        write(buffer, item);
    }
    buffer.push(b']');
}

/// Appends a string with its quotation marks. Characters beyond ASCII stay as they are.
pub(crate) fn string(buffer: &mut Vec<u8>, text: &str) {
    // Writing a string to memory has no way to fail.
    let _ = serde_json::to_writer(buffer, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn object_keeps_the_order_of_its_fields() {
        let mut buffer = Vec::new();
        let mut object = Object::new(&mut buffer);
        object.text("b", "\"x\"\n");
        object.cell("a", &Cell::Absent);
        list(object.field("c"), ["1", "2"], |buffer, number| {
            buffer.extend_from_slice(number.as_bytes());
        });
        object.end();
        assert_eq!(buffer, br#"{"b": "\"x\"\n", "a": null, "c": [1, 2]}"#);
    }
}
