//! Objects of JSON as rows.

use serde_json::Value;

use super::{MAX_COLUMNS, MAX_ROWS, Table};
use crate::import::{ImportError, encoding};

/// Deepest nesting whose fields become columns of their own.
const MAX_DEPTH: usize = 4;

/// Reads a file that holds a list of objects, an object with such a list in it, or one object.
///
/// # Errors
/// When it is no JSON, or holds no objects.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    let decoded = encoding::decode(bytes)?;
    match serde_json::from_str::<Value>(&decoded.text) {
        Ok(value) => {
            let objects = objects(value).ok_or_else(|| ImportError::Damaged {
                what: "JSON file",
                reason: "it holds no list of objects".to_owned(),
            })?;
            Ok(table(objects.into_iter().enumerate().map(|(index, object)| (index + 1, Ok(object)))))
        }
        // Lines of JSON are often called just .json.
        Err(error) => lines(&decoded.text)
            .filter(|table| !table.rows.is_empty())
            .ok_or_else(|| ImportError::Damaged { what: "JSON file", reason: error.to_string() }),
    }
}

/// Reads a file with an object on each line. Lines that are none are named.
///
/// # Errors
/// When no line is an object.
pub(super) fn read_lines(bytes: &[u8]) -> Result<Table, ImportError> {
    let decoded = encoding::decode(bytes)?;
    lines(&decoded.text).ok_or_else(|| ImportError::Damaged {
        what: "JSON lines file",
        reason: "no line of it is an object".to_owned(),
    })
}

fn lines(text: &str) -> Option<Table> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let table = table(lines.map(|(index, line)| {
        let value = serde_json::from_str::<Value>(line).map_err(|error| error.to_string());
        let object =
            value.and_then(|value| if value.is_object() { Ok(value) } else { Err("it is no object".to_owned()) });
        (index + 1, object)
    }));
    Some(table).filter(|table| !table.rows.is_empty())
}

fn objects(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(values) => Some(values).filter(|values| !values.is_empty() && values.iter().all(Value::is_object)),
        Value::Object(fields) => {
            let is_list = |value: &Value| {
                value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
            };
            let lists = fields.iter().filter(|(_, value)| is_list(value));
            let longest =
                lists.max_by_key(|(_, value)| value.as_array().map_or(0, Vec::len)).map(|(name, _)| name.clone());
            let is_story =
                ["text", "body", "content"].iter().any(|name| fields.get(*name).is_some_and(Value::is_string));
            match longest.filter(|_| !is_story).and_then(|name| fields.get(&name)?.as_array().cloned()) {
                Some(list) => Some(list),
                None => Some(vec![Value::Object(fields)]),
            }
        }
        _ => None,
    }
}

fn table(objects: impl Iterator<Item = (usize, Result<Value, String>)>) -> Table {
    let mut table = Table::default();
    for (number, object) in objects.take(MAX_ROWS) {
        match object {
            Ok(object) => {
                let mut row = Vec::new();
                fill(&mut table.columns, &mut row, "", object, 0);
                table.push(number, row);
            }
            Err(reason) => table.bad_rows.push((number, reason)),
        }
    }
    table
}

/// Puts the fields of an object into a row, those of an object inside under `outer.inner`.
fn fill(columns: &mut Vec<String>, row: &mut Vec<String>, path: &str, value: Value, depth: usize) {
    match value {
        Value::Object(fields) if depth < MAX_DEPTH => {
            for (name, value) in fields {
                let path = if path.is_empty() { name } else { format!("{path}.{name}") };
                fill(columns, row, &path, value, depth + 1);
            }
        }
        value => {
            let known = columns.iter().position(|column| column == path);
            let index = known.unwrap_or(columns.len());
            if known.is_none() {
                if columns.len() >= MAX_COLUMNS {
                    return;
                }
                columns.push(path.to_owned());
            }
            if row.len() <= index {
                row.resize(index + 1, String::new());
            }
            row[index] = cell(value);
        }
    }
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(values) if values.iter().all(|value| !value.is_object()) => {
            values.into_iter().map(cell).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_objects_wherever_they_are() {
        for text in
            [r#"[{"a":"x"},{"a":"y","b":{"c":[1,2]}}]"#, r#"{"n":2,"items":[{"a":"x"},{"a":"y","b":{"c":[1,2]}}]}"#]
        {
            let table = read(text.as_bytes()).unwrap();
            assert_eq!(table.columns, ["a", "b.c"]);
            assert_eq!(table.rows, [vec!["x"], vec!["y", "1, 2"]]);
        }
        assert_eq!(read(br#"{"text":"A ferry","tags":[{"x":1}]}"#).unwrap().rows.len(), 1);
    }

    #[test]
    fn lines_that_are_no_objects_are_named() {
        let table = read_lines(b"{\"a\":1}\nnonsense\n{\"a\":2}\n").unwrap();
        assert_eq!((table.rows.len(), table.bad_rows.len(), table.bad_rows[0].0), (2, 1, 2));
    }

    #[test]
    fn no_json() {
        assert!(matches!(read(b"nonsense"), Err(ImportError::Damaged { .. })));
        assert!(matches!(read(b"3"), Err(ImportError::Damaged { .. })));
    }
}
