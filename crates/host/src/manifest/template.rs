//! Templates: text in which `{{ name }}` stands for an application variable.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

/// Replaces every `{{ name }}` of `template` by its value.
///
/// # Errors
/// When braces are not closed, or when a name is not among the `values`.
pub fn render(template: &str, values: &BTreeMap<String, String>) -> Result<String> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once("{{") {
        let Some((name, tail)) = after.split_once("}}") else {
            bail!("`{template}` has `{{{{` without `}}}}`");
        };
        let name = name.trim();
        let Some(value) = values.get(name) else {
            bail!("`{template}` uses the unknown variable `{name}`");
        };
        text.push_str(literal);
        text.push_str(value);
        rest = tail;
    }
    text.push_str(rest);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, expected: Result<&str, &str>) {
        let values = [("host", "db"), ("port", "5432"), ("odd", "{{ host }}")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        let rendered = render(template, &values).map_err(|error| error.to_string());
        assert_eq!(rendered.as_deref().map_err(String::as_str), expected, "{template}");
    }

    #[test]
    fn templates_are_rendered() {
        check("", Ok(""));
        check("plain } text {", Ok("plain } text {"));
        check("postgres://{{ host }}:{{port}}", Ok("postgres://db:5432"));
        check("{{host}}{{host}}", Ok("dbdb"));
        // A value is not a template itself.
        check("{{ odd }}", Ok("{{ host }}"));
        check("{{ host", Err("`{{ host` has `{{` without `}}`"));
        check("{{ nobody }}", Err("`{{ nobody }}` uses the unknown variable `nobody`"));
    }
}
