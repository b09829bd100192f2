//! The columns of a data set as they are put together: no two by one header.

use huigu_facts::Column;

use crate::draft::Draft;
use crate::mistake::At;
use crate::near;
use crate::rules::Text;

/// The columns of a data set as they are put together, with their places.
pub(super) struct Columns<'a> {
    pub all: Vec<Column>,
    pub draft: &'a Draft<'a>,
}

impl Columns<'_> {
    pub fn push(&mut self, column: Column, at: At) -> usize {
        let mine = headers(&column);
        let twice = self.all.iter().find_map(|other| headers(other).into_iter().find(|header| mine.contains(header)));
        if let Some(header) = twice {
            let what = Text::of(format!("两列都叫“{header}”"), format!("two columns are called \"{header}\""));
            self.draft.report.add(at, what, Text::of("换一个名称", "give one of them another name"));
        }
        self.all.push(column);
        self.all.len() - 1
    }

    /// The column of a name that is used at a place.
    pub fn named(&self, name: &str, at: At) -> Option<usize> {
        let found = self.all.iter().position(|column| column.name == name);
        if found.is_none() {
            let what = Text::of(format!("没有名为 `{name}` 的列"), format!("there is no column `{name}`"));
            self.draft.report.add(at, what, near::remedy(name, self.all.iter().map(|column| column.name)));
        }
        found
    }
}

/// Every header a column is known by, without units, as readers of files compare them.
fn headers(column: &Column) -> Vec<String> {
    let chinese = column.chinese.split(['（', '(']).next().unwrap_or(column.chinese);
    let all = [column.name, chinese].into_iter().chain(column.forms.iter().copied());
    all.map(|header| header.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()).collect()
}
