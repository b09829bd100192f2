//! The members of an operation's input as parts of a form: labels, limits and
//! what was typed before come from the input itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use huigu_desk::{Fields, InputField, MemberType, Operation};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::context::RequestContext;

/// Members of an input, as they are shown in a form.
pub struct Members<'a> {
    context: &'a RequestContext<'a>,
    fields: Arc<Fields>,
    values: BTreeMap<&'static str, String>,
    earliest: BTreeMap<&'static str, Day>,
}

impl<'a> Members<'a> {
    /// Those of an operation, with what was typed before.
    pub fn of<O: Operation>(context: &'a RequestContext<'a>) -> Self {
        Self { context, fields: Fields::of::<O>(), values: BTreeMap::new(), earliest: BTreeMap::new() }
    }

    /// The same, with a value to begin with.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.values.insert(name, value.to_owned());
        self
    }

    /// The same, with the first day that may be chosen.
    pub fn from(mut self, name: &'static str, day: Day) -> Self {
        self.earliest.insert(name, day);
        self
    }

    fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or_else(|| self.context.form.raw(name), String::as_str)
    }

    fn label(&self, field: &InputField) -> Markup {
        html! { label for=(field.name) { (field.label(self.context.lang)) } }
    }

    /// A member to be typed in.
    pub fn input(&self, name: &str) -> Markup {
        let Some(field) = self.fields.get(name) else { return html! {} };
        let (id, value, required) = (&field.name, self.value(name), field.required);
        html! {
            (self.label(field))
            @match field.form {
                MemberType::Line { most } => input id=(id) name=(id) required[required] maxlength=(most) value=(value);,
                MemberType::Paragraphs { most } => textarea id=(id) name=(id) rows=(rows(most)) required[required] maxlength=(most) { (value) },
                MemberType::Day => input id=(id) type="date" name=(id) required[required] min=[self.earliest.get(name)] value=(value);,
                MemberType::Number { least, most } => input id=(id) type="number" name=(id) required[required] min=(least) max=(most) value=(value);,
                _ => input id=(id) name=(id) required[required] value=(value);,
            }
        }
    }

    /// A member to be chosen, each choice in sight: value and name.
    pub fn choice(&self, name: &str, choices: impl IntoIterator<Item = (String, String)>) -> Markup {
        let Some(field) = self.fields.get(name) else { return html! {} };
        html! {
            fieldset {
                legend { (field.label(self.context.lang)) }
                @for (value, shown) in choices {
                    label.check { input type="radio" name=(name) value=(value) required[field.required] checked[value == self.value(name)]; " " (shown) }
                }
            }
        }
    }

    /// A member to be chosen from a list that opens; `none` is no choice, where it may be left out.
    pub fn select(&self, name: &str, none: &str, choices: impl IntoIterator<Item = (String, String)>) -> Markup {
        let Some(field) = self.fields.get(name) else { return html! {} };
        html! {
            (self.label(field))
            select id=(name) name=(name) {
                @if !field.required { option value="" { (none) } }
                @for (value, shown) in choices { option value=(value) selected[value == self.value(name)] { (shown) } }
            }
        }
    }
}

/// How tall a text is shown while it is typed.
fn rows(most: usize) -> usize {
    (most / 400).clamp(2, 10)
}
