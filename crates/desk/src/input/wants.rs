//! What a member of an input may be, and what was wanted of one that did not fit.

/// What a member may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberType {
    /// One line of at most so many characters.
    Line {
        /// How many.
        most: usize,
    },
    /// Paragraphs, a line each.
    Paragraphs {
        /// How many characters in all.
        most: usize,
    },
    /// A date.
    Day,
    /// The number of a batch, or a date.
    BatchOrDay,
    /// A whole number.
    Number {
        /// The least.
        least: i64,
        /// The greatest.
        most: i64,
    },
    /// One of these words.
    Word(Vec<String>),
    /// Yes or no.
    Flag,
    /// A list of lines.
    List,
    /// A text that is none of these.
    Text,
}

/// What was wanted of a member that did not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// One line of 1 to `most` characters.
    Line {
        /// How many.
        most: usize,
    },
    /// Paragraphs of 1 to `most` characters in all.
    Paragraphs {
        /// How many.
        most: usize,
    },
    /// Something else that the form says.
    Form(MemberType),
    /// What a list's last page gave.
    Continuation,
    /// It must be there.
    Something,
    /// There is no such member.
    Nothing,
}

huigu_quantity::texts_of! {
    Wants in lang;
    Line { most } = "应为 1 至 {most} 个字，不换行", "1 to {most} characters, in one line";
    Paragraphs { most } = "应为 1 至 {most} 个字，每段一行", "1 to {most} characters, a paragraph a line";
    Continuation = "不是这个列表给出的，请从第一页重新开始", "what this list gave: begin again with the first page";
    Something = "不能缺少", "something: it cannot be left out";
    Nothing = "没有这一项", "nothing: there is no such member";
    => {
        Self::Form(form) => form.say(lang),
    }
}

huigu_quantity::texts_of! {
    MemberType in lang;
    Day = "应为日期，如 2022-06-30", "a date, such as 2022-06-30";
    BatchOrDay = "应为批次号或日期", "the number of a batch, or a date";
    Flag = "应为是或否", "yes or no";
    => {
        // Any number there is may be a year.
        Self::Number { least, .. } if *least < 0 => lang.pick("应为整数", "a whole number").to_owned(),
        Self::Number { least, most } => {
            lang.pick(format!("应为 {least} 至 {most} 的整数"), format!("a whole number from {least} to {most}"))
        }
        Self::Word(words) => {
            let words = words.join(lang.comma());
            lang.pick(format!("应为 {words} 之一"), format!("one of {words}"))
        }
        _ => lang.pick("写法不对", "another form").to_owned(),
    }
}
