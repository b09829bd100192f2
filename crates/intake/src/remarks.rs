//! Remarks in parentheses: 贷款本金（万元）.

/// A heading apart from its remarks in parentheses, and the remarks.
pub(crate) fn remarks(heading: &str) -> (String, Vec<String>) {
    let mut base = String::new();
    let mut remarks = Vec::new();
    let mut open: Option<String> = None;
    for c in heading.chars() {
        match (c, open.as_mut()) {
            ('(' | '（' | '[' | '【', None) => open = Some(String::new()),
            (')' | '）' | ']' | '】', Some(_)) => remarks.extend(open.take()),
            (c, Some(remark)) => remark.push(c),
            (c, None) => base.push(c),
        }
    }
    remarks.extend(open);
    (base, remarks)
}
